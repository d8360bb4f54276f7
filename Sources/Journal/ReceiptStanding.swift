public import Wire

/// What a receipt says about a journal.
public enum ReceiptStanding: Equatable, Sendable {
  /// It is of this chain: everything up to its sequence is done.
  case covers
  /// It is of this chain, of a part that has been pruned; done long ago.
  case coversPruned
  /// It speaks of entries that the journal does not have: they were lost here, or are another terminal's of this name.
  /// Nothing more may be sold on such a journal, because its next sequences are taken.
  case beyondJournal
  /// The entry it names is another one here: the hub holds another chain under this terminal's name.
  case ofAnotherChain
  /// It is another terminal's.
  case ofAnotherTerminal
}

extension JournalReading {
  /// The hash of the entry with this sequence, or of the anchor; nil where neither is kept.
  public mutating func hash(of sequence: UInt64) throws(StoreFault) -> [UInt8]? {
    let anchor = try anchor()
    if sequence == anchor.sequence { return anchor.hash }
    guard let row = try rows(from: sequence, limit: 1).first, row.sequence == sequence else { return nil }
    return row.hash
  }

  /// What a receipt, whose signature has been verified, says about this journal of `terminal`.
  public mutating func standing(of receipt: Receipt, terminal: TerminalID) throws(StoreFault) -> ReceiptStanding {
    guard receipt.terminal == terminal else { return .ofAnotherTerminal }
    guard try receipt.highest <= head().sequence else { return .beyondJournal }
    guard let hash = try hash(of: receipt.highest) else { return .coversPruned }
    return hash == receipt.entryHash ? .covers : .ofAnotherChain
  }
}
