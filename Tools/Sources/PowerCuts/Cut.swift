/// A power cut: when it came, and what of the writes under way it took with it.
public struct Cut: Hashable, Sendable, CustomStringConvertible {
  /// How many entries of the log the card had been sent: 0 to all of them.
  public var position: Int
  public var loss: Loss

  public init(position: Int, loss: Loss) {
    self.position = position
    self.loss = loss
  }

  /// What becomes of the writes that no flush has made last.
  public enum Loss: Hashable, Sendable {
    /// All of them arrived: a card without a cache, which writes in order.
    case nothing
    /// None arrived.
    case everything
    /// The newest arrived, and none of those before it: the order that whoever wrote them expects least.
    case allButNewest
    /// Each arrived or did not, by a seed.
    case some(seed: UInt64)
    /// Each of their sectors arrived or did not, by a seed: a write is torn.
    case torn(seed: UInt64)

    var mayTear: Bool {
      if case .torn = self { true } else { false }
    }
  }

  public var description: String {
    switch loss {
    case .nothing: "after \(position), nothing lost"
    case .everything: "after \(position), all lost that was not flushed"
    case .allButNewest: "after \(position), only the newest kept of what was not flushed"
    case .some(let seed): "after \(position), some lost of what was not flushed (seed \(seed))"
    case .torn(let seed): "after \(position), torn (seed \(seed))"
    }
  }
}
