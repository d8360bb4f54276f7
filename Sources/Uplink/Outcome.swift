public import Time
public import Wire

/// What an answer brought that proved true, to be written to the inbox as one, and what was wrong with the rest.
public struct Outcome: Equatable, Sendable {
  /// A receipt that covers more than the one before, signed.
  public var receipt: [UInt8]?
  /// A newer trust bundle, signed.
  public var bundle: [UInt8]?
  /// A newer delta to the bundle, signed.
  public var delta: [UInt8]?
  /// Other lists than those before, signed.
  public var lists = HubLists<[UInt8]>()
  /// The hub's clock, unsigned; nil where there was no answer to read.
  public var hubTime: UnixTime?
  public var faults: [AnswerFault] = []

  /// Whether there is anything that the terminal should look at.
  public var isNews: Bool {
    receipt != nil || bundle != nil || delta != nil || !lists.isEmpty
  }
}

/// The journal, as far as receipts are held against it.
public struct HeldChain {
  /// The last sequence pruned, 0 for none.
  public let anchor: UInt64
  /// The newest sequence.
  public let head: UInt64
  /// The hash of the entry with a sequence, or of the anchor; nil where neither is kept.
  public let hash: (UInt64) -> [UInt8]?

  public init(anchor: UInt64, head: UInt64, hash: @escaping (UInt64) -> [UInt8]?) {
    self.anchor = anchor
    self.head = head
    self.hash = hash
  }
}
