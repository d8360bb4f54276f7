/// Reads CBOR that is in its one deterministic encoding (RFC 8949, 4.2.1) and nothing else.
///
/// The caller asks for the item its message has next, so there is no tree, no recursion the bytes could drive, and no
/// depth but the message's own. Every length is judged against what is left before anything is copied.
struct CBORReader {
  private let bytes: [UInt8]
  private var offset = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// A number in `range`.
  mutating func unsigned(in range: ClosedRange<UInt64> = 0...UInt64.max) throws(WireFault) -> UInt64 {
    let value = try argument(of: .unsigned)
    guard range.contains(value) else { throw .outOfRange }
    return value
  }

  /// A number of 8 bits.
  mutating func unsigned8() throws(WireFault) -> UInt8 {
    UInt8(try unsigned(in: 0...UInt64(UInt8.max)))
  }

  /// A number of 16 bits.
  mutating func unsigned16() throws(WireFault) -> UInt16 {
    UInt16(try unsigned(in: 0...UInt64(UInt16.max)))
  }

  /// A number of 32 bits.
  mutating func unsigned32() throws(WireFault) -> UInt32 {
    UInt32(try unsigned(in: 0...UInt64(UInt32.max)))
  }

  /// Any whole number of 64 bits.
  mutating func integer() throws(WireFault) -> Int64 {
    let start = offset
    let (type, argument) = try head()
    guard argument <= UInt64(Int64.max) else { throw .outOfRange }
    switch type {
    case .unsigned: return Int64(argument)
    case .negative: return ~Int64(argument)
    default:
      offset = start
      throw .unexpectedStructure
    }
  }

  /// A byte string whose length is in `count`.
  mutating func bytes(count: ClosedRange<Int>) throws(WireFault) -> [UInt8] {
    [UInt8](try content(of: .bytes, count: count))
  }

  /// A byte string of exactly `count` bytes.
  mutating func bytes(count: Int) throws(WireFault) -> [UInt8] {
    try bytes(count: count...count)
  }

  /// UTF-8 text of as many bytes.
  mutating func text(count: ClosedRange<Int>) throws(WireFault) -> String {
    let content = try content(of: .text, count: count)
    guard let text = String(validating: content, as: UTF8.self) else { throw .malformedText }
    return text
  }

  /// The head of an array: how many items follow.
  mutating func array(count: ClosedRange<Int>) throws(WireFault) -> Int {
    let value = try argument(of: .array)
    guard value <= UInt64(count.upperBound) else { throw .tooLarge }
    guard value >= UInt64(count.lowerBound) else { throw .outOfRange }
    return Int(value)
  }

  /// The head of an array of exactly `count` items.
  mutating func array(_ count: Int) throws(WireFault) {
    guard try argument(of: .array) == UInt64(count) else { throw .unexpectedStructure }
  }

  /// The tag `number`, of the next item.
  mutating func tag(_ number: UInt64) throws(WireFault) {
    guard try argument(of: .tag) == number else { throw .unexpectedStructure }
  }

  mutating func boolean() throws(WireFault) -> Bool {
    switch try argument(of: .simple) {
    case CBOR.falseValue: return false
    case CBOR.trueValue: return true
    default: throw .unexpectedStructure
    }
  }

  /// Throws unless all bytes were read.
  func finish() throws(WireFault) {
    guard offset == bytes.count else { throw .trailingBytes }
  }

  // MARK: Maps

  /// A map being read: how many of its pairs are left.
  struct Map {
    fileprivate var remaining: Int
  }

  /// The head of a map of at most `maximum` pairs.
  mutating func map(atMost maximum: Int) throws(WireFault) -> Map {
    let count = try argument(of: .map)
    guard count <= UInt64(maximum) else { throw .tooLarge }
    return Map(remaining: Int(count))
  }

  /// Whether the next pair has this key; then its value is next to read. A reader asks for its keys in their rising
  /// order, which leaves no place for an unsorted, a repeated or an unknown one.
  mutating func has(_ key: Int64, in map: inout Map) throws(WireFault) -> Bool {
    guard map.remaining > 0 else { return false }
    let start = offset
    guard try integer() == key else {
      offset = start
      return false
    }
    map.remaining -= 1
    return true
  }

  /// Throws unless the next pair has this key.
  mutating func require(_ key: Int64, in map: inout Map) throws(WireFault) {
    guard try has(key, in: &map) else { throw .unexpectedStructure }
  }

  /// Throws when pairs are left.
  func end(_ map: Map) throws(WireFault) {
    guard map.remaining == 0 else { throw .unexpectedStructure }
  }

  // MARK: Heads

  private mutating func content(of type: CBOR.MajorType, count: ClosedRange<Int>) throws(WireFault) -> ArraySlice<UInt8>
  {
    let length = try argument(of: type)
    guard length <= UInt64(count.upperBound) else { throw .tooLarge }
    guard length >= UInt64(count.lowerBound) else { throw .outOfRange }
    guard length <= UInt64(bytes.count - offset) else { throw .truncated }
    let start = offset
    offset += Int(length)
    return bytes[start..<offset]
  }

  private mutating func argument(of type: CBOR.MajorType) throws(WireFault) -> UInt64 {
    let (found, argument) = try head()
    guard found == type else { throw .unexpectedStructure }
    return argument
  }

  private mutating func head() throws(WireFault) -> (CBOR.MajorType, UInt64) {
    guard offset < bytes.count else { throw .truncated }
    let first = bytes[offset]
    offset += 1
    guard let type = CBOR.MajorType(rawValue: first >> 5) else { throw .unexpectedStructure }
    let information = first & 0x1F
    guard information >= CBOR.oneByte else { return (type, UInt64(information)) }
    // 28 to 30 are reserved; 31 is an indefinite length.
    guard information <= CBOR.oneByte + 3 else { throw .notDeterministic }
    // A simple value or a float: no message has one.
    guard type != .simple else { throw .unexpectedStructure }
    let size = 1 << Int(information - CBOR.oneByte)
    guard size <= bytes.count - offset else { throw .truncated }
    var argument: UInt64 = 0
    for byte in bytes[offset..<offset + size] { argument = argument << 8 | UInt64(byte) }
    offset += size
    let least: UInt64 = size == 1 ? 24 : 1 << UInt64(size * 4)
    guard argument >= least else { throw .notDeterministic }
    return (type, argument)
  }
}
