import KeyFiles
import OperatorAPI
import Wire

extension Hub {
  /// The conflicts of one terminal, or of all: what was offered against what is held, by hashes, times and totals.
  public func conflicts(of terminal: String?) async throws -> [ConflictRecord] {
    var id: TerminalID?
    if let terminal {
      id = TerminalID(terminal)
      guard let id else { throw OperatorFault.malformedTerminal }
      guard try await store.terminal(id) != nil else { throw OperatorFault.unknownTerminal }
    }
    var records: [ConflictRecord] = []
    for conflict in try await store.conflicts(of: id, limit: Self.largestPage) {
      let held = try await store.entries(of: conflict.terminal, after: conflict.sequence - 1, limit: 1).first {
        $0.sequence == conflict.sequence
      }
      records.append(
        ConflictRecord(
          terminal: conflict.terminal.text, sequence: conflict.sequence, at: conflict.at,
          offered: try Self.evidence(conflict.offered), held: try held.map { try Self.evidence($0.signed) }))
    }
    return records
  }

  /// Both were taken for evidence only after the terminal's signature proved good.
  private static func evidence(_ signed: [UInt8]) throws -> ConflictRecord.Evidence {
    let payload = try Signed.payloadUnverified(signed, kind: .journalEntry)
    let entry = try JournalEntry(decoding: payload)
    return ConflictRecord.Evidence(
      hash: Hexadecimal.text(JournalEntry.hash(ofPayload: payload)), previous: Hexadecimal.text(entry.previous),
      at: entry.at.seconds, totalFen: entry.body.total.amount)
  }

  /// Takes a terminal out of service for good: its certificate is refused from then on, its name and its journal key are
  /// enrolled no more. What the hub holds of it is kept. One that is retired already stays as it is.
  public func retire(_ request: Retirement) async throws -> TerminalRecord {
    guard let id = TerminalID(request.terminal) else { throw OperatorFault.malformedTerminal }
    let reason = try Self.reason(request.reason)
    guard try await store.retire(id, reason: reason, at: clock().seconds), let retired = try await store.terminal(id)
    else { throw OperatorFault.unknownTerminal }
    return Self.record(retired)
  }
}
