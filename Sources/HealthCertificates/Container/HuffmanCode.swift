/// A canonical prefix code, by the length of each symbol's (RFC 1951, 3.2.2).
struct HuffmanCode {
  static let longest = 15
  /// Codes up to so many bits are found by a look into a table; longer ones, which are rare, bit by bit.
  private static let tableBits = 9

  /// For the next `tableBits` bits of a stream: the symbol, and above it how many of the bits are its own. 0: a longer code, or none.
  private var table: [UInt16]
  /// Symbols in the order of their codes: by length, then by number.
  private var symbols: [UInt16] = []
  /// How many symbols have a code of this length.
  private var counts = [Int](repeating: 0, count: longest + 1)

  private static let lengthShift: UInt16 = 9
  private static let symbolMask: UInt16 = 0x1FF

  /// Nothing where the lengths ask for more codes than there are, or for fewer and they must not: the one code that may leave
  /// some unused is that of a single symbol, of one bit.
  init?(lengths: ArraySlice<UInt8>, mayBeIncomplete: Bool) {
    for length in lengths where length > 0 { counts[Int(length)] += 1 }
    var left = 1
    for length in 1...Self.longest {
      left = left * 2 - counts[length]
      guard left >= 0 else { return nil }
    }
    guard left == 0 || (mayBeIncomplete && counts[1] == 1 && counts.reduce(0, +) == 1) else { return nil }
    table = [UInt16](repeating: 0, count: 1 << Self.tableBits)
    var code = 0
    for length in 1...Self.longest {
      code <<= 1
      guard counts[length] > 0 else { continue }
      for (symbol, own) in lengths.enumerated() where Int(own) == length {
        symbols.append(UInt16(symbol))
        if length <= Self.tableBits { enter(symbol, code, length) }
        code += 1
      }
    }
  }

  /// Enters a symbol wherever the bits of a stream begin with its code, whose first bit is the stream's lowest.
  private mutating func enter(_ symbol: Int, _ code: Int, _ length: Int) {
    var reversed = 0
    for bit in 0..<length where code >> bit & 1 == 1 { reversed |= 1 << (length - 1 - bit) }
    for place in stride(from: reversed, to: table.count, by: 1 << length) {
      table[place] = UInt16(length) << Self.lengthShift | UInt16(symbol)
    }
  }

  /// The next symbol of a stream; nothing where it has none or ends in it.
  func next(from bits: inout BitReader) -> Int? {
    let ahead = bits.look()
    let entry = table[Int(ahead) & (table.count - 1)]
    if entry > 0 {
      return bits.skip(Int(entry >> Self.lengthShift)) ? Int(entry & Self.symbolMask) : nil
    }
    var (code, first, index) = (0, 0, 0)
    for length in 1...Self.longest {
      code = code << 1 | Int(ahead >> UInt32(length - 1) & 1)
      first <<= 1
      if code - first < counts[length] {
        return bits.skip(length) ? Int(symbols[index + code - first]) : nil
      }
      index += counts[length]
      first += counts[length]
    }
    return nil
  }

  /// The codes of blocks that bring none (RFC 1951, 3.2.6).
  static let fixedLiterals = fixed(
    [UInt8](repeating: 8, count: 144) + [UInt8](repeating: 9, count: 112) + [UInt8](repeating: 7, count: 24)
      + [UInt8](repeating: 8, count: 8))
  static let fixedDistances = fixed([UInt8](repeating: 5, count: 32))

  private static func fixed(_ lengths: [UInt8]) -> HuffmanCode {
    guard let code = HuffmanCode(lengths: lengths[...], mayBeIncomplete: false) else {
      preconditionFailure("not a prefix code")
    }
    return code
  }
}
