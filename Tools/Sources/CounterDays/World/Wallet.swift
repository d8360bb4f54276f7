import Codes
import Counter
import Issuing
import LibCrypto
import Seeds
import Time
import Trust

/// Makes the codes that customers show, and knows of each what is wrong with it.
struct Wallet {
  /// A code that was made.
  struct Shown {
    var text: [UInt8]
    /// What it was made as; for one that is shown once more, what it was then.
    var kind: CodeKind
    var serial: UInt64
    /// Of a dynamic code.
    var presentation: Presentation?
  }

  /// What a telephone made.
  struct Presentation: Equatable {
    var digest: [UInt8]
    var generatedAt: UnixTime
    var lifetime: Int64
  }

  private struct CredentialKey: Hashable {
    var person: Int
    var isPrinted: Bool
    var kind: CodeKind
  }

  let keys: RegionKeys
  /// When the life began: credentials are valid from a month before until after it.
  let start: UnixTime
  private var credentials: [CredentialKey: Credential] = [:]
  private var random: Seeded
  private(set) var last: Shown?

  static let lifetime: UInt16 = 120
  /// How old a presentation may be for money.
  static let ageCap: UInt16 = 90
  private static let day: Int64 = 86_400

  init(keys: RegionKeys, start: UnixTime, seed: UInt64) {
    self.keys = keys
    self.start = start
    random = Seeded(seed)
  }

  /// The card's serial says who it is, and what is wrong with the credential.
  static func serial(person: Int, kind: CodeKind) -> UInt64 {
    (kind.isCredentialBad ? UInt64(kind.rawValue) : 0) * 1_000 + UInt64(person) + 1
  }

  /// The number of a card, as the region gives them out.
  static func number(ofSerial serial: UInt64) -> CardNumber { CardNumber(drawnBy: serial) }

  /// The serial of a card by its number; nil where it is no card's.
  static func serial(ofNumber number: CardNumber) -> UInt64? {
    let serial = number.value / 10 - CardNumber(drawnBy: 0).value / 10
    return (1...UInt64(People.count)).contains(serial) ? serial : nil
  }

  static func person(serial: UInt64) -> Int { Int(serial % 1_000) - 1 }

  /// Whether nothing may ever be sold on the card.
  static func isBad(serial: UInt64) -> Bool { serial >= 1_000 }

  /// When credentials begin.
  var notBefore: UnixTime { start.advanced(bySeconds: -30 * Self.day) }

  /// The code that `customer` shows when it is `now`.
  mutating func code(of customer: Customer, at now: UnixTime) throws -> Shown {
    if customer.code == .shownBefore, let last { return last }
    let kind = customer.code == .shownBefore ? .good : customer.code
    let serial = Wallet.serial(person: customer.person, kind: kind)
    var shown = Shown(text: [], kind: kind, serial: serial)
    if kind == .noise {
      shown.text = [UInt8]("this is no code".utf8)
    } else {
      let credential = try credential(of: customer.person, isPrinted: customer.isPrinted, kind: kind)
      if customer.isPrinted {
        shown.text = [UInt8](try credential.printed().utf8)
      } else {
        let generatedAt = now.advanced(bySeconds: offset(of: kind))
        let lifetime = kind == .tooOld ? 10 * Wallet.lifetime : Wallet.lifetime
        let nonce = UInt32.random(in: 0...UInt32.max, using: &random)
        shown.text = [UInt8](
          try credential.presented(at: generatedAt, lifetimeSeconds: lifetime, nonce: nonce).utf8)
        let key = PresentationKey(card: credential.card, generatedAt: generatedAt, nonce: nonce)
        shown.presentation = Presentation(
          digest: key.digest, generatedAt: generatedAt, lifetime: Int64(lifetime))
      }
    }
    last = shown
    return shown
  }

  /// Digits that no other payer shows; the last two say what comes of asking.
  mutating func paymentCode(_ manner: PayerManner) -> [UInt8] {
    let digits = UInt64.random(in: 0..<100_000_000_000_000, using: &random)
    func padded(_ number: UInt64, _ count: Int) -> String {
      let text = "\(number)"
      return String(repeating: "0", count: count - text.utf8.count) + text
    }
    return [UInt8](("28" + padded(digits, 14) + padded(UInt64(manner.rawValue), 2)).utf8)
  }

  private func offset(of kind: CodeKind) -> Int64 {
    switch kind {
    case .fromFuture: 600
    case .timedOut: -Int64(Wallet.lifetime) - 60
    case .tooOld: -Int64(Wallet.ageCap) - 60
    default: 0
    }
  }

  private mutating func credential(of person: Int, isPrinted: Bool, kind: CodeKind) throws -> Credential {
    let key = CredentialKey(person: person, isPrinted: isPrinted, kind: kind.isCredentialBad ? kind : .good)
    if let known = credentials[key] { return known }
    var holds = People.person(person)
    if isPrinted { holds.payments = [] }
    let (begin, end) = validity(of: kind)
    let issuer = issuer(of: person, kind: kind)
    if kind == .issuerNotEntitled { holds.insurance = holds.insurance ?? People.person(0).insurance }
    if kind == .noHealthCard {
      holds.health = nil
      holds.insurance = People.person(0).insurance
    }
    let made = try Credential.issue(
      to: holds, serial: Wallet.serial(person: person, kind: kind), by: issuer, notBefore: begin, notAfter: end,
      holder: isPrinted ? nil : issuer.key.algorithm == .sm2 ? keys.holderSM2 : keys.holder, flaw: flaw(of: kind))
    credentials[key] = made
    return made
  }

  private func validity(of kind: CodeKind) -> (UnixTime, UnixTime) {
    switch kind {
    case .notYetValid: (start.advanced(bySeconds: 2_000 * Self.day), start.advanced(bySeconds: 2_100 * Self.day))
    case .expired: (notBefore, start.advanced(bySeconds: -20 * Self.day))
    default: (notBefore, start.advanced(bySeconds: 1_000 * Self.day))
    }
  }

  private func issuer(of person: Int, kind: CodeKind) -> Issuer {
    switch kind {
    case .unknownIssuer: keys.issuerUnknown
    case .issuerKeyOver: keys.issuerOver
    case .issuerNotEntitled: keys.issuerOfHealth
    default: People.usesSM2(person) ? keys.issuerSM2 : keys.issuer
    }
  }

  private func flaw(of kind: CodeKind) -> CodeFlaw? {
    switch kind {
    case .forgedIssuer: .forgedIssuer
    case .tampered: .tampered
    case .forgedHolder: .forgedHolder
    case .laterVersion: .laterVersion
    case .unsigned: .unsigned
    default: nil
    }
  }
}
