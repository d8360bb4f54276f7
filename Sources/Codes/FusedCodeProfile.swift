/// Recognises fused codes of profile FC1, readable or not, by what makes an EMV payload claim to be one.
enum FusedCodeProfile {
  static func recognise(_ bytes: [UInt8]) -> Code? {
    guard let payload = ConsumerPresentedPayload(text: bytes), payload.claimsToBeFused else { return nil }
    do throws(FusedCodeFault) {
      return .fused(try FusedCode(payload))
    } catch {
      return .malformedFused(error)
    }
  }
}
