/// What a share is paid from online: a payment code alone, by whom it is of, or a card's prepaid balance. None of them says what
/// it is worth: the scheme, or the hub, is asked while the customer waits.
public enum PaymentKind: UInt8, CaseIterable, Hashable, Sendable {
  case weChatPay = 1
  case alipay
  case unionPay
  /// The digital yuan (数字人民币).
  case eCNY
  /// EMV QR, consumer-presented mode, of any scheme.
  case emv
  /// What the region keeps for the holder of a card (预付余额). No code that is scanned is of this kind.
  case prepaid

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
    case .prepaid: "prepaid"
    }
  }
}
