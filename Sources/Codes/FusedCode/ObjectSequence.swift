/// The inside of an FC1 object, read in the order the profile lists: whatever is not the listed object, of the listed
/// size, in its place is `malformed`.
struct ObjectSequence {
  private var reader: TLVReader

  init(_ bytes: [UInt8], in part: Range<Int>) {
    reader = TLVReader(bytes, in: part)
  }

  /// The next object, or `nil` at the end.
  mutating func next() throws(FusedCodeFault) -> TLVObject? {
    do throws(TLVFault) {
      return try reader.next()
    } catch {
      throw .malformed
    }
  }

  /// The next object, which must be a `tag`.
  mutating func object(_ tag: UInt32) throws(FusedCodeFault) -> TLVObject {
    guard let object = try next(), object.tag == tag else { throw .malformed }
    return object
  }

  /// The inside of the next object, which must be a `tag`.
  mutating func objects(in tag: UInt32) throws(FusedCodeFault) -> ObjectSequence {
    inside(try object(tag))
  }

  /// The value of the next object, which must be a `tag` of a number of bytes that is among `counts`.
  mutating func value(_ tag: UInt32, counts: ClosedRange<Int>) throws(FusedCodeFault) -> ArraySlice<UInt8> {
    let object = try object(tag)
    guard counts.contains(object.value.count) else { throw .malformed }
    return value(of: object)
  }

  /// The value of the next object, which must be a `tag` of `count` bytes.
  mutating func value(_ tag: UInt32, count: Int) throws(FusedCodeFault) -> ArraySlice<UInt8> {
    try value(tag, counts: count...count)
  }

  /// The next object, which must be a `tag` of exactly the integer's width, big-endian.
  mutating func integer<Integer: FixedWidthInteger & UnsignedInteger>(
    _ tag: UInt32, as type: Integer.Type = Integer.self
  ) throws(FusedCodeFault) -> Integer {
    Integer(bigEndian: try value(tag, count: Integer.bitWidth / 8))
  }

  /// Nothing may be left.
  mutating func end() throws(FusedCodeFault) {
    guard try next() == nil else { throw .malformed }
  }

  /// The inside of an object that was read here.
  func inside(_ object: TLVObject) -> ObjectSequence {
    ObjectSequence(reader.bytes, in: object.value)
  }

  /// The bytes of an object that was read here, less its tag and length.
  func value(of object: TLVObject) -> ArraySlice<UInt8> {
    reader.bytes[object.value]
  }
}

extension FixedWidthInteger where Self: UnsignedInteger {
  /// The last bytes of `bytes`, as many as fit, most significant first.
  package init(bigEndian bytes: ArraySlice<UInt8>) {
    var number: Self = 0
    for byte in bytes {
      number = number << 8 | Self(truncatingIfNeeded: byte)
    }
    self = number
  }
}
