import Delivery
import Journal

extension HeldJournal where Reader == JournalReader {
  /// Opened for each exchange, so that one that was set aside and begun anew is seen.
  ///
  /// Nil where there is none to read: the exchange then only asks for news.
  init?(path: String, log: inout FaultLog) {
    do throws(StoreFault) {
      try self.init(JournalReader(path: path))
      log.journal(nil)
    } catch {
      // Before the terminal's first start there is no journal.
      log.journal(error == .absent ? nil : error)
      return nil
    }
  }
}
