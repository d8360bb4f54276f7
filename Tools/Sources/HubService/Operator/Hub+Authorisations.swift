import KeyFiles
import OperatorAPI
import Wire

extension Hub {
  /// What a terminal has asked to be paid, the newest first, `largestPage` of them at most.
  public func authorisations(of terminal: String) async throws -> [AuthorisationRecord] {
    guard let id = TerminalID(terminal) else { throw OperatorFault.malformedTerminal }
    guard try await store.terminal(id) != nil else { throw OperatorFault.unknownTerminal }
    return try await store.authorisations(of: id, limit: Self.largestPage).map { held in
      let outcome =
        switch held.outcome {
        case nil: held.hash == nil ? "notAsked" : "asked"
        case .approved: "approved"
        case .declined: "declined"
        case .undetermined: "undetermined"
        }
      var reference: String?
      if case .approved(let text, _) = held.outcome { reference = text }
      return AuthorisationRecord(
        inquiry: Hexadecimal.text(held.id.inquiry.bytes), kind: held.kind?.name, fen: held.fen, askedAt: held.askedAt,
        outcome: outcome, reference: reference, saleSequence: held.saleSequence,
        reversalSequence: held.reversalSequence, reversedAt: held.reversedAt)
    }
  }
}
