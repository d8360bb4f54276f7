/// The kinds of code that a counter is shown, in the order in which they are told apart.
public enum CodeKind: UInt8, CaseIterable, Hashable, Sendable {
  /// A ride code of JT/T (交通一卡通二维码), signed.
  case transitCode = 1
  /// A digital health certificate, signed: `HC1:` and base45 (EU DCC).
  case healthCertificate
  /// This project's own profile (多码融合), signed.
  case fusedCode
  /// A payment code of EMV QR, consumer-presented mode.
  case emvConsumerPresented
  /// A merchant's code of EMV QR, merchant-presented mode: what a customer would pay to.
  case emvMerchantPresented
  /// An electronic health card (居民电子健康卡) by itself.
  case healthCard
  /// A resident ID number (GB 11643): personal data as it stands.
  case residentID
  /// A wallet's payment code, in digits.
  case payment
  /// A drug traceability code (药品追溯码).
  case drugTraceability
  /// A medical insurance voucher (医保码) by itself.
  case insuranceVoucher
  /// An article's bar code: EAN or GS1.
  case article
  /// None of these.
  case unknown

  /// The specification's word.
  public var name: String {
    switch self {
    case .transitCode: "transitCode"
    case .healthCertificate: "healthCertificate"
    case .fusedCode: "fusedCode"
    case .emvConsumerPresented: "emvConsumerPresented"
    case .emvMerchantPresented: "emvMerchantPresented"
    case .healthCard: "healthCard"
    case .residentID: "residentID"
    case .payment: "payment"
    case .drugTraceability: "drugTraceability"
    case .insuranceVoucher: "insuranceVoucher"
    case .article: "article"
    case .unknown: "unknown"
    }
  }
}
