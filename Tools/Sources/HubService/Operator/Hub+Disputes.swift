import OperatorAPI
import Wire

extension Hub {
  /// What the hub disputes of one terminal's entries, or of all: what is open, or all that ever was; the newest first,
  /// `largestPage` at most.
  public func disputes(of terminal: String?, withSettled: Bool) async throws -> [DisputeRecord] {
    var id: TerminalID?
    if let terminal {
      id = TerminalID(terminal)
      guard let id else { throw OperatorFault.malformedTerminal }
      guard try await store.terminal(id) != nil else { throw OperatorFault.unknownTerminal }
    }
    return try await store.disputes(of: id, withSettled: withSettled, limit: Self.largestPage).map { held in
      DisputeRecord(
        terminal: held.terminal.text, sequence: held.dispute.sequence, reason: "\(held.dispute.reason)",
        at: held.dispute.at.seconds, fen: held.dispute.amount.amount, foundAt: held.foundAt, note: held.note,
        settledAt: held.settledAt, settlement: held.settlement)
    }
  }

  /// Disputes an entry for the region's own reasons. The terminal is told with its next exchange.
  public func decline(_ request: DisputeNote) async throws -> [DisputeRecord] {
    let (id, held, note) = try await disputed(request)
    let entry = try JournalEntry(decoding: Signed.payloadUnverified(held.signed, kind: .journalEntry))
    let dispute = Dispute(entry, reason: .declinedByRegion)
    guard try await store.open(dispute, of: id, note: note, at: clock().seconds) else {
      throw OperatorFault.disputedAlready
    }
    return try await disputes(of: id.text, withSettled: false)
  }

  /// Settles all that is disputed of an entry; answers what is left of the terminal's.
  public func settleDisputes(_ request: DisputeNote) async throws -> [DisputeRecord] {
    let (id, held, note) = try await disputed(request)
    guard try await store.settleDisputes(of: id, sequence: held.sequence, note: note, at: clock().seconds) else {
      throw OperatorFault.notDisputed
    }
    return try await disputes(of: id.text, withSettled: false)
  }

  /// The entry that a request names.
  private func disputed(_ request: DisputeNote) async throws -> (TerminalID, HeldEntry, note: String) {
    guard let id = TerminalID(request.terminal) else { throw OperatorFault.malformedTerminal }
    let note = try Self.reason(request.note)
    guard request.sequence >= 1,
      let held = try await store.entries(of: id, after: request.sequence - 1, limit: 1).first,
      held.sequence == request.sequence
    else { throw OperatorFault.unknownEntry }
    return (id, held, note)
  }
}
