import Codes
import LibCrypto
import Settlement
import Time

// How the values that several messages share are written and read.

extension CBORWriter {
  /// An optional field's pair is written only where there is a value, so a map counts those it has.
  static func count(_ fields: Bool...) -> Int {
    var count = 0
    for isPresent in fields where isPresent { count += 1 }
    return count
  }

  mutating func key(_ key: Int64) {
    integer(key)
  }

  mutating func time(_ time: UnixTime) {
    integer(time.seconds)
  }

  mutating func fen(_ fen: Fen) {
    integer(fen.amount)
  }

  mutating func card(_ card: CardReference) {
    array(2)
    unsigned(UInt64(card.issuer))
    unsigned(card.serial)
  }

  /// A rising list of cards, gathered by issuer, which leaves 9 bytes a card at most: [[issuer, [serial, …]], …].
  mutating func cards(_ cards: [CardReference]) {
    array(cards.issuerCount)
    var start = cards.startIndex
    while start < cards.endIndex {
      let issuer = cards[start].issuer
      var end = start
      while end < cards.endIndex, cards[end].issuer == issuer { end += 1 }
      array(2)
      unsigned(UInt64(issuer))
      array(end - start)
      for card in cards[start..<end] { unsigned(card.serial) }
      start = end
    }
  }

  mutating func prefixes(_ prefixes: [RegionPrefix]) {
    array(prefixes.count)
    for prefix in prefixes { text(prefix.text) }
  }

  mutating func publicKey(_ key: PublicKey) {
    array(2)
    unsigned(UInt64(key.algorithm.rawValue))
    bytes(key.compressedPoint)
  }
}

extension CBORReader {
  /// A time from 1970 to the year 9999.
  mutating func time() throws(WireFault) -> UnixTime {
    UnixTime(seconds: Int64(try unsigned(in: 0...WireLimits.latestTime)))
  }

  /// An amount from zero to `maximum`.
  mutating func fen(upTo maximum: Fen) throws(WireFault) -> Fen {
    let amount = try integer()
    guard amount >= 0, amount <= maximum.amount else { throw .outOfRange }
    return Fen(amount)
  }

  /// An amount of one fen or more, where nothing is said by leaving the field out.
  mutating func fenAboveZero(upTo maximum: Fen) throws(WireFault) -> Fen {
    let amount = try fen(upTo: maximum)
    guard amount > .zero else { throw .outOfRange }
    return amount
  }

  mutating func terminal() throws(WireFault) -> TerminalID {
    guard let terminal = TerminalID(try text(count: 1...TerminalID.maximumCount)) else { throw .malformedText }
    return terminal
  }

  mutating func card() throws(WireFault) -> CardReference {
    try array(2)
    return CardReference(issuer: try unsigned32(), serial: try unsigned())
  }

  /// At most `maximum` cards, strictly rising: issuers among each other, and the serials of each.
  mutating func cards(atMost maximum: Int) throws(WireFault) -> [CardReference] {
    let issuerCount = try array(count: 0...WireLimits.cardIssuerCount)
    var cards: [CardReference] = []
    for _ in 0..<issuerCount {
      try array(2)
      let issuer = try unsigned32()
      if let last = cards.last, last.issuer >= issuer { throw .inconsistent }
      let count = try array(count: 1...max(1, maximum))
      guard count <= maximum - cards.count else { throw .tooLarge }
      for _ in 0..<count { cards.append(CardReference(issuer: issuer, serial: try unsigned())) }
    }
    guard cards.areRising else { throw .inconsistent }
    return cards
  }

  mutating func prefix() throws(WireFault) -> RegionPrefix {
    guard let prefix = RegionPrefix(text: try text(count: 2...6)) else { throw .malformedText }
    return prefix
  }

  mutating func prefixes(atMost maximum: Int) throws(WireFault) -> [RegionPrefix] {
    let count = try array(count: 0...maximum)
    var prefixes: [RegionPrefix] = []
    for _ in 0..<count { prefixes.append(try prefix()) }
    return prefixes
  }

  mutating func region() throws(WireFault) -> Region {
    guard let region = Region(digits: try unsigned32()) else { throw .outOfRange }
    return region
  }

  mutating func scheme() throws(WireFault) -> InsuranceScheme {
    guard let scheme = InsuranceScheme(rawValue: try unsigned8()) else { throw .outOfRange }
    return scheme
  }

  mutating func category() throws(WireFault) -> Category {
    guard let category = Category(rawValue: try unsigned8()) else { throw .outOfRange }
    return category
  }

  mutating func presence() throws(WireFault) -> Presence {
    guard let presence = Presence(rawValue: try unsigned8()) else { throw .outOfRange }
    return presence
  }

  /// A key whose form is right; whether it is a point of the curve shows when it is loaded.
  mutating func publicKey() throws(WireFault) -> PublicKey {
    try array(2)
    guard let algorithm = SignatureAlgorithm(rawValue: try unsigned8()) else { throw .outOfRange }
    let point = try bytes(count: SignatureAlgorithm.compressedPointSize)
    do throws(CryptoFault) {
      return try PublicKey(algorithm: algorithm, compressedPoint: point)
    } catch {
      throw .crypto(error)
    }
  }
}

extension [CardReference] {
  /// How many issuers a sorted list names.
  var issuerCount: Int {
    isEmpty ? 0 : 1 + zip(self, dropFirst()).count { $0.issuer != $1.issuer }
  }

  /// Sorted, none twice.
  var areRising: Bool {
    zip(self, dropFirst()).allSatisfy { $0 < $1 }
  }
}

extension UnixTime {
  /// Whether a message can carry it.
  var isOnTheWire: Bool {
    seconds >= 0 && seconds <= Int64(WireLimits.latestTime)
  }
}
