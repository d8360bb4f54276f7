import OperatorAPI
import Wire

extension Hub {
  public func status() async throws -> HubStatus {
    let counts = try await store.counts()
    let trust = try await store.trust()
    return HubStatus(
      hubTime: clock().seconds, terminals: counts.terminals, entries: counts.entries, conflicts: counts.conflicts,
      bundleVersion: trust.bundle?.version, deltaNumber: trust.delta?.number)
  }

  public func terminals() async throws -> [TerminalRecord] {
    try await store.terminals().map(Self.record)
  }

  static func record(_ terminal: EnrolledTerminal) -> TerminalRecord {
    TerminalRecord(
      terminal: terminal.id.text, institution: terminal.institution, enrolledAt: terminal.enrolledAt,
      highest: terminal.highest, lastContact: terminal.lastContact, trustVersion: terminal.trustVersion,
      conflicts: terminal.conflicts, refusal: terminal.refusal?.text, refusedAt: terminal.refusal?.at,
      retiredAt: terminal.retiredAt)
  }

  /// The entries of a terminal above a sequence, in order, `limit` at most and never more than `largestPage`.
  public func entries(of terminal: String, after sequence: UInt64, limit: Int) async throws -> [EntryRecord] {
    guard let id = TerminalID(terminal) else { throw OperatorFault.malformedTerminal }
    guard try await store.terminal(id) != nil else { throw OperatorFault.unknownTerminal }
    let page = min(max(limit, 1), Self.largestPage)
    return try await store.entries(of: id, after: sequence, limit: page).map(Self.record)
  }

  /// What is told of an entry that is held.
  static func record(_ held: HeldEntry) throws -> EntryRecord {
    // The hub took the entry only after its signature proved good.
    let entry = try JournalEntry(decoding: Signed.payloadUnverified(held.signed, kind: .journalEntry))
    return EntryRecord(entry, hash: held.hash, receivedAt: held.receivedAt)
  }

  static let largestPage = 500
}
