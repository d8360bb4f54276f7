import Codes

/// The cards that are refused, wherever their codes come from: a bundle's, and what its latest delta changes.
///
/// Sorted and searched by halves: a region's list is hundreds of thousands long, asked about once a scan, and replaced
/// seldom. A delta lies beside the list, so taking one copies nothing of it.
public struct Revocations: Sendable {
  private let listed: [CardReference]
  private let added: [CardReference]
  private let removed: [CardReference]

  /// In any order.
  public init(_ cards: [CardReference]) {
    self.init(sorted: cards.sorted())
  }

  /// - Parameter cards: sorted already, as in a bundle.
  init(sorted cards: [CardReference], added: [CardReference] = [], removed: [CardReference] = []) {
    listed = cards
    self.added = added
    self.removed = removed
  }

  /// The same list with another delta, or with the first.
  func changed(adding added: [CardReference], removing removed: [CardReference]) -> Revocations {
    Revocations(sorted: listed, added: added, removed: removed)
  }

  public func contains(_ card: CardReference) -> Bool {
    Self.holds(added, card) || Self.holds(listed, card) && !Self.holds(removed, card)
  }

  private static func holds(_ cards: [CardReference], _ card: CardReference) -> Bool {
    let place = cards.firstIndex(notBelow: card, by: { $0 })
    return place < cards.endIndex && cards[place] == card
  }
}

extension Array {
  /// Where the first element is whose key is `key` or more, in an array sorted by those keys; the end if there is none.
  func firstIndex<Key: Comparable>(notBelow key: Key, by keyOf: (Element) -> Key) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if keyOf(self[middle]) < key {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}
