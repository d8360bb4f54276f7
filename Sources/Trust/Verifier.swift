import Codes
import LibCrypto
import Time
import Wire

/// Judges fused codes by cached issuer keys and revocations, with no network and no clock of its own.
public struct Verifier: Sendable {
  /// How far ahead of this terminal's clock a phone's may be, in seconds.
  public static let generationToleranceSeconds: Int64 = 20

  private let issuers: IssuerKeys
  let revocations: Revocations

  /// A verifier of these keys, in any order; each is loaded here, once.
  public init(issuers: [IssuerKey], revocations: Revocations) throws(IssuerKeysFault) {
    self.init(issuers: try IssuerKeys(issuers), revocations: revocations)
  }

  private init(issuers: IssuerKeys, revocations: Revocations) {
    self.issuers = issuers
    self.revocations = revocations
  }

  /// The same keys with other revocations.
  func replacing(_ revocations: Revocations) -> Verifier {
    Verifier(issuers: issuers, revocations: revocations)
  }

  /// The verdict on what a scanner delivered, with its own suffix taken off. Any bytes may be given.
  public func judge<Failure: Error>(
    text: [UInt8], at now: UnixTime, isUsed: (PresentationKey) throws(Failure) -> Bool
  ) throws(Failure) -> Verdict {
    let code: FusedCode
    do throws(FusedCodeFault) {
      code = try FusedCode(text: text)
    } catch {
      return .refused(RefusalReason(error))
    }
    return try judge(code, at: now, isUsed: isUsed)
  }

  /// The verdict on a code that was read.
  ///
  /// `isUsed` says whether this presentation was accepted before, or is held by another dialog. It is asked last and only
  /// about what is otherwise accepted, so nobody can fill or probe the memory with forged codes. What it throws, this
  /// throws: a memory that cannot be read is no memory.
  public func judge<Failure: Error>(
    _ code: FusedCode, at now: UnixTime, isUsed: (PresentationKey) throws(Failure) -> Bool
  ) throws(Failure) -> Verdict {
    guard let issuer = issuers.entry(issuer: code.card.issuer, index: code.issuerKeyIndex) else {
      return .refused(.unknownIssuer)
    }
    if let reason = refusal(of: code, by: issuer, at: now) { return .refused(reason) }

    var accepted: AcceptedPresentation?
    if let presentation = code.presentation {
      if let reason = refusal(of: presentation, algorithm: issuer.key.key.algorithm, at: now) {
        return .refused(reason)
      }
      let key = PresentationKey(card: code.card, generatedAt: presentation.generatedAt, nonce: presentation.nonce)
      if try isUsed(key) { return .refused(.replayed) }
      accepted = AcceptedPresentation(key: key, expiresAt: presentation.expiresAt)
    }
    return .accepted(
      AcceptedCode(
        card: code.card, applications: code.applications, health: code.health, insurance: code.insurance,
        payments: code.payments, presentation: accepted))
  }

  /// Tests 4 to 9: what the issuer said.
  private func refusal(of code: FusedCode, by issuer: IssuerKeys.Entry, at now: UnixTime) -> RefusalReason? {
    if now < issuer.issuer.notBefore || now > issuer.issuer.notAfter { return .issuerKeyNotValid }
    if !issuer.key.isValid(signature: code.issuerSignature, over: code.issuerSignedBytes) { return .badIssuerSignature }
    if !issuer.issuer.isEntitled(to: code) { return .issuerNotEntitled }
    if now < code.notBefore { return .notYetValid }
    if now > code.notAfter { return .expired }
    if revocations.contains(code.card) { return .revoked }
    return nil
  }

  /// Tests 10 to 12: what the holder's device said.
  private func refusal(
    of presentation: FusedCode.Presentation, algorithm: SignatureAlgorithm, at now: UnixTime
  ) -> RefusalReason? {
    if !presentation.isSigned(algorithm) { return .badHolderSignature }
    if presentation.generatedAt > now.advanced(bySeconds: Self.generationToleranceSeconds) {
      return .presentationFromFuture
    }
    if now > presentation.expiresAt { return .presentationExpired }
    return nil
  }
}

extension IssuerKey {
  /// Whether the issuer may sign for everything in the code.
  fileprivate func isEntitled(to code: FusedCode) -> Bool {
    guard code.applications.isSubset(of: applications) else { return false }
    guard let insurance = code.insurance, !regions.isEmpty else { return true }
    return regions.contains { insurance.region.isUnder($0) }
  }
}

extension FusedCode.Presentation {
  /// The last second at which it may be accepted.
  fileprivate var expiresAt: UnixTime {
    generatedAt.advanced(bySeconds: Int64(lifetimeSeconds))
  }

  /// A holder's key is seen once and for one signature, so it is not kept.
  fileprivate func isSigned(_ algorithm: SignatureAlgorithm) -> Bool {
    do throws(CryptoFault) {
      let key = try VerifyingKey(PublicKey(algorithm: algorithm, compressedPoint: holderPoint))
      return key.isValid(signature: signature, over: signedBytes)
    } catch {
      return false
    }
  }
}
