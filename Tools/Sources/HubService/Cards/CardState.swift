import Codes
import Time

/// Where a card is in its life. It only ever moves forward: what was revoked is never good again.
///
///     issued ──▶ active
///        │          │
///        ▼          ▼
///       lost ──(seven days)──▶ replaced
///
/// Whatever its state, the death of its holder ends it.
public enum CardState: Equatable, Sendable {
  /// Made, and not yet in its holder's hand.
  case issued
  /// In use.
  case active
  /// Reported lost, and refused from that moment.
  case lost(since: UnixTime)
  /// Another card of the same person took its place.
  case replaced(by: CardReference)
  /// Its holder has died.
  case ended
}

/// What happens to a card.
public enum CardEvent: Equatable, Sendable {
  case activate
  case reportLoss
  case replace(by: CardReference)
  case decease
}

extension CardState {
  /// The state after `event`. What has happened already changes nothing, so that a question whose answer was lost may be asked
  /// again; the first report of a loss is the one that counts.
  public func after(_ event: CardEvent, at now: UnixTime) throws(CardRefusal) -> CardState {
    switch (event, self) {
    case (.decease, _): return .ended
    case (_, .ended): throw .deceased

    case (.activate, .issued), (.activate, .active): return .active
    case (.activate, .lost): throw .lost
    case (.activate, .replaced): throw .replaced

    case (.reportLoss, .issued), (.reportLoss, .active): return .lost(since: now)
    case (.reportLoss, .lost): return self
    case (.reportLoss, .replaced): throw .replaced

    case (.replace, .issued), (.replace, .active): throw .notLost
    case (.replace(let successor), .lost(let since)):
      let earliest = since.advanced(bySeconds: CardPolicy.replacementWait)
      guard now >= earliest else { throw .tooEarly(until: earliest) }
      return .replaced(by: successor)
    case (.replace, .replaced): throw .replaced
    }
  }

  /// Whether terminals are to refuse the card.
  public var isRevoked: Bool {
    switch self {
    case .issued, .active: false
    case .lost, .replaced, .ended: true
    }
  }
}
