import Codes
import Time

/// What may be done to a card: pure, each a new card or a refusal. The store reads what is asked for here, and keeps what comes
/// of it, in one transaction.
extension Card {
  /// The card in its holder's hand.
  func activated(at now: UnixTime) throws(CardRefusal) -> Card {
    var card = self
    card.state = try state.after(.activate, at: now)
    guard !isOver(at: now) else { throw .over }
    guard !holder.isUnderAge(at: now) || holder.guardian != nil || holder.entitlements.contains(.guardianHeld) else {
      throw .guardianMissing
    }
    return card
  }

  /// The card as somebody may have found it: refused everywhere, and on no phone.
  func reportedLost(at now: UnixTime) throws(CardRefusal) -> Card {
    var card = self
    card.state = try state.after(.reportLoss, at: now)
    card.revoke(at: now)
    return card
  }

  /// The card whose place another took, and that other one: the same holder's, with a serial and an end of its own.
  func replaced(
    by successor: CardReference, notAfter: UnixTime?, at now: UnixTime
  ) throws(CardRefusal) -> (old: Card, new: Card) {
    var old = self
    old.state = try state.after(.replace(by: successor), at: now)
    return (old, Card(reference: successor, holder: holder, issuedAt: now, notAfter: notAfter))
  }

  /// The card of somebody who has died.
  func ended(at now: UnixTime) throws(CardRefusal) -> Card {
    var card = self
    card.state = try state.after(.decease, at: now)
    card.holder.deceasedAt = holder.deceasedAt ?? now
    card.revoke(at: now)
    return card
  }

  /// The card on a phone.
  /// - Parameters:
  ///   - phone: what `CardKeys` calls it.
  ///   - others: the cards that are bound to it.
  ///   - now: the time.
  func bound(to phone: [UInt8], beside others: [Card], at now: UnixTime) throws(CardRefusal) -> Card {
    try requireUse(at: now)
    guard self.phone != phone else { return self }
    guard self.phone == nil else { throw .boundElsewhere }
    guard others.count < CardPolicy.cardsPerPhone else { throw .phoneFull }
    if let guardian = holder.guardian {
      guard others.contains(where: { $0.holder.id == guardian }) else { throw .guardianNotOnPhone }
    }
    var card = self
    card.phone = phone
    return card
  }

  /// The card on no phone.
  func unbound() -> Card {
    var card = self
    card.phone = nil
    return card
  }

  /// The card in the hands of another's holder. Its codes say so too, where they are printed from now on.
  func carried(by guardian: Card, at now: UnixTime) throws(CardRefusal) -> Card {
    guard state != .ended else { throw .deceased }
    guard let id = guardian.holder.id, id != holder.id, guardian.isUsable(at: now), guardian.holder.isOfAge(at: now),
      guardian.holder.guardian == nil, !guardian.holder.entitlements.contains(.guardianHeld)
    else { throw .guardianUnfit }
    var card = self
    card.holder.guardian = id
    card.holder.entitlements.insert(.guardianHeld)
    return card
  }

  /// Refuses unless the card serves its holder.
  func requireUse(at now: UnixTime) throws(CardRefusal) {
    switch state {
    case .issued: throw .notActivated
    case .lost: throw .lost
    case .replaced: throw .replaced
    case .ended: throw .deceased
    case .active: break
    }
    guard !isOver(at: now) else { throw .over }
  }

  private mutating func revoke(at now: UnixTime) {
    revokedAt = revokedAt ?? now
    phone = nil
  }
}
