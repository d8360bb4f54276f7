/// A data item of CBOR (RFC 8949) as others write it: any length of head, definite or not, in any order.
///
/// What this project writes itself is read with more rigour, by `Wire`.
indirect enum CBORItem: Equatable, Sendable {
  case unsigned(UInt64)
  /// -1 less this.
  case negative(UInt64)
  case bytes([UInt8])
  case text(String)
  case array([CBORItem])
  case map([Pair])
  case tagged(UInt64, CBORItem)
  case boolean(Bool)
  case null
  case number(Double)
  /// A simple value that nobody has given a meaning.
  case simple(UInt8)

  struct Pair: Equatable, Sendable {
    var key: CBORItem
    var value: CBORItem
  }
}

extension CBORItem {
  /// The item under any tags.
  var untagged: CBORItem {
    var item = self
    while case .tagged(_, let inner) = item { item = inner }
    return item
  }

  var bytesValue: [UInt8]? {
    if case .bytes(let bytes) = self { bytes } else { nil }
  }

  /// A text, under any tags: some issuers tag their dates.
  var textValue: String? {
    if case .text(let text) = untagged { text } else { nil }
  }

  var arrayValue: [CBORItem]? {
    if case .array(let items) = self { items } else { nil }
  }

  var mapValue: CBORMap? {
    if case .map(let pairs) = self { CBORMap(pairs: pairs) } else { nil }
  }

  /// A whole number of 64 bits, also where it is written as a floating point number, as a NumericDate may be (RFC 8392, 2).
  var integerValue: Int64? {
    switch untagged {
    case .unsigned(let value): Int64(exactly: value)
    case .negative(let value): value <= UInt64(Int64.max) ? ~Int64(value) : nil
    case .number(let value): Self.floor(value)
    default: nil
    }
  }

  /// The whole number at or below. Without the C library's, which a program for a board would need its mathematics for.
  private static func floor(_ value: Double) -> Int64? {
    guard value >= -0x1p63, value < 0x1p63 else { return nil }
    let truncated = Int64(value)
    return Double(truncated) > value ? truncated - 1 : truncated
  }
}

/// A map, by whose keys one looks things up.
struct CBORMap: Sendable {
  let pairs: [CBORItem.Pair]

  subscript(key: Int64) -> CBORItem? {
    let item: CBORItem = key < 0 ? .negative(UInt64(~key)) : .unsigned(UInt64(key))
    return self[item]
  }

  subscript(key: String) -> CBORItem? { self[.text(key)] }

  private subscript(key: CBORItem) -> CBORItem? {
    for pair in pairs where pair.key == key { return pair.value }
    return nil
  }
}
