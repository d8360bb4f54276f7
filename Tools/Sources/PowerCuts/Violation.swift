/// What a power cut must never do, and did.
///
/// The promises, in the order in which they are looked at:
/// 1. **The card comes back.** The file system's journal replays, and nothing is left that a mount would stumble over.
/// 2. **The terminal is the same.** Its keys, its trust and its configuration are what they were.
/// 3. **The journal is whole.** It opens, its chain holds from the first entry to the newest, and every entry came with
///    the presentation that it used up and with what it adds to the day's sums.
/// 4. **Nothing acknowledged is lost.** What was shown, printed or received at the hub before the cut is an entry.
/// 5. **Nothing is doubled.** The entries are those that the terminal made, each at its own number, and no others.
/// 6. **No receipt runs ahead.** The inbox has no receipt for an entry that the journal has not.
/// 7. **It sells on.** The next sale is the next entry, and is there after one more start.
public enum Violation: Error, Equatable, Sendable, CustomStringConvertible {
  case cardLost(String)
  case changed(file: String)
  case journalUnusable(String)
  case lost(Acknowledgement)
  case acknowledgedOtherwise(Acknowledgement, found: Int64)
  case doubled(sequence: UInt64)
  case receiptAhead(receipted: UInt64, head: UInt64)
  case inboxUnusable(String)
  case sellsNoMore(String)

  public var description: String {
    switch self {
    case .cardLost(let words): "the card does not come back: \(words)"
    case .changed(let file): "\(file) is not what it was"
    case .journalUnusable(let words): "the journal cannot be used: \(words)"
    case .lost(let sale): "entry \(sale.sequence) is lost, which was \(sale.witness.rawValue)"
    case .acknowledgedOtherwise(let sale, let found):
      "entry \(sale.sequence) is of \(found) fen, and \(sale.total) fen were \(sale.witness.rawValue)"
    case .doubled(let sequence): "entry \(sequence) is not the one that the terminal made"
    case .receiptAhead(let receipted, let head): "receipted up to \(receipted), and the journal ends at \(head)"
    case .inboxUnusable(let words): "the inbox cannot be used: \(words)"
    case .sellsNoMore(let words): "no next sale: \(words)"
    }
  }
}
