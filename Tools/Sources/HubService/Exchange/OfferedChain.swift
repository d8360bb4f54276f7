import LibCrypto
import Wire

/// An entry that a terminal offers, its signature proven.
struct OfferedEntry: Equatable, Sendable {
  var sequence: UInt64
  var previous: [UInt8]
  var hash: [UInt8]
  var signed: [UInt8]
  var settlement: EntrySettlement?
  var trade: EntryTrade?
  var use: PresentationUse?
}

/// The entries of one upload, proven to be the terminal's own and to follow each other.
struct OfferedChain: Equatable, Sendable {
  let entries: [OfferedEntry]

  /// Reads and proves the entries that `terminal` sent.
  init(_ signed: [[UInt8]], terminal: TerminalID, key: VerifyingKey) throws(ExchangeRefusal) {
    var entries: [OfferedEntry] = []
    for (index, bytes) in signed.enumerated() {
      let payload: [UInt8]
      let entry: JournalEntry
      do throws(WireFault) {
        payload = try Signed.open(bytes, kind: .journalEntry, with: key)
        entry = try JournalEntry(decoding: payload)
      } catch {
        throw .badEntry(index: index)
      }
      guard entry.terminal == terminal else { throw .otherTerminal(index: index) }
      if let last = entries.last {
        guard entry.sequence == last.sequence + 1, entry.previous == last.hash else {
          throw .notContiguous(index: index)
        }
      }
      entries.append(
        OfferedEntry(
          sequence: entry.sequence, previous: entry.previous, hash: JournalEntry.hash(ofPayload: payload),
          signed: bytes,
          settlement: EntrySettlement(entry.body), trade: EntryTrade(entry),
          use: PresentationUse(entry)))
    }
    self.entries = entries
  }

  init(entries: [OfferedEntry]) {
    self.entries = entries
  }

  /// The entries to append to a chain that has come to `head`: those above it. `held` are the hashes the hub holds for
  /// the others, which must be the very same entries.
  func entries(after head: ChainHead, held: [UInt64: [UInt8]]) throws(ExchangeRefusal) -> ArraySlice<OfferedEntry> {
    for entry in entries where entry.sequence <= head.highest {
      guard held[entry.sequence] == entry.hash else { throw .conflict(sequence: entry.sequence) }
    }
    let fresh = entries.drop { $0.sequence <= head.highest }
    guard let first = fresh.first else { return [] }
    guard first.sequence == head.highest + 1 else { throw .gap(expected: head.highest + 1) }
    guard first.previous == head.hash else { throw .conflict(sequence: first.sequence) }
    return fresh
  }
}
