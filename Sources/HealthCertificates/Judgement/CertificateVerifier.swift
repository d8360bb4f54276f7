public import LibCrypto
public import Time
public import Wire

/// Judges health certificates by cached keys.
public struct CertificateVerifier: Sendable {
  private struct Entry: Sendable {
    let signer: DocumentSigner
    let key: LoadedKey
  }

  private enum LoadedKey: Sendable {
    case es256(VerifyingKey)
    case ps256(RSAVerifyingKey)

    /// Whether it made the signature. A key takes signatures of its own algorithm only.
    func isSigner(of signed: SignedCertificate) -> Bool {
      switch (self, signed.algorithm) {
      case (.es256(let key), .es256): key.isValid(signature: signed.signature, over: signed.signedBytes)
      case (.ps256(let key), .ps256): key.isValid(signature: signed.signature, over: signed.signedBytes)
      case (.es256, .ps256), (.ps256, .es256): false
      }
    }
  }

  private let entries: [Entry]
  private let revocations: CertificateRevocations

  /// Throws where a key is none.
  public init(
    signers: [DocumentSigner], revocations: CertificateRevocations = CertificateRevocations()
  ) throws(CryptoFault) {
    var entries: [Entry] = []
    for signer in signers {
      let key: LoadedKey =
        switch signer.key {
        case .es256(let key): .es256(try VerifyingKey(key))
        case .ps256(let key): .ps256(try RSAVerifyingKey(key))
        }
      entries.append(Entry(signer: signer, key: key))
    }
    self.entries = entries
    self.revocations = revocations
  }

  /// The verdict at `now`.
  public func judge(_ signed: SignedCertificate, at now: UnixTime) -> CertificateVerdict {
    do throws(Stop) {
      let signer = try signer(of: signed)
      let (token, certificate) = try Stop.content { () throws(HealthCertificateFault) in
        let token = try signed.unverifiedToken()
        return (token, try token.certificate())
      }
      guard token.hasBegun(by: now) else { throw Stop(.fromFuture) }
      if token.hasExpired(by: now) { throw Stop(.expired) }
      guard signer.uses.contains(certificate.event.use) else { throw Stop(.issuerNotEntitled) }
      if revocations.contain(signed, certificate, issuer: token.issuer) { throw Stop(.revoked) }
      return .accepted(certificate, until: token.expiresAt)
    } catch {
      return .refused(error.refusal)
    }
  }

  /// The verdict at `now` on a code's text.
  public func judge(text: [UInt8], at now: UnixTime) -> CertificateVerdict {
    do throws(HealthCertificateFault) {
      return judge(try SignedCertificate(text: text), at: now)
    } catch {
      return .refused(.malformed(error))
    }
  }

  /// Who signed it: several keys may share a name, and then each is tried.
  private func signer(of signed: SignedCertificate) throws(Stop) -> DocumentSigner {
    var isKnown = false
    for entry in entries where entry.signer.keyID == signed.keyID {
      isKnown = true
      if entry.key.isSigner(of: signed) { return entry.signer }
    }
    throw Stop(isKnown ? .badIssuerSignature : .unknownIssuer)
  }

  private struct Stop: Error {
    let refusal: CertificateVerdict.Refusal

    init(_ refusal: CertificateVerdict.Refusal) {
      self.refusal = refusal
    }

    static func content<Value>(_ read: () throws(HealthCertificateFault) -> Value) throws(Stop) -> Value {
      do throws(HealthCertificateFault) {
        return try read()
      } catch {
        throw Stop(.malformed(error))
      }
    }
  }
}
