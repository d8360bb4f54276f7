/// The container of EMVCo QR Code Specification for Payment Systems, Consumer-Presented Mode 1.1: payment codes and
/// fused codes alike. It is read only as far as telling the two apart needs.
public struct ConsumerPresentedPayload: Equatable, Sendable {
  /// What a payload says that it is.
  enum Claim {
    /// An AID begins with this project's prefix, or a 64 in the 62 with a credential. One of the two is enough, so that a
    /// fused code stripped of its signatures does not pass for a payment code.
    case fusedCode
    /// Neither, and the objects at the top, and those inside each 61 and 62, read to the end.
    case paymentCode
  }

  let bytes: [UInt8]
  /// `nil` where the objects do not read to the end and none before claimed to be a fused code's.
  let claim: Claim?

  /// `nil` unless `text` begins as this container must and is canonical base64.
  init?(text: [UInt8]) {
    guard text.starts(with: Self.textPrefix), let bytes = Base64.decode(text) else { return nil }
    self.bytes = bytes
    claim = Self.claim(in: TLVReader(bytes)) { object in
      switch object.tag {
      case FusedCodeTag.applicationTemplate:
        Self.claim(in: TLVReader(bytes, in: object.value)) { inner in
          inner.tag == FusedCodeTag.aid && bytes[inner.value].starts(with: FusedCode.aidPrefix)
            ? .fusedCode : .paymentCode
        }
      case FusedCodeTag.commonDataTemplate:
        Self.claim(in: TLVReader(bytes, in: object.value)) { inner in
          inner.tag == FusedCodeTag.commonDataTransparentTemplate
            && bytes[inner.value].first == UInt8(FusedCodeTag.credential)
            ? .fusedCode : .paymentCode
        }
      default: .paymentCode
      }
    }
  }

  /// What objects claim together. One claim of a fused code's decides, whatever comes after it.
  private static func claim(in objects: TLVReader, of claim: (TLVObject) -> Claim?) -> Claim? {
    var objects = objects
    var isReadable = true
    do throws(TLVFault) {
      while let object = try objects.next() {
        switch claim(object) {
        case .fusedCode: return .fusedCode
        case .paymentCode: break
        case nil: isReadable = false
        }
      }
    } catch {
      return nil
    }
    return isReadable ? .paymentCode : nil
  }

  /// Base64 of `85 05 "CPV01"` and the upper half of the tag that follows, 61 or 62.
  private static let textPrefix = [UInt8]("hQVDUFYwMW".utf8)
}
