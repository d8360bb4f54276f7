import Codes
import Journal
import Settlement
import Time
import Wire

/// What is sold: who pays what of it, within which limits, and which packages go.
extension Books {
  mutating func take(
    _ sale: Sale, of entry: JournalEntry, office: Office, desk: any InquiryModel, attempts: [Attempt]
  ) throws(Violation) {
    if let inquiry = sale.identityInquiry {
      try checkIdentity(sale, by: inquiry, of: entry, desk: desk)
    } else {
      try checkCode(
        serial: sale.card.serial, issuer: sale.card.issuer, presentation: sale.presentationDigest, of: entry)
    }
    let rules = try checkTrust(sale.trustVersion, of: entry, office: office)
    try checkMoney(sale, of: entry, by: rules, attempts: attempts)
    try checkPIN(sale, of: entry, by: rules, desk: desk)
    try checkPayer(sale, of: entry, desk: desk)
    try checkLimits(sale, of: entry, by: rules)
    try checkArticles(sale.articles, of: entry)
  }

  /// A sale to nobody in particular: no code was judged for it, and nothing of it is insurance's. The whole of it was to be seen.
  mutating func take(
    _ sale: UnidentifiedSale, of entry: JournalEntry, office: Office, attempts: [Attempt]
  ) throws(Violation) {
    _ = try checkTrust(sale.trustVersion, of: entry, office: office)
    let wasSeen = attempts.contains { attempt in
      if sale.payment != nil, attempt.asked == sale.total.amount { return true }
      guard case .shares(let seen) = attempt.shares else { return false }
      return seen.total == sale.total.amount && seen.person == sale.total.amount
    }
    guard wasSeen else { throw .money(sequence: entry.sequence, "not what was shown") }
    try checkArticles(sale.articles, of: entry)
  }

  private func checkMoney(
    _ sale: Sale, of entry: JournalEntry, by rules: Rules, attempts: [Attempt]
  ) throws(Violation) {
    let shares = sale.shares
    let parts = [shares.fund, shares.relief, shares.account, shares.selfPaid].map(\.amount)
    guard parts.allSatisfy({ $0 >= 0 }), parts.reduce(0, +) == shares.total.amount else {
      throw .money(sequence: entry.sequence, "the shares do not make the total")
    }
    let expected = insurance(of: sale, on: BusinessDay(entry.at), by: rules)
    // The clerk may have spared the account.
    let accounts = [0, expected.account] + (sale.pinInquiry == nil ? [] : [expected.accountWithPIN])
    guard parts[0] == expected.fund, parts[1] == expected.relief, accounts.contains(parts[2]) else {
      throw .money(sequence: entry.sequence, "insurance pays \(parts.dropLast()) and not \(expected)")
    }
    let wasShown = attempts.contains { attempt in
      guard case .shares(let seen) = attempt.shares else { return false }
      return seen.total == shares.total.amount && [seen.fund, seen.relief, seen.account, seen.person] == parts
    }
    guard wasShown else {
      throw .money(sequence: entry.sequence, "not what was shown: \(attempts.map { "\($0.shares)" })")
    }
  }

  /// What insurance pays by the policy's words: the fund its part of what is above the deductible, a part of a fen for the person,
  /// at most the ceiling; relief what of the rest is above its cap; the account what is left then, as far as it may. Nothing
  /// where the region is not open, no rule holds, or too many sales stand on no record.
  private func insurance(
    of sale: Sale, on day: BusinessDay, by rules: Rules
  ) -> (fund: Int64, relief: Int64, account: Int64, accountWithPIN: Int64) {
    let nothing: (Int64, Int64, Int64, Int64) = (0, 0, 0, 0)
    let person = People.person(Wallet.person(serial: sale.card.serial))
    guard let insurance = person.insurance,
      Rules.openRegions.contains(where: { "\(insurance.region.digits)".hasPrefix($0) })
    else { return nothing }
    let entitlements = person.health?.entitlements ?? []
    if sale.category == .chronicOutpatient, !entitlements.contains(.chronicOutpatient) { return nothing }
    // With a print of the record both counts begin anew: no code is issued after it.
    let brought = recordPrints[sale.card.serial] == nil ? Int(insurance.transactionsSincePrint) : 0
    let transactions =
      sale.identityInquiry == nil
      ? brought + insured[sale.card.serial, default: 0]
      : Int(insurance.transactionsSincePrint) + insuredToday(sale.card.serial, day)
    guard transactions < rules.unprintedTransactions,
      let rule = rules.rules.first(where: { $0.scheme == insurance.scheme && $0.category == sale.category })
    else { return nothing }
    let thousandths = max(0, sale.shares.total.amount - rule.deductible) * rule.permille
    let fund = min(rule.ceiling, (thousandths + 999) / 1_000)
    let rest = sale.shares.total.amount - fund
    let cap = entitlements.contains(.povertyRelief) ? Rules.reliefCaps[sale.category] : nil
    let relief = max(0, rest - (cap ?? rest))
    let limit = sale.presence == .printed ? rules.printed.account : rules.dynamic.account
    let most = min(rest - relief, rule.account)
    return (fund, relief, min(most, limit), rules.asksPIN ? most : min(most, limit))
  }

  /// What the terminal counts of a card where the hub has said how many there were before: those of the day.
  private func insuredToday(_ serial: UInt64, _ day: BusinessDay) -> Int {
    made.dropFirst(Int(recordPrints[serial, default: 0])).count { made in
      guard case .sale(let sale) = made.body, sale.card.serial == serial, !made.isVoided else { return false }
      return sale.shares.insurance > .zero && BusinessDay(made.at) >= day
    }
  }

  /// A package is sold once, as long as the terminal remembers it.
  private mutating func checkArticles(_ articles: [SoldArticle], of entry: JournalEntry) throws(Violation) {
    for article in articles {
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
    let offline = Books.offline(of: sale)
    if sale.shares.insurance > .zero { insured[sale.card.serial, default: 0] += 1 }
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
    if case .paymentApplication = sale.shares.tender {
      let person = People.person(Wallet.person(serial: sale.card.serial))
      // Whom only the hub knows has shown no payment application.
      let limit = sale.identityInquiry == nil ? Int64(person.payments.first?.offlineLimitFen ?? 0) : -1
      guard sale.shares.selfPaid.amount <= limit else { throw .limit(sequence: sequence, "by the payment application") }
    }
  }

  /// What was accepted on the strength of the code alone, in fen.
  static func offline(of sale: Sale) -> Int64 {
    let insurance = sale.shares.total.amount - sale.shares.selfPaid.amount
    return if case .paymentApplication = sale.shares.tender { sale.shares.total.amount } else { insurance }
  }
}
