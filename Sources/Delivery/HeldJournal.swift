public import Journal
public import Uplink
import Wire

/// The terminal's journal as one exchange sees it: its ends as they are now, its entries as they are asked for.
public struct HeldJournal<Reader: JournalReading> {
  /// The last sequence pruned, 0 for none.
  public let anchor: UInt64
  private let head: UInt64
  private let reader: Reader

  public init(_ reader: Reader) throws(StoreFault) {
    var reader = reader
    anchor = try reader.anchor().sequence
    head = try reader.head().sequence
    self.reader = reader
  }

  /// As many entries from `sequence` on as one request may carry; none where they cannot be read.
  public func entries(from sequence: UInt64) -> [HeldEntry] {
    var reader = reader
    guard let rows = try? reader.rows(from: sequence, limit: WireLimits.uploadEntryCount) else { return [] }
    return rows.map { HeldEntry(sequence: $0.sequence, signed: $0.signed) }
  }

  /// What receipts are held against.
  public var chain: HeldChain {
    HeldChain(anchor: anchor, head: head) { [reader] sequence in
      var reader = reader
      return (try? reader.hash(of: sequence)) ?? nil
    }
  }
}
