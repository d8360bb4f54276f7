import Journal
import LibCrypto
import Wire

extension JournalRow {
  /// The entry with a change, as a terminal with that key would have written it.
  func signed(by key: SigningKey, _ change: (inout JournalEntry) -> Void) -> JournalRow {
    guard let payload = try? Signed.payloadUnverified(signed, kind: .journalEntry),
      var entry = try? JournalEntry(decoding: payload)
    else { return self }
    change(&entry)
    guard let payload = try? entry.encoded(),
      let signed = try? Signed.sign(payload: payload, kind: .journalEntry, with: key)
    else { return self }
    return JournalRow(sequence: sequence, at: entry.at, hash: JournalEntry.hash(ofPayload: payload), signed: signed)
  }
}
