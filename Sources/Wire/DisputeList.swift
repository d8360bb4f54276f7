import Settlement
public import Time

/// Why the hub disputes an entry that it has taken. A number, once given, is never given to another.
public enum DisputeReason: UInt8, CaseIterable, Sendable {
  /// The region declines it, as its operator says.
  case declinedByRegion = 1
  /// It voids what the hub does not hold, or what is no sale.
  case saleUnknown = 2
  /// It voids a sale by another hash, other shares or another payment than the sale's own.
  case saleDiffers = 3
  /// It voids a sale of another business day.
  case saleOfAnotherDay = 4
  /// It voids a sale that was voided before.
  case voidedBefore = 5
  /// It is a sale whose online payment the hub knows no approval of, or one that does not match.
  case paymentNotApproved = 6
}

/// An entry of a terminal's that the hub disputes.
public struct Dispute: Equatable, Sendable {
  /// The entry's sequence.
  public var sequence: UInt64
  public var reason: DisputeReason
  /// When the terminal committed the entry, by its own clock.
  public var at: UnixTime
  /// What was sold by the entry, or voided; nothing in one that is neither. At most `Fen.saleMaximum`.
  public var amount: Fen

  public init(sequence: UInt64, reason: DisputeReason, at: UnixTime, amount: Fen) {
    self.sequence = sequence
    self.reason = reason
    self.at = at
    self.amount = amount
  }

  /// Of an entry that is disputed for this.
  public init(_ entry: JournalEntry, reason: DisputeReason) {
    var amount = entry.body.total
    if case .void(let void) = entry.body { amount = void.shares.total }
    if case .prepaidChange(let change) = entry.body { amount = change.amount }
    self.init(sequence: entry.sequence, reason: reason, at: entry.at, amount: amount)
  }

  /// The newest entry first.
  fileprivate func precedes(_ other: Dispute) -> Bool {
    (sequence, other.reason.rawValue) > (other.sequence, reason.rawValue)
  }
}

/// One terminal's entries that are disputed and not settled yet, signed with the hub's receipt key
/// (``SignedKind/disputeList``): what somebody at the counter is to see to.
///
/// It changes nothing of what the terminal accepts.
public struct DisputeList: HubList, Equatable, Sendable {
  public static let kind = SignedKind.disputeList

  public var terminal: TerminalID
  public var number: UInt64
  /// How many disputes are open: as many as ``items``, or more where that is full.
  public var count: UInt32
  /// Those of the newest entries, the newest first, none twice; at most ``WireLimits/disputeCount``.
  public var items: [Dispute]

  public init(terminal: TerminalID, number: UInt64, count: UInt32, items: [Dispute]) {
    self.terminal = terminal
    self.number = number
    self.count = count
    self.items = items
  }

  public func isFor(_ terminal: TerminalID) -> Bool { terminal == self.terminal }

  /// The payload to sign.
  public func encoded() throws(WireFault) -> [UInt8] {
    try validate()
    var writer = CBORWriter()
    writer.array(4)
    writer.text(terminal.text)
    writer.unsigned(number)
    writer.unsigned(UInt64(count))
    writer.array(items.count)
    for item in items {
      writer.array(4)
      writer.unsigned(item.sequence)
      writer.unsigned(UInt64(item.reason.rawValue))
      writer.time(item.at)
      writer.fen(item.amount)
    }
    return writer.bytes
  }

  public init(decoding payload: [UInt8]) throws(WireFault) {
    guard payload.count <= WireLimits.disputeListSize else { throw .tooLarge }
    var reader = CBORReader(payload)
    try reader.array(4)
    terminal = try reader.terminal()
    number = try reader.unsigned()
    count = try reader.unsigned32()
    let held = try reader.array(count: 0...WireLimits.disputeCount)
    items = []
    for _ in 0..<held {
      try reader.array(4)
      let sequence = try reader.unsigned(in: JournalEntry.sequences)
      guard let reason = DisputeReason(rawValue: try reader.unsigned8()) else { throw .outOfRange }
      items.append(
        Dispute(sequence: sequence, reason: reason, at: try reader.time(), amount: try reader.fen(upTo: .saleMaximum)))
    }
    try reader.finish()
    try validate()
  }

  private func validate() throws(WireFault) {
    guard number >= 1 else { throw .outOfRange }
    guard items.count <= WireLimits.disputeCount else { throw .tooLarge }
    guard count >= items.count, items.count == WireLimits.disputeCount || count == items.count else {
      throw .inconsistent
    }
    for (index, item) in items.enumerated() {
      guard JournalEntry.sequences.contains(item.sequence), item.at.isOnTheWire, item.amount >= .zero,
        item.amount <= .saleMaximum
      else { throw .outOfRange }
      guard index == 0 || items[index - 1].precedes(item) else { throw .inconsistent }
    }
  }
}
