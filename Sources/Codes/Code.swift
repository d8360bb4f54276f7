/// What a scanner read. Only what somebody uses is kept of it: most kinds are personal data or money.
public enum Code: Equatable, Sendable {
  /// A transit code's bytes, as far as their length and first byte say. Not read any further.
  case transit([UInt8])
  /// The text of what claims to be a health certificate. Not read any further.
  case healthCertificate([UInt8])
  /// The payload of what claims to be a fused code. Not read any further.
  case fused(ConsumerPresentedPayload)
  /// An EMV consumer-presented payment code, with no health card or insurance in it.
  case emvConsumerPresented
  case emvMerchantPresented
  case healthCard(HealthCardForm)
  case residentID
  case payment(PaymentScheme)
  case drugTraceability(DrugTraceabilityCode)
  case insuranceVoucher
  case article(Article)
  /// None of the known kinds. Only its length in bytes and what it is made of are kept: nobody knows whose data it is.
  case unknown(length: Int, of: TextClass)

  public var kind: CodeKind {
    switch self {
    case .transit: .transitCode
    case .healthCertificate: .healthCertificate
    case .fused: .fusedCode
    case .emvConsumerPresented: .emvConsumerPresented
    case .emvMerchantPresented: .emvMerchantPresented
    case .healthCard: .healthCard
    case .residentID: .residentID
    case .payment: .payment
    case .drugTraceability: .drugTraceability
    case .insuranceVoucher: .insuranceVoucher
    case .article: .article
    case .unknown: .unknown
    }
  }

  /// The specification's word for what a kind is divided into; `nil` for a kind that is not.
  public var detail: String? {
    switch self {
    case .healthCard(let form): form.name
    case .payment(let scheme): scheme.name
    case .transit, .healthCertificate, .fused, .emvConsumerPresented, .emvMerchantPresented,
      .residentID, .drugTraceability, .insuranceVoucher, .article, .unknown:
      nil
    }
  }
}
