import Codes
import Time

/// What changed in a bundle's revocations since it was signed, all of it: each delta replaces the one before, so a lost
/// one is never missed. It never makes the bundle younger.
public struct RevocationDelta: Equatable, Sendable {
  /// Version of the bundle it belongs to.
  public var base: UInt64
  /// 1 for a bundle's first delta, then rising.
  public var number: UInt32
  public var issuedAt: UnixTime
  /// Cards to refuse beside the bundle's, sorted, none twice.
  public var added: [CardReference]
  /// Cards of the bundle's to accept again, sorted, none twice, none of them added.
  public var removed: [CardReference]

  public init(
    base: UInt64, number: UInt32, issuedAt: UnixTime, added: [CardReference], removed: [CardReference]
  ) {
    self.base = base
    self.number = number
    self.issuedAt = issuedAt
    self.added = added
    self.removed = removed
  }

  private enum Field {
    static let base: Int64 = 1
    static let number: Int64 = 2
    static let issuedAt: Int64 = 3
    static let added: Int64 = 4
    static let removed: Int64 = 5
    static let count = 5
  }

  /// The payload to sign.
  public func encoded() throws(WireFault) -> [UInt8] {
    try validate()
    var writer = CBORWriter()
    writer.map(Field.count)
    writer.key(Field.base)
    writer.unsigned(base)
    writer.key(Field.number)
    writer.unsigned(UInt64(number))
    writer.key(Field.issuedAt)
    writer.time(issuedAt)
    writer.key(Field.added)
    writer.cards(added)
    writer.key(Field.removed)
    writer.cards(removed)
    return writer.bytes
  }

  /// The delta of a payload.
  public init(decoding payload: [UInt8]) throws(WireFault) {
    guard payload.count <= WireLimits.deltaSize else { throw .tooLarge }
    var reader = CBORReader(payload)
    var map = try reader.map(atMost: Field.count)
    try reader.require(Field.base, in: &map)
    base = try reader.unsigned()
    try reader.require(Field.number, in: &map)
    number = try reader.unsigned32()
    try reader.require(Field.issuedAt, in: &map)
    issuedAt = try reader.time()
    try reader.require(Field.added, in: &map)
    added = try reader.cards(atMost: WireLimits.deltaCount)
    try reader.require(Field.removed, in: &map)
    removed = try reader.cards(atMost: WireLimits.deltaCount)
    try reader.end(map)
    try reader.finish()
    try validate()
  }

  private func validate() throws(WireFault) {
    guard base >= 1, number >= 1, issuedAt.isOnTheWire else { throw .outOfRange }
    guard added.count <= WireLimits.deltaCount, removed.count <= WireLimits.deltaCount else { throw .tooLarge }
    guard added.areRising, removed.areRising else { throw .inconsistent }
    guard max(added.issuerCount, removed.issuerCount) <= WireLimits.cardIssuerCount else { throw .tooLarge }
    var position = removed.startIndex
    for card in added {
      while position < removed.endIndex, removed[position] < card { position += 1 }
      if position < removed.endIndex, removed[position] == card { throw .inconsistent }
    }
  }
}
