import Codes
public import HealthCertificates
import LibCrypto
import Settlement
import Time
import Wire

/// All that a terminal judges and settles by, as one value: one signed bundle, and the latest delta to its revocations.
///
/// It is never changed in part. Whatever brings another bundle or delta gets another state or a refusal, and the holder
/// replaces the old one whole or keeps it whole.
public struct TrustState: Sendable {
  /// Every bundle and delta is signed by this key.
  private let root: VerifyingKey
  private let bundle: TrustBundle
  private let delta: RevocationDelta?
  private let verifier: Verifier
  /// The root keys of the signed profiles beside the fused code.
  public let profileRoots: ProfileRoots
  private let certificates: CertificateVerifier
  /// Verifies the hub's receipts.
  public let hubReceiptKey: VerifyingKey
  /// What personal data is sealed to. Ready for it: sealing must not fail at the first sale.
  public let hubSealingKey: PeerKey

  /// The region whose terminals the bundle is for.
  public var region: RegionPrefix { bundle.region }
  /// The bundle's version.
  public var version: UInt64 { bundle.version }
  /// The loaded delta's number, 0 for none.
  public var deltaNumber: UInt32 { delta?.number ?? 0 }
  public var policy: Policy { bundle.policy }
  /// Whether the card is on the region's list of cancelled ones, however its code is judged.
  public func isRevoked(_ card: CardReference) -> Bool { verifier.revocations.contains(card) }

  /// When the bundle was signed; a delta to it may be newer.
  public var issuedAt: UnixTime { bundle.issuedAt }

  /// The latest time that is signed in here: what a clock floor learns from it.
  public var latestSignedTime: UnixTime {
    max(bundle.issuedAt, delta?.issuedAt ?? bundle.issuedAt)
  }

  /// Opens the first bundle, the image's or one kept.
  ///
  /// Its issue time is not judged: at a first boot nothing is known to judge it by, and it is what the floor begins with.
  ///
  /// - Parameters:
  ///   - bytes: the signed bundle.
  ///   - root: the pinned root key.
  ///   - region: the terminal's own; the bundle must be for exactly it.
  ///   - version: the least version to take: the highest this terminal has ever gone by, where it knows.
  public static func opening(
    bundle bytes: [UInt8], root: VerifyingKey, region: RegionPrefix, notBelow version: UInt64 = 0
  ) throws(BundleRefusal) -> TrustState {
    let bundle = try verified(bytes, root: root, region: region)
    guard bundle.version >= version else { throw .notNewer(have: version) }
    return try TrustState(bundle, root: root)
  }

  /// The state that a newer bundle makes, whole: its own ages, and no delta yet.
  ///
  /// Where `floor` allows `now`, the wall clock, a bundle issued after `now` is refused, because it would count as fresh for
  /// longer than it was signed for. Where it does not, the bundle's time is the better one.
  public func accepting(
    bundle bytes: [UInt8], at now: UnixTime, floor: ClockFloor
  ) throws(BundleRefusal) -> TrustState {
    let newer = try Self.verified(bytes, root: root, region: region)
    guard newer.version > version else { throw .notNewer(have: version) }
    guard Self.isPlausible(newer.issuedAt, at: now, floor: floor) else { throw .fromTheFuture }
    return try TrustState(newer, root: root)
  }

  /// The state with a newer delta in place of the one before. A delta holds every change since its bundle, so the highest
  /// number is all that matters; and it says nothing about the rest of the bundle, so no age changes.
  public func accepting(
    delta bytes: [UInt8], at now: UnixTime, floor: ClockFloor
  ) throws(BundleRefusal) -> TrustState {
    let newer = try wireValue { () throws(WireFault) in
      try RevocationDelta(decoding: try Signed.open(bytes, kind: .revocationDelta, with: root))
    }
    guard newer.base == version else { throw .deltaDoesNotFit(base: newer.base) }
    guard newer.number > deltaNumber else { throw .notNewer(have: UInt64(deltaNumber)) }
    guard Self.isPlausible(newer.issuedAt, at: now, floor: floor) else { throw .fromTheFuture }
    return TrustState(self, delta: newer)
  }

  /// How far to go by it. Ages run from the bundle's issue, never from when it arrived or from a delta.
  ///
  /// - Parameter now: the wall clock, raised to its floor; see ``ClockFloor/atLeast(_:)``.
  public func age(at now: UnixTime) -> TrustAge {
    let age = max(0, now.seconds(since: bundle.issuedAt))
    if age > Int64(bundle.acceptForSeconds) { return .stopped(seconds: age) }
    return age > Int64(bundle.freshForSeconds) ? .stale(seconds: age) : .fresh
  }

  /// Why this terminal cannot judge a code of this presence now, if it cannot. To be asked before ``judge(_:at:isUsed:)``.
  public func refusal(of presence: Presence, at now: UnixTime, floor: ClockFloor) -> TerminalRefusal? {
    if case .stopped = age(at: floor.atLeast(now)) { return .trustStopped }
    return presence == .dynamic && !floor.isTrusted(now) ? .clockUntrusted : nil
  }

  /// The verdict on a code; see ``Verifier/judge(_:at:isUsed:)``.
  ///
  /// `now` is the wall clock, raised to its floor, which for a dynamic code it must not be below.
  public func judge<Failure: Error>(
    _ code: FusedCode, at now: UnixTime, isUsed: (PresentationKey) throws(Failure) -> Bool
  ) throws(Failure) -> Verdict {
    try verifier.judge(code, at: now, isUsed: isUsed)
  }

  /// The verdict on a health certificate, from its code's text.
  ///
  /// `now` is the wall clock, raised to its floor: below it, a certificate could only be over already.
  public func judge(certificate text: [UInt8], at now: UnixTime) -> CertificateVerdict {
    certificates.judge(text: text, at: now)
  }

  private init(_ bundle: TrustBundle, root: VerifyingKey) throws(BundleRefusal) {
    do throws(IssuerKeysFault) {
      verifier = try Verifier(issuers: bundle.issuers, revocations: Revocations(sorted: bundle.revoked))
      profileRoots = try ProfileRoots(bundle.profileRoots)
    } catch {
      throw error == .unusableKey ? .unusableKey : .malformed
    }
    do throws(CryptoFault) {
      certificates = try CertificateVerifier(
        signers: bundle.documentSigners, revocations: CertificateRevocations(bundle.revokedCertificates))
      hubReceiptKey = try VerifyingKey(bundle.hubReceiptKey)
      hubSealingKey = try PeerKey(bundle.hubSealingKey)
    } catch {
      throw .unusableKey
    }
    self.bundle = bundle
    self.root = root
    delta = nil
  }

  private init(_ state: TrustState, delta: RevocationDelta) {
    root = state.root
    bundle = state.bundle
    hubReceiptKey = state.hubReceiptKey
    hubSealingKey = state.hubSealingKey
    profileRoots = state.profileRoots
    certificates = state.certificates
    verifier = state.verifier.replacing(
      state.verifier.revocations.changed(adding: delta.added, removing: delta.removed))
    self.delta = delta
  }

  private static func verified(
    _ bytes: [UInt8], root: VerifyingKey, region: RegionPrefix
  ) throws(BundleRefusal) -> TrustBundle {
    let bundle = try wireValue { () throws(WireFault) in
      try TrustBundle(decoding: try Signed.open(bytes, kind: .trustBundle, with: root))
    }
    guard bundle.region == region else { throw .wrongRegion }
    return bundle
  }

  private static func isPlausible(_ issuedAt: UnixTime, at now: UnixTime, floor: ClockFloor) -> Bool {
    !floor.isTrusted(now) || issuedAt <= now.advanced(bySeconds: ClockFloor.toleranceSeconds)
  }
}

/// What `make` makes of signed bytes, its fault put as a refusal.
private func wireValue<Value>(_ make: () throws(WireFault) -> Value) throws(BundleRefusal) -> Value {
  do throws(WireFault) {
    return try make()
  } catch {
    throw BundleRefusal(error)
  }
}
