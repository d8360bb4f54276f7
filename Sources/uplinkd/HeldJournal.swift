import Journal
import Uplink
import Wire

/// The terminal's journal as one exchange sees it. Opened for each, so that one that was set aside and begun anew is seen.
struct HeldJournal {
  let anchor: UInt64
  private let head: UInt64
  private let reader: JournalReader

  /// Nil where there is none to read: the exchange then only asks for news.
  init?(path: String, log: inout FaultLog) {
    do throws(StoreFault) {
      reader = try JournalReader(path: path)
      anchor = try reader.anchor().sequence
      head = try reader.head().sequence
      log.journal(nil)
    } catch {
      // Before the terminal's first start there is no journal.
      log.journal(error == .absent ? nil : error)
      return nil
    }
  }

  func entries(from sequence: UInt64) -> [HeldEntry] {
    guard let rows = try? reader.rows(from: sequence, limit: WireLimits.uploadEntryCount) else { return [] }
    return rows.map { HeldEntry(sequence: $0.sequence, signed: $0.signed) }
  }

  var chain: HeldChain {
    HeldChain(anchor: anchor, head: head) { [reader] sequence in
      var reader = reader
      return (try? reader.hash(of: sequence)) ?? nil
    }
  }
}
