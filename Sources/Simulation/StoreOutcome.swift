public import Journal

/// What a terminal asks of its journal's store.
public enum StoreOperation: UInt8, CaseIterable, Sendable {
  /// Makes one entry durable.
  case append
  /// Raises the trust mark.
  case raise
  /// Forgets receipted entries and old usage.
  case prune
  /// Asks what was accepted before: presentations and usage.
  case lookUp
  /// Reads entries, their ends or the trust mark.
  case read
}

/// What becomes of it.
public enum StoreOutcome: Equatable, Sendable {
  /// What the store is asked for.
  case done
  /// The power fails before anything of it is on the disk.
  case diesBefore
  /// The power fails when it is durable, and before anybody learns of it.
  case diesAfter
  /// Nothing of it is done.
  case fails(StoreFault)
  /// An entry that could not be flushed: the store fails, and unless it writes anything else before the power fails, the
  /// entry is there after that all the same.
  case failsAndReturns
  /// A store that lies, for a test of what should notice: the entry is not kept.
  case lies
  /// A store that lies about its flushes, for such a test: the entry is gone after the next power cut.
  case liesUntilCut
  /// A store without a memory, for such a test: it keeps an entry and nothing beside it, and of what is looked up it knows nothing.
  case forgets
}
