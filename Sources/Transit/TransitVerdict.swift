import LibCrypto
import Time
import Trust
import Wire

/// What a terminal makes of a transit code.
public enum TransitVerdict: Equatable, Sendable {
  /// Root, issuer and phone stand behind it. It names an account, and nobody.
  case accepted(TransitPresentationKey)
  /// One of the reasons for which a fused code is refused; a transit code has fewer.
  case refused(RefusalReason)

  /// The specification's word: `accepted`, or why not.
  public var name: String {
    switch self {
    case .accepted: "accepted"
    case .refused(let reason): reason.name
    }
  }

  /// The verdict on bytes. Any may be given.
  public init<Failure: Error>(
    bytes: [UInt8], at now: UnixTime, by roots: ProfileRoots,
    isUsed: (TransitPresentationKey) throws(Failure) -> Bool
  ) throws(Failure) {
    let code: TransitCode
    do throws(TransitCodeFault) {
      code = try TransitCode(bytes: bytes)
    } catch {
      self = .refused(.malformed)
      return
    }
    if let reason = code.refusal(at: now, by: roots) {
      self = .refused(reason)
      return
    }
    let key = TransitPresentationKey(account: code.account, generatedAt: code.generatedAt)
    // Asked last, and only about what is otherwise accepted, so that nobody can probe the memory with forged codes.
    self = try isUsed(key) ? .refused(.replayed) : .accepted(key)
  }
}

/// What identifies one presentation of a transit code.
public struct TransitPresentationKey: Hashable, Sendable {
  public let account: TransitAccount
  public let generatedAt: UnixTime

  /// What the memory of used presentations keeps: SM3 over `JTT1` and the three fields, the time big-endian. 32 bytes.
  public var digest: [UInt8] {
    var bytes = [UInt8]("JTT1".utf8) + account.payment + account.card
    let seconds = UInt64(bitPattern: generatedAt.seconds)
    for place in stride(from: 56, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: seconds >> UInt64(place)))
    }
    return SM3.hash(bytes)
  }
}

extension TransitCode {
  /// The first test that fails, but for the memory of what was used.
  fileprivate func refusal(at now: UnixTime, by roots: ProfileRoots) -> RefusalReason? {
    guard let root = roots.key(rootIndex, of: .transit), root.key.algorithm == .sm2 else { return .unknownIssuer }
    if !root.isValid(signature: certificateSignature, over: certifiedBytes) { return .badIssuerSignature }
    if now >= certificateEnds { return .issuerKeyNotValid }
    if !isSigned(issuerSignature, over: issuerSignedBytes, by: issuerPoint) { return .badIssuerSignature }
    if now > authorisedUntil { return .expired }
    if !isSigned(holderSignature, over: holderSignedBytes, by: holderPoint) { return .badHolderSignature }
    if generatedAt > now.advanced(bySeconds: Verifier.generationToleranceSeconds) { return .presentationFromFuture }
    if now > generatedAt.advanced(bySeconds: Int64(lifetimeSeconds)) { return .presentationExpired }
    return nil
  }

  /// A key that is in the code is seen once and for one signature, so it is not kept. One that is no point signs nothing.
  private func isSigned(_ signature: [UInt8], over bytes: [UInt8], by point: [UInt8]) -> Bool {
    do throws(CryptoFault) {
      let key = try VerifyingKey(PublicKey(algorithm: .sm2, compressedPoint: point))
      return key.isValid(signature: signature, over: bytes)
    } catch {
      return false
    }
  }
}
