/// The container of EMVCo QR Code Specification for Payment Systems, Consumer-Presented Mode 1.1: payment codes and
/// fused codes alike. It is read only as far as telling the two apart needs.
struct ConsumerPresentedPayload {
  let bytes: [UInt8]
  /// Whether the objects at the top, and those inside each 61 and 62, read to the end.
  let isReadable: Bool
  /// Whether these bytes claim to be a fused code: an AID that begins with this project's prefix, or a 64 in the 62
  /// that begins with a credential. One of the two is enough, so that a fused code stripped of its signatures does
  /// not pass for a payment code.
  let claimsToBeFused: Bool

  /// `nil` unless `text` begins as this container must and is canonical base64.
  init?(text: [UInt8]) {
    guard text.starts(with: Self.textPrefix), let bytes = Base64.decode(text) else { return nil }
    self.bytes = bytes
    var claims = false
    isReadable = Self.readsToTheEnd(bytes[...]) { object in
      switch object.tag {
      case FusedCodeTag.applicationTemplate:
        Self.readsToTheEnd(object.value) { inner in
          if inner.tag == FusedCodeTag.aid, inner.value.starts(with: FusedCode.aidPrefix) { claims = true }
          return true
        }
      case FusedCodeTag.commonDataTemplate:
        Self.readsToTheEnd(object.value) { inner in
          if inner.tag == FusedCodeTag.commonDataTransparentTemplate,
            inner.value.first == UInt8(FusedCodeTag.credential)
          {
            claims = true
          }
          return true
        }
      default: true
      }
    }
    claimsToBeFused = claims
  }

  /// Visits each object that can be read. Whether they reach the end and `visit` was content with every one of them;
  /// it sees the rest even when it was not.
  private static func readsToTheEnd(_ bytes: ArraySlice<UInt8>, visit: (TLVObject) -> Bool) -> Bool {
    var reader = TLVReader(bytes)
    var isContent = true
    do throws(TLVFault) {
      while let object = try reader.next() {
        if !visit(object) { isContent = false }
      }
    } catch {
      return false
    }
    return isContent
  }

  /// Base64 of `85 05 "CPV01"` and the upper half of the tag that follows, 61 or 62.
  static let textPrefix = [UInt8]("hQVDUFYwMW".utf8)
}
