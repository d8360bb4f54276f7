/// Something that nobody can take back: a sale that somebody outside the terminal knows of.
public struct Acknowledgement: Hashable, Sendable {
  /// Who knows of it, and by what.
  public enum Witness: String, CaseIterable, Sendable {
    /// The clerk and the customer, by the display.
    case shown
    /// The customer, by the receipt in their hand.
    case printed
    /// The hub, which holds the entry.
    case received
  }

  public var witness: Witness
  /// The entry's.
  public var sequence: UInt64
  /// The sale's total, in fen.
  public var total: Int64
  /// How many entries the card's log held when it was known, at the latest.
  public var position: Int

  public init(_ witness: Witness, sequence: UInt64, total: Int64, position: Int) {
    self.witness = witness
    self.sequence = sequence
    self.total = total
    self.position = position
  }
}

/// What has happened on a card while it was logged, and what is to be found on it after every cut.
public struct CardHistory: Sendable {
  public var model: CardModel
  /// Everything known of the sales, by whoever knew it.
  public var acknowledgements: [Acknowledgement]

  public init(model: CardModel, acknowledgements: [Acknowledgement]) {
    self.model = model
    self.acknowledgements = acknowledgements
  }
}
