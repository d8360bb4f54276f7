/// One object of BER-TLV (ISO/IEC 8825-1, as EMV Book 3 Annex B uses it), by where it stands in the bytes that were read.
public struct TLVObject: Sendable {
  /// The tag's bytes as a number: 0x61 for `61`, 0x9F02 for `9F 02`. One to four bytes.
  public let tag: UInt32
  /// The bytes after the length.
  public let value: Range<Int>
  /// The object as it stands, tag and length included: what a signature covers.
  public let encoded: Range<Int>
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
/// depth reached is the caller's to decide and no input can choose it. All of them read the same bytes and copy none.
public struct TLVReader: Sendable {
  /// What objects stand in.
  public let bytes: [UInt8]
  /// What has not been read yet.
  public private(set) var rest: Range<Int>

  public init(_ bytes: [UInt8]) {
    self.init(bytes, in: bytes.indices)
  }

  /// Of the objects in a part of `bytes` and no further.
  public init(_ bytes: [UInt8], in part: Range<Int>) {
    precondition(bytes.indices.contains(part), "a part of the bytes")
    self.bytes = bytes
    rest = part
  }

  /// A reader of what is inside an object that was read from the same bytes.
  public func inside(_ object: TLVObject) -> TLVReader {
    TLVReader(bytes, in: object.value)
  }

  /// The next object, or `nil` at the end. After a fault nothing more can be read: the position is the object's start.
  public mutating func next() throws(TLVFault) -> TLVObject? {
    guard !rest.isEmpty else { return nil }
    var position = rest.lowerBound
    let tag = try tag(at: &position)
    let length = try length(at: &position)
    guard length <= rest.upperBound - position else { throw .truncated }
    let end = position + length
    let object = TLVObject(tag: tag, value: position..<end, encoded: rest.lowerBound..<end)
    rest = end..<rest.upperBound
    return object
  }

  private func tag(at position: inout Int) throws(TLVFault) -> UInt32 {
    let first = try byte(at: &position)
    var tag = UInt32(first)
    guard first & 0x1F == 0x1F else { return tag }
    for _ in 1..<Self.maximumTagCount {
      let following = try byte(at: &position)
      tag = tag << 8 | UInt32(following)
      if following & 0x80 == 0 { return tag }
    }
    throw .tagTooLong
  }

  private func length(at position: inout Int) throws(TLVFault) -> Int {
    let first = Int(try byte(at: &position))
    switch first {
    case 0...0x7F: return first
    case 0x81:
      let length = Int(try byte(at: &position))
      guard length > 0x7F else { throw .badLength }
      return length
    case 0x82:
      let high = Int(try byte(at: &position))
      let length = high << 8 | Int(try byte(at: &position))
      guard length > 0xFF else { throw .badLength }
      return length
    default: throw .badLength
    }
  }

  private func byte(at position: inout Int) throws(TLVFault) -> UInt8 {
    guard position < rest.upperBound else { throw .truncated }
    defer { position += 1 }
    return bytes[position]
  }

  private static let maximumTagCount = 4
}
