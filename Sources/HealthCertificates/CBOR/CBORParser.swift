/// Reads one item, with everything in it, and takes nothing for granted: depth and number of items are bounded, so that neither
/// the stack nor the memory is the writer's to choose.
struct CBORParser {
  /// Items within items.
  static let deepest = 12
  /// Items in all. A certificate has about a hundred.
  static let mostItems = 1_000

  private let bytes: [UInt8]
  private var offset = 0
  private var items = 0

  /// The one item that the bytes are; nothing where they are not well-formed, hold a key twice, go on behind it, or are beyond
  /// the bounds.
  static func item(_ bytes: [UInt8]) -> CBORItem? {
    var parser = CBORParser(bytes: bytes)
    guard case .item(let item) = parser.next(depth: 0), parser.offset == bytes.count else { return nil }
    return item
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  private enum Element {
    case item(CBORItem)
    /// The end of something of indefinite length.
    case end
  }

  /// Nil for what is not well-formed.
  private mutating func next(depth: Int) -> Element? {
    items += 1
    guard depth <= Self.deepest, items <= Self.mostItems, let head = head() else { return nil }
    switch head.type {
    case 0: return argument(head).map { .item(.unsigned($0)) }
    case 1: return argument(head).map { .item(.negative($0)) }
    case 2: return string(head).map { .item(.bytes($0)) }
    case 3:
      guard let bytes = string(head), let text = String(validating: bytes, as: UTF8.self) else { return nil }
      return .item(.text(text))
    case 4: return array(head, depth: depth).map { .item(.array($0)) }
    case 5: return map(head, depth: depth).map { .item(.map($0)) }
    case 6:
      guard let tag = argument(head), case .item(let item) = next(depth: depth + 1) else { return nil }
      return .item(.tagged(tag, item))
    default:
      return simple(head)
    }
  }

  private mutating func array(_ head: Head, depth: Int) -> [CBORItem]? {
    var items: [CBORItem] = []
    if head.isIndefinite {
      while let element = next(depth: depth + 1) {
        guard case .item(let item) = element else { return items }
        items.append(item)
      }
      return nil
    }
    guard let count = count(head) else { return nil }
    for _ in 0..<count {
      guard case .item(let item) = next(depth: depth + 1) else { return nil }
      items.append(item)
    }
    return items
  }

  private mutating func map(_ head: Head, depth: Int) -> [CBORItem.Pair]? {
    var pairs: [CBORItem.Pair] = []
    let count: Int
    if head.isIndefinite {
      count = .max
    } else {
      guard let definite = self.count(head) else { return nil }
      count = definite
    }
    while pairs.count < count {
      guard let element = next(depth: depth + 1) else { return nil }
      guard case .item(let key) = element else { return head.isIndefinite ? pairs : nil }
      // Two values under one key are two meanings: which one counts, readers would disagree.
      guard !pairs.contains(where: { $0.key == key }), case .item(let value) = next(depth: depth + 1) else {
        return nil
      }
      pairs.append(CBORItem.Pair(key: key, value: value))
    }
    return pairs
  }

  /// Bytes or text: whole, or in pieces of the same kind that have a length each.
  private mutating func string(_ head: Head) -> [UInt8]? {
    guard head.isIndefinite else {
      guard let count = count(head) else { return nil }
      return take(count)
    }
    var whole: [UInt8] = []
    while let piece = self.head() {
      if piece.type == Self.simpleType, piece.isIndefinite { return whole }
      items += 1
      guard items <= Self.mostItems, piece.type == head.type, !piece.isIndefinite, let count = count(piece),
        let bytes = take(count)
      else { return nil }
      whole += bytes
    }
    return nil
  }

  private mutating func simple(_ head: Head) -> Element? {
    if head.isIndefinite { return .end }
    guard let argument = argument(head) else { return nil }
    switch head.information {
    case 25: return .item(.number(Self.double(half: UInt16(argument))))
    case 26: return .item(.number(Double(Float(bitPattern: UInt32(argument)))))
    case 27: return .item(.number(Double(bitPattern: argument)))
    case 20: return .item(.boolean(false))
    case 21: return .item(.boolean(true))
    case 22: return .item(.null)
    // In a byte of their own, the first 32 are not well-formed (RFC 8949, 3.3).
    case 24: return argument >= 32 ? .item(.simple(UInt8(argument))) : nil
    default: return .item(.simple(UInt8(argument)))
    }
  }

  // MARK: Heads

  private struct Head {
    /// Major type, 0 to 7.
    var type: UInt8
    /// The lower five bits.
    var information: UInt8

    var isIndefinite: Bool { information == 31 && type >= 2 && type != 6 }
  }

  private static let simpleType: UInt8 = 7

  private mutating func head() -> Head? {
    guard offset < bytes.count else { return nil }
    defer { offset += 1 }
    return Head(type: bytes[offset] >> 5, information: bytes[offset] & 0x1F)
  }

  /// Nil where the bytes end before, and for what is reserved or has no argument.
  private mutating func argument(_ head: Head) -> UInt64? {
    guard head.information >= 24 else { return UInt64(head.information) }
    guard head.information <= 27, let bytes = take(1 << Int(head.information - 24)) else { return nil }
    return bytes.reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// How much follows: nothing where that cannot be, since each byte or item takes one byte at the least.
  private mutating func count(_ head: Head) -> Int? {
    guard let argument = argument(head), argument <= UInt64(bytes.count - offset) else { return nil }
    return Int(argument)
  }

  private mutating func take(_ count: Int) -> [UInt8]? {
    guard count <= bytes.count - offset else { return nil }
    defer { offset += count }
    return Array(bytes[offset..<offset + count])
  }

  /// A number of half precision (IEEE 754): one bit of sign, 5 of exponent, 10 of fraction.
  private static func double(half: UInt16) -> Double {
    let (exponent, fraction) = (Int(half >> 10 & 0x1F), Double(half & 0x3FF))
    let magnitude: Double =
      switch exponent {
      case 0: fraction / 0x1000000
      case 31: fraction == 0 ? .infinity : .nan
      default: Double(sign: .plus, exponent: exponent - 15, significand: 1 + fraction / 1_024)
      }
    return half >> 15 == 1 ? -magnitude : magnitude
  }
}
