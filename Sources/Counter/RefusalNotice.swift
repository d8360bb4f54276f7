import Settlement

/// A refusal as it is shown: with the limit it is about, where it is about one.
public struct RefusalNotice: Equatable, Sendable {
  public let refusal: Refusal
  public let limit: Limit?
  /// What a health certificate says, where it is a good one.
  public let certificate: CertificateFacts?

  /// The figure of a limit.
  public enum Limit: Equatable, Sendable {
    case amount(Fen)
    case count(UInt32)
    /// Of articles.
    case pieces(UInt32)
    /// Until it may be tried again.
    case minutes(Int64)
  }

  public init(_ refusal: Refusal, limit: Limit? = nil, certificate: CertificateFacts? = nil) {
    self.refusal = refusal
    self.limit = limit
    self.certificate = certificate
  }

  init(_ exceeded: LimitExceeded) {
    switch exceeded {
    case .paymentApplication(let limit): self.init(.overPaymentLimit, limit: .amount(limit))
    case .single(let limit): self.init(.overSingleLimit, limit: .amount(limit))
    case .cardDaySum(let limit): self.init(.overCardDaySum, limit: .amount(limit))
    case .cardDayCount(let limit): self.init(.overCardDayCount, limit: .count(limit))
    case .terminalDaySum(let limit): self.init(.overTerminalDaySum, limit: .amount(limit))
    case .terminalDayCount(let limit): self.init(.overTerminalDayCount, limit: .count(limit))
    }
  }
}
