import Codes
import Counter
import Simulation
import Wire

/// What is done to a card rather than sold by it: its prepaid balance, and the report of its loss.
extension Life {
  /// Looks at a balance, and moves it.
  func move(balanceOf customer: Customer, _ use: PrepaidUse, _ patience: Patience, isCalm: Bool) throws {
    guard open("预付余额", "Balance", isCalm) else { return }
    if case .refusal(let code) = witness.sight {
      // The policy keeps none, or there is no network; or both became so a moment ago.
      if isCalm, isOnline, Self.everKept(by: policies) {
        witness.answered(expected: "a balance", with: witness.sight, isRight: false)
      } else if !["E111", "E112"].contains(code), isCalm {
        witness.answered(expected: "E111 or E112", with: witness.sight, isRight: false)
      }
      return
    }
    let isSure = isCalm && isOnline
    let shown = try hold(out: customer)
    guard !session.isOver else { return }
    if isCalm, case .refusal(let code) = witness.sight, !["E112", "E113"].contains(code) || isSure {
      judge(shown, of: customer, isForMoney: false)
    }
    let card = CardReference(issuer: RegionKeys.issuerID, serial: shown.serial)
    let before = farEnd.desk.prepaid.balance(of: card)
    try wait(.endless)
    guard !session.isOver else { return }
    if case .lastBalance(let left) = witness.sight, !farEnd.desk.prepaid.hasTold(left, of: card) {
      witness.broken(.balance("\(left) fen of card \(shown.serial) are shown, which the hub never said"))
    }
    guard case .balance(let left) = witness.sight else { return }
    // A top-up that was under way may have come to rest meanwhile.
    let after = farEnd.desk.prepaid.balance(of: card)
    guard (min(before, after)...max(before, after)).contains(left) else {
      witness.broken(.balance("\(left) fen of card \(shown.serial) are shown, and it has \(before)"))
      return
    }
    switch use {
    case .nothing: return
    case .topUp(let yuan): try topUp(Int64(yuan), patience, isSure: isSure)
    case .refund(let pin): try refund(left, by: pin, of: customer.person, patience, isSure: isSure)
    }
  }

  private func topUp(_ yuan: Int64, _ patience: Patience, isSure: Bool) throws {
    press(.enter)
    press(.digit(1))
    for digit in "\(yuan)".utf8 { press(.digit(digit - 0x30)) }
    press(.enter)
    if case .refusal = witness.sight {
      expect(yuan * 100 > Rules.mostTopUp ? ["E114"] : [], isSure, "to take \(yuan) yuan")
      return
    }
    guard case .toMove(.topUp, yuan * 100) = witness.sight else { return }
    press(.enter)
    try wait(patience)
    // More than anybody may have is declined.
    expectMoved(or: ["E116"], isSure && patience == .endless)
  }

  private func refund(_ left: Int64, by pin: PINKeying, of person: Int, _ patience: Patience, isSure: Bool) throws {
    press(.enter)
    press(.digit(2))
    guard left > 0 else {
      expect(["E115"], isSure, "that nothing is left")
      return
    }
    guard case .toMove(.refund, left) = witness.sight else { return }
    press(.enter)
    key(pin, of: person)
    try wait(patience)
    expectMoved(
      or: ["E116"], isSure && patience == .endless && pin == .right(wrong: 0) && PINBooks.pin(of: person) != nil)
  }

  /// Reports a card as lost, on the word of its PIN.
  func report(lossOf customer: Customer, named naming: LossNaming, by pin: PINKeying, isCalm: Bool) throws {
    guard open("挂失", "Report a loss", isCalm) else { return }
    if case .refusal = witness.sight { return }
    let serial: UInt64
    switch naming {
    case .code:
      let shown = try hold(out: customer)
      guard !session.isOver else { return }
      if isCalm { judge(shown, of: customer, isForMoney: false) }
      serial = shown.serial
    case .number, .wrongNumber:
      serial = Wallet.serial(person: customer.person, kind: .good)
      var digits = Wallet.number(ofSerial: serial).text.utf8.map { $0 - 0x30 }
      if naming == .wrongNumber { digits[digits.count - 1] = (digits[digits.count - 1] + 1) % 10 }
      witness.secrets.keyed(digits)
      for digit in digits { press(Key(rawValue: digit) ?? .point) }
      press(.enter)
      guard !session.isOver else { return }
      if naming == .wrongNumber {
        expect(["E98"], isCalm, "that no card has this number")
        return
      }
    }
    if case .refusal = witness.sight { return }
    press(.enter)
    key(pin, of: customer.person)
    try wait(.endless)
    if case .lossReported = witness.sight { witness.told(lossOf: serial) }
  }

  /// Waits for what comes of a question, as long as the clerk does. Whoever pulls the plug starts it again.
  func wait(_ patience: Patience) throws {
    guard !session.isOver else { return }
    if let tenths = patience.cutsAfter {
      pass(milliseconds: UInt64(tenths) * 100)
      if !session.isOver { try cyclePower(off: Int64(tenths % 7) + 1) }
      return
    }
    pass(milliseconds: 400)
    for second in UInt8(0)..<30 {
      guard case .asking = witness.sight, !session.isOver else { break }
      if patience.seconds == second { press(.cancel) } else { pass(seconds: 1) }
    }
  }

  private func expectMoved(or refusals: [String], _ isSure: Bool) {
    if case .moved = witness.sight { return }
    expect(refusals, isSure, "a change of the balance")
  }

  private func expect(_ refusals: [String], _ isSure: Bool, _ what: String) {
    guard isSure, !session.isOver, disk == .well, !isTrustTooOld else { return }
    var isRight = false
    if case .refusal(let code) = witness.sight { isRight = refusals.contains(code) }
    witness.answered(expected: what, with: witness.sight, isRight: isRight)
  }

  /// The policies that the terminal may go by now.
  private var policies: [Rules] {
    let marked = try? world.disk.trustMark().version
    let taken = (try? inbox.contents())?.bundle.flatMap { office.version(of: $0.bytes) }
    return [marked, taken].compactMap { $0.flatMap { office.facts[$0]?.rules } }
  }

  private static func everKept(by policies: [Rules]) -> Bool {
    !policies.isEmpty && policies.allSatisfy { $0.prepaidTopUp > 0 }
  }
}

extension Key {
  fileprivate static func digit(_ digit: UInt8) -> Key { Key(rawValue: digit) ?? .point }
}
