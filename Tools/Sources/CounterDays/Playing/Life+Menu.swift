import Counter
import Journal
import Simulation
import Time

/// The menu, used by a clerk who reads the display and gives up where it refuses.
extension Life {
  /// The right one of the supervisor, and another.
  static let supervisorPIN: [UInt8] = [2, 7, 4, 9, 5, 1]
  private static let wrongPIN: [UInt8] = [2, 7, 4, 9, 5, 0]

  func use(_ use: MenuUse) throws {
    for _ in 0..<3 where !isIdle { press(.cancel) }
    let isCalm = isCalm
    try make(use, isCalm: isCalm)
    pass(milliseconds: 300)
  }

  private func make(_ use: MenuUse, isCalm: Bool) throws {
    switch use {
    case .lastReceipt(let prints):
      guard open("重打小票", "Receipt again", isCalm) else { return }
      if prints { press(.enter) }
    case .totals(let prints):
      guard open("今日合计", "Today's totals", isCalm) else { return }
      for _ in 0..<6 {
        if case .totals(page: Books.lastTotalsPage, _) = witness.sight { break }
        press(.enter)
      }
      if prints { press(.enter) }
    case .void(let naming, let word): try void(naming, word, isCalm: isCalm)
    case .verify(let customer, let purpose):
      guard open("身份核验", "Verify only", isCalm) else { return }
      press(Key(rawValue: purpose) ?? .cancel)
      let shown = try hold(out: customer)
      // The code is judged and written in one.
      if isCalm, !session.isOver, disk == .well { judge(shown, of: customer, isForMoney: false) }
    case .prepaid(let customer, let use, let patience):
      try move(balanceOf: customer, use, patience, isCalm: isCalm)
    case .loss(let customer, let naming, let pin):
      try report(lossOf: customer, named: naming, by: pin, isCalm: isCalm)
    case .record(let customer, let prints, let pin):
      guard open("交易记录", "Transactions", isCalm) else { return }
      let shown = try hold(out: customer)
      guard !session.isOver else { return }
      if isCalm, !isUnreachable(forPIN: witness.sight) { judge(shown, of: customer, isForMoney: false) }
      key(pin, of: customer.person)
      if case .record(let count, let insurance) = witness.sight {
        witness.told(record: count, insurance, of: shown.serial)
      }
      press(.category)
      if prints { press(.enter) }
    }
  }

  /// Chooses the function of this title. False where the menu does not offer it, which it does whenever nothing is in its way.
  func open(_ chinese: String, _ english: String, _ isCalm: Bool) -> Bool {
    for _ in 0..<4 {
      press(.category)
      guard !session.isOver else { return false }
      let line = witness.lines(of: world).first { $0.contains(chinese) || $0.contains(english) }
      if let digit = line?.first?.wholeNumberValue, let key = Key(rawValue: UInt8(digit)) {
        press(key)
        return !session.isOver
      }
    }
    if isCalm { witness.answered(expected: english, with: witness.sight, isRight: false) }
    return false
  }

  /// A code is good, and what it is shown for wants a PIN that nobody can look at now.
  private func isUnreachable(forPIN sight: Sight) -> Bool { sight == .refusal(code: "E91") && !isOnline }

  // MARK: Taking back

  private func void(_ naming: SaleNaming, _ word: VoidWord, isCalm: Bool) throws {
    guard open("撤销一笔", "Void a sale", isCalm) else { return }
    guard case .number(let back) = naming else {
      if case .code(let customer) = naming { try hold(out: customer) }
      if case .refusal = witness.sight { return }
      press(.enter)
      return
    }
    let number = max(1, witness.books.head - min(witness.books.head, UInt64(back)))
    let day = BusinessDay(world.now.wall)
    let expected = witness.refusal(toVoid: number, on: day)
    for digit in "\(number)".utf8 { press(Key(rawValue: digit - 0x30) ?? .point) }
    press(.enter)
    guard !session.isOver else { return }
    let isStillDay = { [self] in BusinessDay(world.now.wall) == day }
    if isCalm, isStillDay() { witness.answeredVoid(of: number, expected: expected) }
    guard case .toVoid = witness.sight else { return }
    press(.enter)
    let isSure = try give(word, for: number) && isCalm && disk == .well
    if isSure, isStillDay(), !session.isOver {
      var isVoided = false
      if case .voided = witness.sight { isVoided = true }
      witness.answered(expected: "a void of sale \(number)", with: witness.sight, isRight: isVoided)
    }
  }

  /// Gives the word that a void waits for. True where it is one that must be enough.
  private func give(_ word: VoidWord, for number: UInt64) throws -> Bool {
    switch word {
    case .buyer(let isPrinted):
      guard case .sale(let sale)? = witness.books.entry(number)?.body else { return false }
      let customer = Customer(person: Wallet.person(serial: sale.card.serial), isPrinted: isPrinted)
      try hold(out: customer)
      return !office.revocations.contains(customer.person) && !isTrustTooOld
    case .stranger(let customer): try hold(out: customer)
    case .supervisor(let wrong):
      for _ in 0..<wrong { key(pin: Life.wrongPIN) }
      guard case .supervisorPIN = witness.sight else { return false }
      return key(pin: Life.supervisorPIN)
    case .guesser(let count): for _ in 0..<count { key(pin: Life.wrongPIN) }
    case .nobody: press(.enter)
    }
    return false
  }

  /// Keys a PIN where one is asked for. True where it is the right one, and looked at.
  @discardableResult
  private func key(pin: [UInt8]) -> Bool {
    guard case .supervisorPIN = witness.sight else { return false }
    witness.secrets.keyed(pin)
    for digit in pin { press(Key(rawValue: digit) ?? .point) }
    guard !session.isOver else { return false }
    let isRight = pin == Life.supervisorPIN && !isSupervisorLocked
    if isRight { witness.supervisorKeyed(at: world.uptime) }
    press(.enter)
    return isRight
  }

  /// By what is on the disk or was shown, and a clock that is right: another may end the lock.
  private var isSupervisorLocked: Bool {
    let now = world.now.wall
    guard clockError == 0 else { return false }
    if witness.isSupervisorLocked(at: now) { return true }
    guard let failures = try? world.disk.pinFailures(), failures.count >= 3 else { return false }
    // A lock that began while the clock was ahead lasts longer, by as much as that was, where that was less than the lock.
    return (-899..<900).contains(now.seconds(since: failures.last))
  }
}
