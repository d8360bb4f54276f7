/// What a scanner read.
public enum Code: Equatable, Sendable {
  /// A fused code whose structure holds. Not verified.
  case fused(FusedCode)
  /// A fused code that cannot be judged; the fault is never `notFusedCode`.
  case malformedFused(FusedCodeFault)
  /// An EMV consumer-presented payment code, with no health card or insurance in it.
  case emvPayment
  /// None of the known kinds. Only the length is kept: nobody knows whose data the rest is.
  case unknown(length: Int)
}

/// Tells one kind of code from another.
///
/// A kind is a type with a function `recognise(_:) -> Code?`, in a file of its own. It answers `nil` where the code is
/// not of its kind, and joins by a line below. The first that answers is right: where two kinds could both read a
/// text, their order is the rule that tells them apart.
public enum Recogniser {
  /// What `bytes` are: any bytes, the scanner's own suffix taken off.
  public static func recognise(_ bytes: [UInt8]) -> Code {
    FusedCodeProfile.recognise(bytes)
      ?? ConsumerPresentedPayment.recognise(bytes)
      ?? .unknown(length: bytes.count)
  }
}
