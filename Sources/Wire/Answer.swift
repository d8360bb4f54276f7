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
  /// A signed ``LossList``, another than the terminal's. Only where the request named one.
  public var losses: [UInt8]?
  /// A signed ``DisputeList`` of the terminal, another than it holds. Only where the request named one.
  public var disputes: [UInt8]?
  /// The hub's clock: to show a wrong clock at the terminal, never to set a floor by.
  public var hubTime: UnixTime

  public init(
    receipt: [UInt8]?, bundle: [UInt8]?, delta: [UInt8]?, losses: [UInt8]? = nil, disputes: [UInt8]? = nil,
    hubTime: UnixTime
  ) {
    self.receipt = receipt
    self.bundle = bundle
    self.delta = delta
    self.losses = losses
    self.disputes = disputes
    self.hubTime = hubTime
  }

  private enum Field {
    static let receipt: Int64 = 1
    static let bundle: Int64 = 2
    static let delta: Int64 = 3
    static let hubTime: Int64 = 4
    static let losses: Int64 = 5
    static let disputes: Int64 = 6
    static let count = 6
  }

  public func encoded() throws(WireFault) -> [UInt8] {
    guard hubTime.isOnTheWire else { throw .outOfRange }
    var writer = CBORWriter()
    writer.map(1 + CBORWriter.count(receipt != nil, bundle != nil, delta != nil, losses != nil, disputes != nil))
    try Answer.write(receipt, as: Field.receipt, atMost: WireLimits.receiptSize, to: &writer)
    try Answer.write(bundle, as: Field.bundle, atMost: WireLimits.bundleSize, to: &writer)
    try Answer.write(delta, as: Field.delta, atMost: WireLimits.deltaSize, to: &writer)
    writer.key(Field.hubTime)
    writer.time(hubTime)
    try Answer.write(losses, as: Field.losses, atMost: WireLimits.lossListSize, to: &writer)
    try Answer.write(disputes, as: Field.disputes, atMost: WireLimits.disputeListSize, to: &writer)
    return writer.bytes
  }

  public init(decoding bytes: [UInt8]) throws(WireFault) {
    guard bytes.count <= WireLimits.answerSize else { throw .tooLarge }
    var reader = CBORReader(bytes)
    var map = try reader.map(atMost: Field.count)
    receipt =
      try reader.has(Field.receipt, in: &map) ? try reader.bytes(count: 1...WireLimits.receiptSize) : nil
    bundle = try reader.has(Field.bundle, in: &map) ? try reader.bytes(count: 1...WireLimits.bundleSize) : nil
    delta = try reader.has(Field.delta, in: &map) ? try reader.bytes(count: 1...WireLimits.deltaSize) : nil
    try reader.require(Field.hubTime, in: &map)
    hubTime = try reader.time()
    losses = try reader.has(Field.losses, in: &map) ? try reader.bytes(count: 1...WireLimits.lossListSize) : nil
    disputes =
      try reader.has(Field.disputes, in: &map) ? try reader.bytes(count: 1...WireLimits.disputeListSize) : nil
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
