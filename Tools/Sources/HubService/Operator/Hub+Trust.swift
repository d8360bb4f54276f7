import Codes
import OperatorAPI
import Wire

extension Hub {
  /// Takes a signed trust bundle, to bring it to every terminal. It must be the root key's, newer than the last, and name
  /// this hub's keys. The very bundle that is the latest already is taken again.
  public func publish(bundle signed: [UInt8]) async throws -> Published {
    let bundle: TrustBundle = try verified(signed, .trustBundle, TrustBundle.init(decoding:))
    guard bundle.hubReceiptKey == keys.receiptKey.publicKey, bundle.hubSealingKey == keys.sealingKey.publicKey else {
      throw OperatorFault.otherHub
    }
    guard bundle.version <= UInt64(Int64.max) else { throw OperatorFault.malformedTrust }
    if let held = try await store.trust().bundle {
      if held.signed == signed { return Published(bundleVersion: held.version) }
      guard try region(of: held) == bundle.region else { throw OperatorFault.otherRegion }
    }
    try await requireRevocations(in: PublishedRevocations(bundle: bundle, delta: nil), issuedAt: bundle.issuedAt)
    let stored = StoredBundle(version: bundle.version, signed: signed, publishedAt: clock().seconds)
    guard try await store.publish(bundle: stored) else { throw OperatorFault.olderTrust }
    return Published(bundleVersion: bundle.version)
  }

  /// Takes a signed revocation delta to the latest bundle.
  public func publish(delta signed: [UInt8]) async throws -> Published {
    let delta: RevocationDelta = try verified(signed, .revocationDelta, RevocationDelta.init(decoding:))
    let published = Published(bundleVersion: delta.base, deltaNumber: delta.number)
    let held = try await store.trust()
    if held.delta?.signed == signed { return published }
    guard delta.base <= UInt64(Int64.max) else { throw OperatorFault.malformedTrust }
    guard let base = held.bundle, base.version == delta.base else { throw OperatorFault.deltaDoesNotFit }
    let bundle = try verified(base.signed, .trustBundle, TrustBundle.init(decoding:))
    try await requireRevocations(in: PublishedRevocations(bundle: bundle, delta: delta), issuedAt: delta.issuedAt)
    let stored = StoredDelta(base: delta.base, number: delta.number, signed: signed, publishedAt: clock().seconds)
    guard try await store.publish(delta: stored) else { throw OperatorFault.deltaDoesNotFit }
    return published
  }

  private func region(of bundle: StoredBundle) throws -> RegionPrefix {
    try verified(bundle.signed, .trustBundle, TrustBundle.init(decoding:)).region
  }

  func verified<Message>(
    _ signed: [UInt8], _ kind: SignedKind, _ decode: ([UInt8]) throws(WireFault) -> Message
  ) throws(OperatorFault) -> Message {
    let payload: [UInt8]
    do throws(WireFault) {
      payload = try Signed.open(signed, kind: kind, with: keys.root)
    } catch .tooLarge {
      throw .tooLarge
    } catch {
      throw .forgedTrust
    }
    do throws(WireFault) {
      return try decode(payload)
    } catch {
      throw .malformedTrust
    }
  }
}
