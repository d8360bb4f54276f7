import Journal
import LibCrypto
import Wire

/// What a journal file, however damaged, still proves of the entries after a place in its chain.
struct JournalSalvage {
  /// Entries that follow that place and each other, by the terminal's signature: what a hub that stands there takes.
  private(set) var following: [JournalRow] = []
  /// Well signed entries beyond, whose link to those before is lost: no hub can take them.
  private(set) var stranded: [UInt64] = []
  /// Whether some of the file could not be read, or is no signed entry: entries may be in there.
  private(set) var isInDoubt = false
  /// Where `following` ends.
  private(set) var head: JournalHead

  /// Reads what can be read of the file at `path`.
  init(of path: String, after head: JournalHead, terminal: TerminalID, key: PublicKey) throws {
    self.head = head
    let key = try VerifyingKey(key)
    let reader: JournalReader
    do throws(StoreFault) {
      reader = try JournalReader(path: path)
    } catch {
      isInDoubt = true
      return
    }
    // Where the end is not known, the search gives up after so many sequences that are not there.
    let end = (try? reader.head().sequence) ?? .max
    var next = head.sequence + 1
    var misses = 0
    while next <= end, misses < Self.mostMisses {
      // One at a time once something could not be read: what is beside it may be whole.
      guard let rows = try? reader.rows(from: next, limit: isInDoubt ? 1 : Self.rowsAtOnce) else {
        if isInDoubt {
          misses += 1
          next += 1
        }
        isInDoubt = true
        continue
      }
      guard let last = rows.last else { break }
      for row in rows { take(row, terminal, key) }
      misses = 0
      next = last.sequence + 1
    }
    if end != .max, next <= end { isInDoubt = true }
    // A log that is damaged reads as one that ends sooner.
    let newest = max(self.head.sequence, stranded.last ?? 0)
    if let marked = SQLiteStore.markedHead(path: path), marked.sequence > newest { isInDoubt = true }
  }

  private mutating func take(_ row: JournalRow, _ terminal: TerminalID, _ key: VerifyingKey) {
    guard let payload = try? Signed.open(row.signed, kind: .journalEntry, with: key),
      let entry = try? JournalEntry(decoding: payload), entry.terminal == terminal, entry.sequence > head.sequence
    else {
      isInDoubt = true
      return
    }
    guard stranded.isEmpty, entry.sequence == head.sequence + 1, entry.previous == head.hash else {
      stranded.append(entry.sequence)
      return
    }
    following.append(row)
    head = JournalHead(sequence: entry.sequence, hash: JournalEntry.hash(ofPayload: payload))
  }

  private static let rowsAtOnce = 64
  private static let mostMisses = 10_000
}
