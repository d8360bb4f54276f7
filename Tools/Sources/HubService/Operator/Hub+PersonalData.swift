import KeyFiles
import OperatorAPI
import Wire

extension Hub {
  /// Opens what is sealed in one entry. The one way to it, and a record of who needed it for what is kept first.
  public func openPersonalData(_ request: PersonalDataOpening) async throws -> OpenedPersonalData {
    guard let id = TerminalID(request.terminal) else { throw OperatorFault.malformedTerminal }
    let reason = try Self.reason(request.reason)
    guard request.sequence >= 1,
      let held = try await store.entries(of: id, after: request.sequence - 1, limit: 1).first,
      held.sequence == request.sequence
    else { throw OperatorFault.unknownEntry }
    try await store.recordOpening(
      Opening(terminal: id, sequence: held.sequence, reason: reason, at: clock().seconds))
    // The hub took the entry only after its signature proved good.
    let entry = try JournalEntry(decoding: Signed.payloadUnverified(held.signed, kind: .journalEntry))
    guard let personal = try? PersonalData.open(entry, with: keys.sealingKey) else { throw OperatorFault.nothingSealed }
    return OpenedPersonalData(
      healthCardID: personal.healthCardID.map(Hexadecimal.text), voucher: personal.voucher.map(Hexadecimal.text),
      birthYear: personal.birthYear)
  }

  /// What an operator gave as a reason, without white space before it.
  static func reason(_ text: String) throws(OperatorFault) -> String {
    let reason = text.trimmingPrefix(while: \.isWhitespace)
    guard !reason.isEmpty else { throw .reasonMissing }
    guard reason.utf8.count <= longestReason else { throw .tooLarge }
    return String(reason)
  }

  /// Bytes of UTF-8.
  private static let longestReason = 1_000
}
