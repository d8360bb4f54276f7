/// One object of BER-TLV (ISO/IEC 8825-1, as EMV Book 3 Annex B uses it).
public struct TLVObject: Sendable {
  /// The tag's bytes as a number: 0x61 for `61`, 0x9F02 for `9F 02`. One to four bytes.
  public let tag: UInt32
  /// The bytes after the length.
  public let value: ArraySlice<UInt8>
  /// The object as it stands, tag and length included: what a signature covers.
  public let encoded: ArraySlice<UInt8>
}

/// Why bytes are not a sequence of objects.
public enum TLVFault: UInt8, Error, Hashable, Sendable {
  /// A tag, a length or a value goes past the end.
  case truncated = 1
  /// A tag of more than four bytes.
  case tagTooLong
  /// An indefinite length, one of more than two bytes after the first, or one that a shorter form could say.
  case badLength
}

/// Reads a sequence of BER-TLV objects, one level of it: what is inside an object needs a reader of its own, so the
/// depth reached is the caller's to decide and no input can choose it.
public struct TLVReader: Sendable {
  /// What has not been read yet.
  public private(set) var rest: ArraySlice<UInt8>

  public init(_ bytes: ArraySlice<UInt8>) {
    rest = bytes
  }

  /// The next object, or `nil` at the end. After a fault nothing more can be read: the position is the object's start.
  public mutating func next() throws(TLVFault) -> TLVObject? {
    guard !rest.isEmpty else { return nil }
    let start = rest
    var position = start.startIndex

    func byte() throws(TLVFault) -> UInt8 {
      guard position < start.endIndex else { throw .truncated }
      defer { position += 1 }
      return start[position]
    }

    let first = try byte()
    var tag = UInt32(first)
    if first & 0x1F == 0x1F {
      var count = 1
      var more = true
      while more {
        guard count < Self.maximumTagCount else { throw .tagTooLong }
        let following = try byte()
        tag = tag << 8 | UInt32(following)
        count += 1
        more = following & 0x80 != 0
      }
    }

    var length = Int(try byte())
    switch length {
    case 0...0x7F: break
    case 0x81:
      length = Int(try byte())
      guard length > 0x7F else { throw .badLength }
    case 0x82:
      let high = Int(try byte())
      length = high << 8 | Int(try byte())
      guard length > 0xFF else { throw .badLength }
    default: throw .badLength
    }

    guard length <= start.endIndex - position else { throw .truncated }
    let end = position + length
    rest = start[end...]
    return TLVObject(tag: tag, value: start[position..<end], encoded: start[start.startIndex..<end])
  }

  private static let maximumTagCount = 4
}
