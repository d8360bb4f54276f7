/// Writes CBOR in its one deterministic encoding (RFC 8949, 4.2.1): shortest heads, definite lengths. A map's keys are
/// written by the caller in rising order of their encoded bytes.
struct CBORWriter {
  private(set) var bytes: [UInt8] = []

  mutating func unsigned(_ value: UInt64) {
    head(.unsigned, value)
  }

  /// Any whole number; a negative one as -1 - n.
  mutating func integer(_ value: Int64) {
    value < 0 ? head(.negative, UInt64(bitPattern: ~value)) : head(.unsigned, UInt64(value))
  }

  mutating func bytes(_ value: [UInt8]) {
    head(.bytes, UInt64(value.count))
    bytes.append(contentsOf: value)
  }

  mutating func text(_ value: String) {
    head(.text, UInt64(value.utf8.count))
    bytes.append(contentsOf: value.utf8)
  }

  /// The head of an array; its `count` items follow.
  mutating func array(_ count: Int) {
    head(.array, UInt64(count))
  }

  /// The head of a map; its `count` pairs follow, each a key, then a value.
  mutating func map(_ count: Int) {
    head(.map, UInt64(count))
  }

  /// A tag on the next item.
  mutating func tag(_ number: UInt64) {
    head(.tag, number)
  }

  mutating func boolean(_ value: Bool) {
    head(.simple, value ? CBOR.trueValue : CBOR.falseValue)
  }

  mutating func null() {
    head(.simple, CBOR.nullValue)
  }

  private mutating func head(_ type: CBOR.MajorType, _ argument: UInt64) {
    let first = type.rawValue << 5
    switch argument {
    case 0..<24:
      bytes.append(first | UInt8(argument))
    case 24...0xFF:
      bytes.append(first | CBOR.oneByte)
      big(argument, size: 1)
    case 0x100...0xFFFF:
      bytes.append(first | CBOR.oneByte + 1)
      big(argument, size: 2)
    case 0x1_0000...0xFFFF_FFFF:
      bytes.append(first | CBOR.oneByte + 2)
      big(argument, size: 4)
    default:
      bytes.append(first | CBOR.oneByte + 3)
      big(argument, size: 8)
    }
  }

  private mutating func big(_ value: UInt64, size: Int) {
    for shift in stride(from: (size - 1) * 8, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(shift)))
    }
  }
}

/// What writer and reader share of RFC 8949, 3.
enum CBOR {
  enum MajorType: UInt8 {
    case unsigned = 0
    case negative
    case bytes
    case text
    case array
    case map
    case tag
    case simple
  }

  /// The additional information that says one byte of argument follows; 2, 4 and 8 bytes are the next three.
  static let oneByte: UInt8 = 24
  static let falseValue: UInt64 = 20
  static let trueValue: UInt64 = 21
  static let nullValue: UInt64 = 22
}
