extension ConsumerPresentedPayload {
  /// Recognises what is in this container: a fused code of profile FC1, readable or not, by what makes a payload claim to be
  /// one; a plain payment code otherwise.
  static func recognise(_ text: [UInt8]) -> Code? {
    guard let payload = ConsumerPresentedPayload(text: text) else { return nil }
    guard payload.claimsToBeFused else { return payload.isReadable ? .emvConsumerPresented : nil }
    do throws(FusedCodeFault) {
      return .fused(try FusedCode(payload))
    } catch {
      return .malformedFused(error)
    }
  }
}
