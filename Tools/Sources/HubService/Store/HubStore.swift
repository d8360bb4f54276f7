import Wire

/// What a hub keeps, and the one seam between it and where it is kept.
///
/// A write has returned only when it is durable: what was written survives a loss of power in the next instant. A call
/// is atomic: all of it is kept, or nothing. Calls may come from several tasks at once.
public protocol HubStore: Sendable {
  // Terminals.

  func terminals() async throws -> [EnrolledTerminal]
  func terminal(_ id: TerminalID) async throws -> EnrolledTerminal?

  /// Keeps a code, by its hash, until it is used or expires. Codes that have expired by then are forgotten.
  func add(_ code: StoredEnrolmentCode, at second: Int64) async throws

  /// Uses up the code with this hash and keeps `terminal`, both or neither. A terminal that is enrolled already keeps its
  /// chain: it gets the new certificate if its journal key is the one it has.
  func enrol(_ terminal: NewTerminal, usingCode hash: [UInt8], at second: Int64) async throws -> EnrolmentOutcome

  /// Notes what a terminal said of itself in an exchange.
  func recordContact(_ id: TerminalID, at second: Int64, trustVersion: UInt64) async throws

  /// Keeps why a terminal's last upload was refused; nil where an upload was taken since.
  func recordRefusal(_ id: TerminalID, _ refusal: Refusal?) async throws

  /// Takes a terminal out of service for good. From then on nothing is appended to its chain. One that is retired already
  /// keeps its first time and reason. Answers false where there is no such terminal.
  func retire(_ id: TerminalID, reason: String, at second: Int64) async throws -> Bool

  // Entries.

  /// Where the chain of a terminal has come to. `ChainHead.start` where nothing is held.
  func head(of id: TerminalID) async throws -> ChainHead

  /// The hashes held for some sequences, in order. Those not held are left out.
  func hashes(of id: TerminalID, in sequences: ClosedRange<UInt64>) async throws -> [UInt64: [UInt8]]

  /// Appends entries that follow `head`. Answers false, and keeps nothing, if the head has moved on since it was
  /// read or the terminal has been retired.
  func append(_ entries: [HeldEntry], to id: TerminalID, after head: ChainHead) async throws -> Bool

  /// Held entries with a sequence above `sequence`, in order, `limit` at most.
  func entries(of id: TerminalID, after sequence: UInt64, limit: Int) async throws -> [HeldEntry]

  /// Keeps the evidence of an upload that contradicts what is held, up to `Conflict.mostKept` of a terminal.
  func recordConflict(_ conflict: Conflict) async throws

  /// The conflicts of a terminal, or of all, in the order they came, `limit` at most.
  func conflicts(of id: TerminalID?, limit: Int) async throws -> [Conflict]

  func counts() async throws -> StoreCounts

  // Disputes. What is wrong with an entry by what else is held is found with it, in the write that appends it.

  /// Keeps that an operator disputes an entry that is held. Answers false where it is disputed for this reason already, and
  /// that is not settled.
  func open(_ dispute: Dispute, of id: TerminalID, note: String, at second: Int64) async throws -> Bool

  /// Settles all that is disputed of an entry. Answers false where nothing is.
  func settleDisputes(of id: TerminalID, sequence: UInt64, note: String, at second: Int64) async throws -> Bool

  /// What is disputed of a terminal, or of all, the newest first, `limit` at most; with or without what is settled.
  func disputes(of id: TerminalID?, withSettled: Bool, limit: Int) async throws -> [HeldDispute]

  /// A terminal's open disputes, the newest `WireLimits.disputeCount` of them. The list keeps its number until one is opened
  /// or settled, and then has a higher one, which is at least that time in seconds. Nil where none ever was.
  func disputeList(of id: TerminalID) async throws -> DisputeList?

  /// What the other terminals of a terminal's institution used of late, the newest `WireLimits.useCount` of it. The list's number is
  /// at least the time in seconds at which the newest came. Nil where there is nothing.
  func useList(of id: TerminalID) async throws -> UseList?

  // Payments. An entry that settles one is noted with it, in the same write.

  /// Keeps that a payment is asked for, and returns what is held of it: that, or what was there before.
  func begin(_ authorisation: Authorisation) async throws -> Authorisation

  /// Keeps the outcome of a payment, unless one is held already, and returns what is then held of it.
  func settle(_ id: PaymentID, _ outcome: Authorisation.Outcome, at second: Int64) async throws -> Authorisation

  /// Payments that a terminal has reversed and the acquirer has not yet, the oldest first, `limit` at most.
  func reversalsWaiting(limit: Int) async throws -> [Authorisation]

  /// Notes that the acquirer has taken a payment back.
  func recordReversed(_ id: PaymentID, at second: Int64) async throws

  /// The payments of a terminal, the newest first, `limit` at most.
  func authorisations(of id: TerminalID, limit: Int) async throws -> [Authorisation]

  // Trust.

  /// The bundle of the highest version, and the delta of the highest number to it.
  func trust() async throws -> StoredTrust

  /// Keeps a bundle. Answers false, and keeps nothing, unless its version is above that of every bundle held.
  func publish(bundle: StoredBundle) async throws -> Bool

  /// Keeps a delta. Answers false, and keeps nothing, unless it belongs to the highest bundle and its number is above
  /// that of every delta held to it.
  func publish(delta: StoredDelta) async throws -> Bool

  // Openings.

  /// Keeps the record that sealed personal data is about to be opened.
  func recordOpening(_ opening: Opening) async throws
}
