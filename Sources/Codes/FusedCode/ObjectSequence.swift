/// The inside of an FC1 object, read in the order the profile lists: whatever is not the listed object, of the listed
/// size, in its place is `malformed`.
struct ObjectSequence {
  private var reader: TLVReader

  init(_ bytes: ArraySlice<UInt8>) {
    reader = TLVReader(bytes)
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

  /// The value of the next object, which must be a `tag` of `count` bytes.
  mutating func value(_ tag: UInt32, count: Int) throws(FusedCodeFault) -> ArraySlice<UInt8> {
    let value = try object(tag).value
    guard value.count == count else { throw .malformed }
    return value
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
