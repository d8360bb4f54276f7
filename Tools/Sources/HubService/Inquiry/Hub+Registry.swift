import Codes
import Foundation
import KeyFiles
import Settlement
import Time
import Wire

extension Hub {
  /// Whose code it is, by the cards that the hub keeps.
  func identify(_ code: PresentedCode, as kind: Inquiry.IdentityCode) async throws -> InquiryAnswer.Outcome {
    switch try await holder(of: code, as: kind, at: clock()) {
    case .card(let card): .identified(card.person)
    case .nobody(let reason): .unidentified(reason)
    }
  }

  /// The card of whom a code names that says nothing else.
  func holder(
    of code: PresentedCode, as kind: Inquiry.IdentityCode, at now: UnixTime
  ) async throws -> HolderFound {
    let key: HolderKey
    switch kind {
    case .healthCard:
      guard let cardID = HealthCardForm.cardID(in: code.bytes) else { return .nobody(.notFound) }
      key = .healthCard(keys.cards.holder(healthCard: cardID))
    case .insuranceVoucher: key = .voucher(keys.cards.holder(voucher: code.bytes))
    }
    return HolderFound(try await cards.card(of: key), at: now)
  }

  /// Makes sure that the cards in the store are kept under this hub's key, and gives the people of a simulated region's file
  /// theirs. Whoever has a card here already keeps it as it is: the file says how things began.
  /// - Parameter path: of a JSON array of `Resident`; where there is no file, nobody is added.
  /// - Returns: how many cards were added.
  public func openCards(addingResidentsOf path: String) async throws -> Int {
    guard try await cards.adopt(keyFingerprint: keys.cards.fingerprint) else { throw HubKeysFault.otherCardsKey }
    guard let data = FileManager.default.contents(atPath: path) else { return 0 }
    let residents = try JSONDecoder().decode([Resident].self, from: data)
    let issues = try residents.enumerated().map { place, resident in
      do {
        return try issue(to: resident)
      } catch {
        throw ResidentsFault.noPerson(place: place + 1)
      }
    }
    let added: Int
    do {
      added = try await cards.add(issues)
    } catch let refusal as CardRefusal {
      throw ResidentsFault.refused(refusal)
    }
    for (place, resident) in residents.enumerated() {
      guard let text = resident.pin, !issues[place].card.state.isRevoked else { continue }
      guard let pin = PIN(text.utf8) else { throw ResidentsFault.noPerson(place: place + 1) }
      // A file says how things began: whoever has a PIN keeps it.
      let card = issues[place].card.reference
      if try await cards.hasPIN(card) == false { try await setPIN(pin, of: card) }
    }
    return added
  }

  private func issue(to resident: Resident) throws -> CardIssue {
    guard MaskedName.isValid(resident.maskedName), PersonalData.birthYears.contains(resident.birthYear) else {
      throw OperatorFault.malformedPerson
    }
    var insured: InsuredParty?
    if let region = resident.region.flatMap(UInt32.init).flatMap(Region.init(digits:)),
      let scheme = resident.scheme.flatMap(InsuranceScheme.init(rawValue:))
    {
      insured = InsuredParty(region: region, scheme: scheme)
    }
    let now = clock()
    let holder = Holder(
      maskedName: resident.maskedName, birthYear: resident.birthYear, insured: insured,
      entitlements: Entitlements(rawValue: resident.entitlements).intersection(.all),
      transactionsSincePrint: insured == nil ? 0 : resident.transactionsSincePrint)
    let card = Card(
      reference: CardReference(issuer: resident.cardIssuer, serial: resident.cardSerial),
      number: try resident.cardNumber.map {
        guard let number = CardNumber(text: $0) else { throw OperatorFault.malformedPerson }
        return number
      }, holder: holder,
      state: resident.isCancelled ? .lost(since: now) : .active, issuedAt: now,
      revokedAt: resident.isCancelled ? now : nil)
    return CardIssue(
      card: card,
      healthCard: try resident.healthCardID.map {
        guard let bytes = Hexadecimal.bytes($0), bytes.count == PersonalData.healthCardIDSize else {
          throw OperatorFault.malformedPerson
        }
        return keys.cards.holder(healthCard: bytes)
      },
      voucher: resident.voucher.map { keys.cards.holder(voucher: Array($0.utf8)) })
  }
}

/// Why the people of a simulated region's file have no cards: none of them has.
public enum ResidentsFault: Error, Equatable, Sendable, CustomStringConvertible {
  /// The person at this place, counted from 1, cannot be one.
  case noPerson(place: Int)
  /// Two of them, or one and somebody who has a card here, would have what is one person's.
  case refused(CardRefusal)

  public var description: String {
    switch self {
    case .noPerson(let place):
      "registry.json: person \(place) has a number, a name or a year of birth that nobody can have"
    case .refused(let refusal): "registry.json: \(refusal.message)"
    }
  }
}

/// What the cards say of whom a code names.
enum HolderFound: Equatable, Sendable {
  case card(Card)
  case nobody(InquiryAnswer.UnidentifiedReason)

  /// The card, if there is one and it serves its holder.
  init(_ card: Card?, at now: UnixTime) {
    guard let card else {
      self = .nobody(.notFound)
      return
    }
    do throws(CardRefusal) {
      try card.requireUse(at: now)
      self = .card(card)
    } catch {
      self = .nobody(error.asAnswer)
    }
  }
}

extension CardRefusal {
  /// What a terminal is told of a card that does not serve its holder.
  var asAnswer: InquiryAnswer.UnidentifiedReason {
    switch self {
    case .lost, .replaced, .deceased: .cancelled
    case .over: .codeExpired
    default: .notFound
    }
  }
}

extension Card {
  fileprivate var person: IdentifiedPerson {
    IdentifiedPerson(
      card: reference, maskedName: holder.maskedName, birthYear: holder.birthYear, insured: holder.insured,
      entitlements: holder.entitlements,
      transactionsSincePrint: holder.insured == nil ? 0 : holder.transactionsSincePrint)
  }
}
