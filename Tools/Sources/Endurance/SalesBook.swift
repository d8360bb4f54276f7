import BenchKit
import OperatorAPI

/// What a clerk wanted to sell, what anybody was told of it, and whether the hub's list answers to that.
public struct SalesBook: Sendable {
  /// A sale for which the key was pressed that accepts it.
  public struct Sale: Equatable, Sendable {
    /// The card's serial as the hub writes it.
    public var card: String
    /// In fen.
    public var total: Int64
    /// Its receipt's number, where the clerk was shown that it is accepted.
    public var sequence: UInt64?
  }

  /// Who was told of a sale, and by what.
  public enum Witness: String, CaseIterable, Sendable {
    case shown
    case printed
  }

  /// In the order in which they were made.
  public private(set) var sales: [Sale] = []
  public private(set) var told: [Sighting: Set<Witness>] = [:]

  public init() {}

  /// The key is about to be pressed that accepts a sale; from here on there may be an entry. Returns its place in the book.
  public mutating func accepting(card: String, total: Int64) -> Int {
    sales.append(Sale(card: card, total: total))
    return sales.count - 1
  }

  /// The clerk was shown that this very sale is accepted.
  public mutating func accepted(_ place: Int, as sighting: Sighting) {
    sales[place].sequence = sighting.sequence
    saw(sighting, .shown)
  }

  /// Somebody was told of a sale, whichever it was.
  public mutating func saw(_ sighting: Sighting, _ witness: Witness) {
    told[sighting, default: []].insert(witness)
  }

  /// How many sales somebody was told of by this witness.
  public func count(_ witness: Witness) -> Int {
    told.values.count { $0.contains(witness) }
  }

  /// What is not as it must be in the hub's list of entries, in words; empty where all is:
  ///
  /// 1. The entries are 1, 2, 3 and so on, each names the hash of the one before, and shares add up to their total.
  /// 2. What was shown or printed is there, with its amount.
  /// 3. Every entry is a sale that was made, in the order in which they were made, and no sale is there twice.
  public func violations(of hub: [EntryRecord]) -> [String] {
    chain(hub) + promises(hub) + strangers(hub)
  }

  private func chain(_ hub: [EntryRecord]) -> [String] {
    var words: [String] = []
    var before = String(repeating: "0", count: 64)
    for (index, entry) in hub.enumerated() {
      if entry.sequence != UInt64(index + 1) { words.append("entry \(index + 1) is numbered \(entry.sequence)") }
      if entry.previous != before { words.append("entry \(entry.sequence) does not follow the one before") }
      before = entry.hash
      if let sale = entry.sale,
        sale.fundFen + sale.reliefFen + sale.accountFen + sale.selfPaidFen != sale.totalFen
      {
        words.append("entry \(entry.sequence): its shares are not its total")
      }
    }
    return words
  }

  private func promises(_ hub: [EntryRecord]) -> [String] {
    let totals = Dictionary(hub.map { ($0.sequence, $0.sale?.totalFen) }) { first, _ in first }
    return told.sorted { $0.key.sequence < $1.key.sequence }.compactMap { sighting, witnesses in
      let how = witnesses.map(\.rawValue).sorted().joined(separator: " and ")
      guard let found = totals[sighting.sequence] else { return "sale \(sighting.sequence) was \(how), and is lost" }
      guard found != sighting.total else { return nil }
      return "sale \(sighting.sequence) was \(how) with \(sighting.total) fen, and is of \(found ?? 0)"
    }
  }

  private func strangers(_ hub: [EntryRecord]) -> [String] {
    var words: [String] = []
    var rest = sales[...]
    for entry in hub {
      let match = rest.firstIndex { sale in
        sale.total == entry.sale?.totalFen && sale.card == entry.sale?.cardSerial
          && (sale.sequence == nil || sale.sequence == entry.sequence)
      }
      guard let match else {
        words.append("entry \(entry.sequence) was never sold, or is there twice")
        continue
      }
      rest = rest[(match + 1)...]
    }
    return words
  }
}
