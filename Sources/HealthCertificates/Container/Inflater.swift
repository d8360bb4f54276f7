/// Inflates one DEFLATE stream (RFC 1951), to a length that is bounded beforehand.
struct Inflater {
  private var bits: BitReader
  private var output: [UInt8] = []
  private let limit: Int

  /// - Parameters:
  ///   - bytes: the stream, and what comes behind it.
  ///   - limit: bytes that may come of it.
  init(_ bytes: ArraySlice<UInt8>, limit: Int) {
    bits = BitReader(bytes)
    self.limit = limit
  }

  /// Where the stream ended, once it was inflated: the first byte behind it.
  var position: Int { bits.position }

  /// What was compressed; nothing where the stream breaks a rule, ends early, or has more than the limit in it.
  mutating func inflate() -> [UInt8]? {
    var isLast = false
    while !isLast {
      guard let last = bits.take(1), let kind = bits.take(2) else { return nil }
      isLast = last == 1
      let isWhole: Bool
      switch kind {
      case 0: isWhole = copyStored()
      case 1: isWhole = inflate(literals: .fixedLiterals, distances: .fixedDistances)
      case 2: isWhole = inflateDynamic()
      default: isWhole = false
      }
      guard isWhole else { return nil }
    }
    bits.alignToByte()
    return output
  }

  /// A block that is not compressed: its length, the length's complement, its bytes.
  private mutating func copyStored() -> Bool {
    bits.alignToByte()
    guard let length = bits.take(16), let complement = bits.take(16), length == ~complement & 0xFFFF,
      Int(length) <= limit - output.count
    else { return false }
    guard let stored = bits.takeBytes(Int(length)) else { return false }
    output.append(contentsOf: stored)
    return true
  }

  private mutating func inflate(literals: HuffmanCode, distances: HuffmanCode?) -> Bool {
    while let symbol = literals.next(from: &bits) {
      switch symbol {
      case 0..<Self.endOfBlock:
        guard output.count < limit else { return false }
        output.append(UInt8(symbol))
      case Self.endOfBlock:
        return true
      default:
        guard let distances, let match = match(length: symbol - Self.endOfBlock - 1, distances) else { return false }
        // One by one: a match may reach into what it writes.
        for _ in 0..<match.length { output.append(output[output.count - match.distance]) }
      }
    }
    return false
  }

  /// The rest of a match whose length's symbol is the one of this number.
  private mutating func match(length number: Int, _ distances: HuffmanCode) -> (length: Int, distance: Int)? {
    guard number < Self.lengths.count, let more = bits.take(Self.lengths[number].extraBits),
      let symbol = distances.next(from: &bits), symbol < Self.distances.count,
      let further = bits.take(Self.distances[symbol].extraBits)
    else { return nil }
    let length = Self.lengths[number].base + Int(more)
    let distance = Self.distances[symbol].base + Int(further)
    guard distance <= output.count, length <= limit - output.count else { return nil }
    return (length, distance)
  }

  /// A block that begins with the codes that it is written in, themselves written in a code.
  private mutating func inflateDynamic() -> Bool {
    guard let literals = bits.take(5), let distances = bits.take(5), let orders = bits.take(4) else { return false }
    let (literalCount, distanceCount) = (Int(literals) + 257, Int(distances) + 1)
    guard literalCount <= Self.mostLiterals, distanceCount <= Self.distances.count else { return false }
    var lengthLengths = [UInt8](repeating: 0, count: Self.order.count)
    for place in Self.order.prefix(Int(orders) + 4) {
      guard let length = bits.take(3) else { return false }
      lengthLengths[place] = UInt8(length)
    }
    guard let lengthCode = HuffmanCode(lengths: lengthLengths[...], mayBeIncomplete: false),
      let lengths = codeLengths(literalCount + distanceCount, in: lengthCode), lengths[Self.endOfBlock] > 0,
      let literalCode = HuffmanCode(lengths: lengths[..<literalCount], mayBeIncomplete: true)
    else { return false }
    let distanceLengths = lengths[literalCount...]
    // A block of literals alone may have no distances at all.
    guard distanceLengths.contains(where: { $0 > 0 }) else { return inflate(literals: literalCode, distances: nil) }
    guard let distanceCode = HuffmanCode(lengths: distanceLengths, mayBeIncomplete: true) else { return false }
    return inflate(literals: literalCode, distances: distanceCode)
  }

  /// The lengths of both codes, one after the other, run through each other's repetitions.
  private mutating func codeLengths(_ count: Int, in code: HuffmanCode) -> [UInt8]? {
    var lengths: [UInt8] = []
    lengths.reserveCapacity(count)
    while lengths.count < count {
      guard let symbol = code.next(from: &bits) else { return nil }
      let (value, bitCount, least): (UInt8, Int, Int)
      switch symbol {
      case 0...15:
        lengths.append(UInt8(symbol))
        continue
      case 16:
        guard let last = lengths.last else { return nil }
        (value, bitCount, least) = (last, 2, 3)
      case 17: (value, bitCount, least) = (0, 3, 3)
      default: (value, bitCount, least) = (0, 7, 11)
      }
      guard let more = bits.take(bitCount), Int(more) + least <= count - lengths.count else { return nil }
      for _ in 0..<Int(more) + least { lengths.append(value) }
    }
    return lengths
  }

  private static let endOfBlock = 256
  private static let mostLiterals = 286
  /// The order in which the lengths of the code of lengths come.
  private static let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

  private typealias Step = (base: Int, extraBits: Int)

  /// What the symbols above the end of a block mean: lengths from 3, four to each number of extra bits, and 258 by itself.
  private static let lengths: [Step] = {
    var steps: [Step] = []
    var base = 3
    for number in 0..<28 {
      let extraBits = max(0, number / 4 - 1)
      steps.append((base, extraBits))
      base += 1 << extraBits
    }
    return steps + [(258, 0)]
  }()

  /// What the symbols of a distance mean: from 1, two to each number of extra bits.
  private static let distances: [Step] = {
    var steps: [Step] = []
    var base = 1
    for number in 0..<30 {
      let extraBits = max(0, number / 2 - 1)
      steps.append((base, extraBits))
      base += 1 << extraBits
    }
    return steps
  }()
}
