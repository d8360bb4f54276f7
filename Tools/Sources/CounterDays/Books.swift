import Codes
import Journal
import Settlement
import Time
import Wire

/// What the terminal has made, by its own journal, held to the promises as each entry appears.
struct Books {
  /// An entry, as far as anybody asks again.
  struct Made {
    var hash: [UInt8]
    var total: Int64
    var fund: Int64
    var person: Int64
  }

  private struct CardDay: Hashable {
    var serial: UInt64
    var day: BusinessDay
  }

  private struct Sum {
    var fen: Int64 = 0
    var count = 0
  }

  private(set) var made: [Made] = []
  /// Presentations that were made, by digest.
  var presentations: [[UInt8]: Wallet.Presentation] = [:]
  private var used: Set<[UInt8]> = []
  private var cardDays: [CardDay: Sum] = [:]
  private var days: [BusinessDay: Sum] = [:]
  /// Entries of a card to which insurance paid.
  private var insured: [UInt64: Int] = [:]
  /// When each package was sold.
  private var packages: [[UInt8]: UnixTime] = [:]
  private var newestTrust: UInt64 = 0

  var head: UInt64 { UInt64(made.count) }
  var sum: Int64 { made.reduce(0) { $0 + $1.total } }

  /// Takes the next row. `shown` is what the clerk saw of each attempt to make it.
  mutating func take(_ row: JournalRow, office: Office, shown: [Sight]) throws(Violation) {
    guard row.sequence == head + 1 else { throw .gap(expected: head + 1, found: row.sequence) }
    guard let payload = try? Signed.payloadUnverified(row.signed, kind: .journalEntry),
      let entry = try? JournalEntry(decoding: payload)
    else { throw .chain("entry \(row.sequence) cannot be read") }
    let hash = JournalEntry.hash(ofPayload: payload)
    guard entry.sequence == row.sequence, hash == row.hash, entry.previous == made.last?.hash ?? JournalEntry.noPrevious
    else { throw .chain("entry \(row.sequence) does not follow") }
    guard case .sale(let sale) = entry.body, let facts = office.facts[sale.trustVersion] else {
      throw .trust(sequence: row.sequence, "no such bundle")
    }
    try checkCode(sale, of: entry)
    try checkTrust(sale, of: entry, by: facts)
    try checkMoney(sale, of: entry, by: facts.rules, shown: shown)
    try checkLimits(sale, of: entry, by: facts.rules)
    try checkArticles(sale, of: entry)
    made.append(
      Made(
        hash: hash, total: sale.shares.total.amount, fund: sale.shares.fund.amount,
        person: sale.shares.selfPaid.amount))
  }

  private mutating func checkCode(_ sale: Sale, of entry: JournalEntry) throws(Violation) {
    let sequence = entry.sequence
    guard sale.card.issuer == RegionKeys.issuerID, !Wallet.isBad(serial: sale.card.serial) else {
      throw .badCode(sequence: sequence, "card \(sale.card.serial)")
    }
    guard let digest = sale.presentationDigest else { return }
    guard let presentation = presentations[digest] else {
      throw .badCode(sequence: sequence, "a presentation that nobody made")
    }
    guard used.insert(digest).inserted else { throw .usedTwice(sequence: sequence) }
    // From its generation, which may seem to be in the future by a little, to the end of the longest dialog it can open.
    let age = entry.at.seconds(since: presentation.generatedAt)
    guard age >= -Books.tolerance, age <= presentation.lifetime + Books.longestDialog else {
      throw .outOfTime(sequence: sequence)
    }
  }

  private static let tolerance: Int64 = 20
  private static let longestDialog: Int64 = 300

  private mutating func checkTrust(
    _ sale: Sale, of entry: JournalEntry, by facts: Office.Facts
  ) throws(Violation) {
    guard entry.at.seconds(since: facts.issuedAt) <= facts.acceptForSeconds else {
      throw .trust(sequence: entry.sequence, "version \(sale.trustVersion) is too old")
    }
    guard sale.trustVersion >= newestTrust else {
      throw .trust(sequence: entry.sequence, "version \(sale.trustVersion) after \(newestTrust)")
    }
    newestTrust = sale.trustVersion
  }

  private func checkMoney(
    _ sale: Sale, of entry: JournalEntry, by rules: Rules, shown: [Sight]
  ) throws(Violation) {
    let shares = sale.shares
    let parts = [shares.fund, shares.relief, shares.account, shares.selfPaid].map(\.amount)
    guard parts.allSatisfy({ $0 >= 0 }), parts.reduce(0, +) == shares.total.amount else {
      throw .money(sequence: entry.sequence, "the shares do not make the total")
    }
    let expected = insurance(of: sale, by: rules)
    // The clerk may have spared the account.
    guard parts[0] == expected.fund, parts[1] == expected.relief, [0, expected.account].contains(parts[2]) else {
      throw .money(sequence: entry.sequence, "insurance pays \(parts.dropLast()) and not \(expected)")
    }
    let wasShown = shown.contains { sight in
      guard case .shares(let seen) = sight else { return false }
      return seen.total == shares.total.amount && [seen.fund, seen.relief, seen.account, seen.person] == parts
    }
    guard wasShown else { throw .money(sequence: entry.sequence, "not what was shown: \(shown.map { "\($0)" })") }
  }

  /// What insurance pays by the policy's words: the fund its part of what is above the deductible, a part of a fen for the person,
  /// at most the ceiling; relief what of the rest is above its cap; the account what is left then, as far as it may. Nothing
  /// where the region is not open, no rule holds, or too many sales stand on no record.
  private func insurance(of sale: Sale, by rules: Rules) -> (fund: Int64, relief: Int64, account: Int64) {
    let nothing: (Int64, Int64, Int64) = (0, 0, 0)
    let person = People.person(Wallet.person(serial: sale.card.serial))
    guard let insurance = person.insurance,
      Rules.openRegions.contains(where: { "\(insurance.region.digits)".hasPrefix($0) })
    else { return nothing }
    let entitlements = person.health?.entitlements ?? []
    if sale.category == .chronicOutpatient, !entitlements.contains(.chronicOutpatient) { return nothing }
    let transactions = Int(insurance.transactionsSincePrint) + insured[sale.card.serial, default: 0]
    guard transactions < rules.unprintedTransactions,
      let rule = rules.rules.first(where: { $0.scheme == insurance.scheme && $0.category == sale.category })
    else { return nothing }
    let thousandths = max(0, sale.shares.total.amount - rule.deductible) * rule.permille
    let fund = min(rule.ceiling, (thousandths + 999) / 1_000)
    let rest = sale.shares.total.amount - fund
    let cap = entitlements.contains(.povertyRelief) ? Rules.reliefCaps[sale.category] : nil
    let relief = max(0, rest - (cap ?? rest))
    let limit = sale.presence == .printed ? rules.printed.account : rules.dynamic.account
    return (fund, relief, min(rest - relief, rule.account, limit))
  }

  /// A package is sold once, as long as the terminal remembers it.
  private mutating func checkArticles(_ sale: Sale, of entry: JournalEntry) throws(Violation) {
    for article in sale.articles {
      guard case .traced(let code) = article else { continue }
      if let before = packages[code.digits], entry.at.seconds(since: before) <= Books.packageMemory {
        throw .soldTwice(sequence: entry.sequence)
      }
      packages[code.digits] = entry.at
    }
  }

  private static let packageMemory: Int64 = 180 * 86_400

  private mutating func checkLimits(
    _ sale: Sale, of entry: JournalEntry, by rules: Rules
  ) throws(Violation) {
    let isByCode = sale.shares.tender != .cash
    let insurance = sale.shares.total.amount - sale.shares.selfPaid.amount
    let offline = isByCode ? sale.shares.total.amount : insurance
    if insurance > 0 { insured[sale.card.serial, default: 0] += 1 }
    guard offline > 0 else { return }
    let sequence = entry.sequence
    let limits = sale.presence == .printed ? rules.printed : rules.dynamic
    let key = CardDay(serial: sale.card.serial, day: BusinessDay(entry.at))
    guard offline <= limits.single else { throw .limit(sequence: sequence, "\(offline) fen in one sale") }
    cardDays[key, default: Sum()].fen += offline
    cardDays[key, default: Sum()].count += 1
    days[key.day, default: Sum()].fen += offline
    days[key.day, default: Sum()].count += 1
    let (card, terminal) = (cardDays[key, default: Sum()], days[key.day, default: Sum()])
    guard card.fen <= limits.daySum else { throw .limit(sequence: sequence, "\(card.fen) fen of a card on a day") }
    guard card.count <= limits.dayCount else {
      throw .limit(sequence: sequence, "\(card.count) sales of a card on a day")
    }
    guard terminal.fen <= rules.terminalDaySum else {
      throw .limit(sequence: sequence, "\(terminal.fen) fen of the terminal on a day")
    }
    guard terminal.count <= rules.terminalDayCount else {
      throw .limit(sequence: sequence, "\(terminal.count) sales of the terminal on a day")
    }
    if isByCode {
      let person = People.person(Wallet.person(serial: sale.card.serial))
      let limit = Int64(person.payments.first?.offlineLimitFen ?? 0)
      guard sale.shares.selfPaid.amount <= limit else { throw .limit(sequence: sequence, "by the payment application") }
    }
  }
}
