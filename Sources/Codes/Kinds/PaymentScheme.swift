/// Whose payment code it is that a customer shows: digits whose beginning and number say so, as each scheme's interface
/// documents publish them. None can be verified or charged without the scheme, and none is kept for later.
public enum PaymentScheme: UInt8, CaseIterable, Hashable, Sendable {
  case weChatPay = 1
  case alipay
  case unionPay
  /// The digital yuan (数字人民币).
  case eCNY

  /// The specification's word.
  public var name: String {
    switch self {
    case .weChatPay: "weChatPay"
    case .alipay: "alipay"
    case .unionPay: "unionPay"
    case .eCNY: "eCNY"
    }
  }

  static func recognise(_ text: [UInt8]) -> Code? {
    guard text.isDigits(16...24) else { return nil }
    let scheme: PaymentScheme? =
      switch (text[..<2].decimalValue, text.count) {
      case (10...15, 18): .weChatPay
      case (25...30, 16...24): .alipay
      case (62, 19): .unionPay
      case (1, 19): .eCNY
      default: nil
      }
    return scheme.map { .payment($0) }
  }
}
