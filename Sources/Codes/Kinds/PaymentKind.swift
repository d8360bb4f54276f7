/// A payment code alone, by whom it is of. None of them says what it is worth: the scheme is asked while the customer waits.
public enum PaymentKind: UInt8, CaseIterable, Hashable, Sendable {
  case weChatPay = 1
  case alipay
  case unionPay
  /// The digital yuan (数字人民币).
  case eCNY
  /// EMV QR, consumer-presented mode, of any scheme.
  case emv

  /// What pays where a wallet's digits are shown.
  public init(_ scheme: PaymentScheme) {
    self =
      switch scheme {
      case .weChatPay: .weChatPay
      case .alipay: .alipay
      case .unionPay: .unionPay
      case .eCNY: .eCNY
      }
  }

  /// A word for records.
  public var name: String {
    switch self {
    case .weChatPay: "weChatPay"
    case .alipay: "alipay"
    case .unionPay: "unionPay"
    case .eCNY: "eCNY"
    case .emv: "emv"
    }
  }
}
