import Codes
import KeyFiles
import LibCrypto
import OperatorAPI
import Settlement
import Time
import Wire

extension Hub {
  /// Keeps a new card for somebody who has none.
  public func issue(_ order: CardOrder) async throws -> CardRecord {
    guard let healthCard = Hexadecimal.bytes(order.healthCardID), healthCard.count == PersonalData.healthCardIDSize,
      MaskedName.isValid(order.maskedName), PersonalData.birthYears.contains(order.birthYear),
      case let entitlements = Entitlements(rawValue: order.entitlements ?? 0),
      entitlements.isSubset(of: Entitlements.all.subtracting(.guardianHeld)),
      order.voucher.map({ Self.isVoucher($0) }) ?? true
    else { throw OperatorFault.malformedPerson }
    let holder = Holder(
      maskedName: order.maskedName, birthYear: order.birthYear, insured: try Self.insured(order.region, order.scheme),
      entitlements: entitlements)
    let card = Card(
      reference: try Self.reference(issuer: order.issuer, serial: order.serial), holder: holder, issuedAt: clock(),
      notAfter: order.notAfter.map { UnixTime(seconds: $0) })
    let issue = CardIssue(
      card: card, healthCard: keys.cards.holder(healthCard: healthCard),
      voucher: order.voucher.map { keys.cards.holder(voucher: Array($0.utf8)) })
    return Self.record(try await cards.issue(issue))
  }

  public func card(_ name: CardName) async throws -> CardRecord {
    guard let card = try await cards.card(Self.reference(name)) else { throw CardRefusal.unknownCard }
    return Self.record(card)
  }

  /// The card is in its holder's hand.
  public func activate(_ name: CardName) async throws -> CardRecord {
    try await change(name, .activate)
  }

  /// The card is lost: nothing is done by it from now on, here at once, and at every terminal with its next exchange.
  public func reportLoss(of name: CardName) async throws -> CardRecord {
    try await change(name, .reportLoss)
  }

  /// The card's holder has died: whatever cards the person had are revoked for good.
  public func decease(_ name: CardName) async throws -> CardRecord {
    try await change(name, .decease)
  }

  /// A new card in the place of one that was lost seven days ago or more.
  public func replace(_ request: CardReplacement) async throws -> CardRecord {
    let old = try Self.reference(request.card)
    let new = try Self.reference(issuer: request.card.issuer, serial: request.serial)
    let notAfter = request.notAfter.map { UnixTime(seconds: $0) }
    return Self.record(try await cards.change(old, .replace(by: new, notAfter: notAfter), at: clock()))
  }

  public func bind(_ request: CardBinding) async throws -> CardRecord {
    let phone = Array(request.phone.utf8)
    guard CardPolicy.phoneNameSize.contains(phone.count) else { throw OperatorFault.malformedPhone }
    return try await change(request.card, .bind(phone: keys.cards.phone(phone)))
  }

  public func unbind(_ name: CardName) async throws -> CardRecord {
    try await change(name, .unbind)
  }

  public func nameGuardian(_ request: CardGuardian) async throws -> CardRecord {
    try await change(request.card, .guardian(Self.reference(request.guardian)))
  }

  private func change(_ name: CardName, _ change: CardChange) async throws -> CardRecord {
    Self.record(try await cards.change(Self.reference(name), change, at: clock()))
  }

  static func reference(_ name: CardName) throws(OperatorFault) -> CardReference {
    guard name.issuer.utf8.count == 8, let issuer = UInt32(name.issuer, radix: 16), name.serial.utf8.count == 16,
      let serial = UInt64(name.serial, radix: 16)
    else { throw .malformedCard }
    return CardReference(issuer: issuer, serial: serial)
  }

  private static func reference(issuer: String, serial: String?) throws -> CardReference {
    let drawn = try serial ?? Hexadecimal.text(Random.bytes(8))
    return try reference(CardName(issuer: issuer, serial: drawn))
  }

  private static func insured(_ region: String?, _ scheme: UInt8?) throws(OperatorFault) -> InsuredParty? {
    guard region != nil || scheme != nil else { return nil }
    guard let prefix = region.flatMap(RegionPrefix.init(text:)), prefix.count == 6,
      let region = Region(digits: prefix.digits), let scheme = scheme.flatMap(InsuranceScheme.init(rawValue:))
    else { throw .malformedPerson }
    return InsuredParty(region: region, scheme: scheme)
  }

  private static func isVoucher(_ text: String) -> Bool {
    text.utf8.count == voucherDigits && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  /// Digits of an insurance voucher (医保码).
  private static let voucherDigits = 28

  static func name(_ card: CardReference) -> CardName {
    CardName(issuer: Hexadecimal.text(card.issuer), serial: Hexadecimal.text(card.serial))
  }

  private static func record(_ card: Card) -> CardRecord {
    var replaceableFrom: Int64?
    var successor: CardName?
    let state: String
    switch card.state {
    case .issued: state = "issued"
    case .active: state = "active"
    case .lost(let since):
      state = "lost"
      replaceableFrom = since.advanced(bySeconds: CardPolicy.replacementWait).seconds
    case .replaced(let other):
      state = "replaced"
      successor = name(other)
    case .ended: state = "ended"
    }
    return CardRecord(
      card: name(card.reference), number: card.number?.text, state: state,
      maskedName: card.holder.maskedName, birthYear: card.holder.birthYear,
      region: card.holder.insured?.region.text, scheme: card.holder.insured.map { "\($0.scheme)" },
      entitlements: card.holder.entitlements.rawValue, issuedAt: card.issuedAt.seconds,
      notAfter: card.notAfter?.seconds, revokedAt: card.revokedAt?.seconds, replaceableFrom: replaceableFrom,
      successor: successor, isOnPhone: card.phone != nil, hasGuardian: card.holder.guardian != nil)
  }
}
