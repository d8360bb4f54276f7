extension ConsumerPresentedPayload {
  /// Recognises what is in this container: a fused code, readable or not, by what makes a payload claim to be one; a plain
  /// payment code otherwise.
  static func recognise(_ text: [UInt8]) -> Code? {
    guard let payload = ConsumerPresentedPayload(text: text) else { return nil }
    return switch payload.claim {
    case .fusedCode: .fused(payload)
    case .paymentCode: .emvConsumerPresented
    case nil: nil
    }
  }
}
