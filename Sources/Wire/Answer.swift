import Time

/// What the hub sends back: signed messages, each present only where it is news, and its time. The answer itself is not
/// signed; nothing in it is believed but what is signed.
public struct Answer: Equatable, Sendable {
  /// A signed ``Receipt``.
  public var receipt: [UInt8]?
  /// A signed ``TrustBundle`` newer than the terminal's.
  public var bundle: [UInt8]?
  /// A signed ``RevocationDelta`` newer than the terminal's, for the bundle it will then have.
  public var delta: [UInt8]?
  /// Each list that is another than the terminal's, signed. Only where the request named one.
  public var lists: HubLists<[UInt8]>
  /// The hub's clock: to show a wrong clock at the terminal, never to set a floor by.
  public var hubTime: UnixTime

  public init(
    receipt: [UInt8]?, bundle: [UInt8]?, delta: [UInt8]?, lists: HubLists<[UInt8]> = HubLists(), hubTime: UnixTime
  ) {
    self.receipt = receipt
    self.bundle = bundle
    self.delta = delta
    self.lists = lists
    self.hubTime = hubTime
  }

  private enum Field {
    static let receipt: Int64 = 1
    static let bundle: Int64 = 2
    static let delta: Int64 = 3
    static let hubTime: Int64 = 4
    static let count = 4
  }

  public func encoded() throws(WireFault) -> [UInt8] {
    guard hubTime.isOnTheWire else { throw .outOfRange }
    var writer = CBORWriter()
    writer.map(1 + CBORWriter.count(receipt != nil, bundle != nil, delta != nil) + lists.count)
    try Answer.write(receipt, as: Field.receipt, atMost: WireLimits.receiptSize, to: &writer)
    try Answer.write(bundle, as: Field.bundle, atMost: WireLimits.bundleSize, to: &writer)
    try Answer.write(delta, as: Field.delta, atMost: WireLimits.deltaSize, to: &writer)
    writer.key(Field.hubTime)
    writer.time(hubTime)
    for kind in HubListKind.allCases {
      try Answer.write(lists[kind], as: Int64(kind.rawValue), atMost: kind.maximumSize, to: &writer)
    }
    return writer.bytes
  }

  public init(decoding bytes: [UInt8]) throws(WireFault) {
    guard bytes.count <= WireLimits.answerSize else { throw .tooLarge }
    var reader = CBORReader(bytes)
    var map = try reader.map(atMost: Field.count + HubListKind.allCases.count)
    receipt =
      try reader.has(Field.receipt, in: &map) ? try reader.bytes(count: 1...WireLimits.receiptSize) : nil
    bundle = try reader.has(Field.bundle, in: &map) ? try reader.bytes(count: 1...WireLimits.bundleSize) : nil
    delta = try reader.has(Field.delta, in: &map) ? try reader.bytes(count: 1...WireLimits.deltaSize) : nil
    try reader.require(Field.hubTime, in: &map)
    hubTime = try reader.time()
    lists = HubLists()
    for kind in HubListKind.allCases where try reader.has(Int64(kind.rawValue), in: &map) {
      lists[kind] = try reader.bytes(count: 1...kind.maximumSize)
    }
    try reader.end(map)
    try reader.finish()
  }

  private static func write(
    _ part: [UInt8]?, as field: Int64, atMost maximum: Int, to writer: inout CBORWriter
  ) throws(WireFault) {
    guard let part else { return }
    guard !part.isEmpty else { throw .outOfRange }
    guard part.count <= maximum else { throw .tooLarge }
    writer.key(field)
    writer.bytes(part)
  }
}
