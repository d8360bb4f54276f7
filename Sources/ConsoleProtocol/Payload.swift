/// Numbers in payloads: big-endian, of a fixed width.
public enum Payload {
  public static func bytes<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    var bytes: [UInt8] = []
    var shift = Number.bitWidth
    while shift > 0 {
      shift -= 8
      bytes.append(UInt8(truncatingIfNeeded: number >> Number(shift)))
    }
    return bytes
  }

  /// The number of exactly four bytes.
  public static func uint32(_ bytes: [UInt8]) -> UInt32? {
    var reader = PayloadReader(bytes)
    guard let number = reader.uint32(), reader.isAtEnd else { return nil }
    return number
  }
}

/// Reads a payload from its start.
struct PayloadReader {
  private var left: ArraySlice<UInt8>

  init(_ payload: [UInt8]) {
    left = payload[...]
  }

  var isAtEnd: Bool { left.isEmpty }

  mutating func uint8() -> UInt8? { number(1).map { UInt8($0) } }

  mutating func uint32() -> UInt32? { number(4).map { UInt32($0) } }

  mutating func int64() -> Int64? { number(8).map { Int64(bitPattern: $0) } }

  mutating func rest() -> [UInt8] {
    defer { left = [] }
    return Array(left)
  }

  /// All that is left, which must be printable ASCII and not nothing.
  mutating func text() -> String? {
    guard !left.isEmpty, left.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else { return nil }
    return String(decoding: rest(), as: UTF8.self)
  }

  private mutating func number(_ count: Int) -> UInt64? {
    guard left.count >= count else { return nil }
    let number = left.prefix(count).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    left = left.dropFirst(count)
    return number
  }
}
