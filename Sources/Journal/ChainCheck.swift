public import LibCrypto
public import Wire

/// Proves that what is kept is what was written.
///
/// The hashes make one chain of all entries, so one valid signature, on the newest, vouches for every entry before it.
public enum ChainCheck {
  /// How many entries are looked at when a terminal opens its journal.
  public static let entriesAtOpen: UInt64 = 64
  /// Rows read at once.
  static let rowsAtOnce = 64

  /// What was proven.
  public struct Report: Equatable, Sendable {
    /// The last entry pruned, or the beginning.
    public let anchor: JournalHead
    /// The newest entry, or the anchor.
    public let head: JournalHead
    /// How many entries were read.
    public let count: UInt64
  }

  /// Proves the whole journal from its anchor to its head. `key`: every signature is verified with it; nil leaves them.
  public static func checkAll<Reader: JournalReading>(
    of reader: inout Reader, terminal: TerminalID?, key: PublicKey?
  ) throws(ChainFault) -> Report {
    let anchor = try read(&reader) { (reader) throws(StoreFault) in try reader.anchor() }
    var link = Link(terminal: terminal, key: try verifying(key), expected: anchor)
    return try walk(&reader, from: anchor, link: &link, signatureOnlyAt: nil)
  }

  /// Proves the newest `entriesAtOpen` entries, the signature of the newest, and that the oldest one follows the anchor.
  static func checkNewest<Reader: JournalReading>(
    of reader: inout Reader, terminal: TerminalID, key: PublicKey?
  ) throws(ChainFault) {
    let (anchor, head) = try read(&reader) { (reader) throws(StoreFault) in
      (try reader.anchor(), try reader.head())
    }
    let first = head.sequence - min(head.sequence - anchor.sequence, entriesAtOpen)
    let start = try read(&reader) { (reader) throws(StoreFault) in try reader.hash(of: first) }
    guard let start else { throw .missing(first) }
    let key = try verifying(key)
    let oldest = try read(&reader) { (reader) throws(StoreFault) in try reader.rows(from: anchor.sequence + 1, limit: 1)
    }
    if let oldest = oldest.first {
      var link = Link(terminal: terminal, key: nil, expected: anchor)
      try link.follow(oldest, verifyingSignature: false)
    }
    var link = Link(terminal: terminal, key: key, expected: JournalHead(sequence: first, hash: start))
    _ = try walk(&reader, from: link.expected, link: &link, signatureOnlyAt: head.sequence)
  }

  private static func walk<Reader: JournalReading>(
    _ reader: inout Reader, from start: JournalHead, link: inout Link, signatureOnlyAt signed: UInt64?
  ) throws(ChainFault) -> Report {
    while true {
      let next = link.expected.sequence + 1
      let rows = try read(&reader) { (reader) throws(StoreFault) in try reader.rows(from: next, limit: rowsAtOnce) }
      if rows.isEmpty { break }
      for row in rows {
        try link.follow(row, verifyingSignature: signed == nil || signed == row.sequence)
      }
    }
    // Rows end before the head where something is lost between.
    let head = try read(&reader) { (reader) throws(StoreFault) in try reader.head() }
    guard head.sequence <= link.expected.sequence else { throw .missing(link.expected.sequence + 1) }
    return Report(anchor: start, head: link.expected, count: link.expected.sequence - start.sequence)
  }

  private static func verifying(_ key: PublicKey?) throws(ChainFault) -> VerifyingKey? {
    guard let key else { return nil }
    do throws(CryptoFault) {
      return try VerifyingKey(key)
    } catch {
      throw .store(.keyUnavailable)
    }
  }

  private static func read<Reader: JournalReading, Value>(
    _ reader: inout Reader, _ body: (inout Reader) throws(StoreFault) -> Value
  ) throws(ChainFault) -> Value {
    do throws(StoreFault) {
      return try body(&reader)
    } catch {
      throw .store(error)
    }
  }

  /// The place reached so far, and what the next entry must be.
  private struct Link {
    let terminal: TerminalID?
    let key: VerifyingKey?
    var expected: JournalHead

    mutating func follow(_ row: JournalRow, verifyingSignature: Bool) throws(ChainFault) {
      guard row.sequence == expected.sequence + 1 else { throw .missing(expected.sequence + 1) }
      let payload: [UInt8]
      let entry: JournalEntry
      do throws(WireFault) {
        payload = try Signed.payloadUnverified(row.signed, kind: .journalEntry)
        entry = try JournalEntry(decoding: payload)
      } catch {
        throw .unreadable(row.sequence)
      }
      let hash = JournalEntry.hash(ofPayload: payload)
      guard hash == row.hash, entry.sequence == row.sequence, entry.at == row.at else {
        throw .rowDiffers(row.sequence)
      }
      guard entry.previous == expected.hash else { throw .broken(row.sequence) }
      if let terminal, entry.terminal != terminal { throw .otherTerminal(row.sequence) }
      if let key, verifyingSignature { try check(row, with: key) }
      expected = JournalHead(sequence: row.sequence, hash: hash)
    }

    private func check(_ row: JournalRow, with key: VerifyingKey) throws(ChainFault) {
      do throws(WireFault) {
        _ = try Signed.open(row.signed, kind: .journalEntry, with: key)
      } catch {
        throw .badSignature(row.sequence)
      }
    }
  }
}
