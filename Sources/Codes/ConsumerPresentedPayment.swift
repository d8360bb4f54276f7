/// Recognises EMV consumer-presented payment codes. A fused code is built in the same container, so its kind comes
/// first.
enum ConsumerPresentedPayment {
  static func recognise(_ bytes: [UInt8]) -> Code? {
    guard let payload = ConsumerPresentedPayload(text: bytes), payload.isReadable else { return nil }
    return .emvPayment
  }
}
