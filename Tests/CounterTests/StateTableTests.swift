import Codes
import Settlement
import Testing
import Time
import Trust

@testable import Counter

/// Every state with every input: which screen follows and what else is done, as one table.
@Suite("Every state and every input")
struct StateTableTests {
  static let payer = Person(payments: [FusedCode.Payment(aid: Samples.wallet, offlineLimitFen: 50_000)])

  enum Reached: String, CaseIterable {
    case idle, refused, gathering, gatheringUnderNotice, identity
    case emptyAmount, oneDecimal, twoDecimals, overTheLimit
    case sharesInCash, sharesByCode, sharesUnderNotice, sharesUnderArticles
    case pin, pinUnderNotice, checkingPIN
    case committing, accepted, recalled
    case menu, voidNumber, voidPages, voidAuthority, voidCommitting, voided, totals
    case purposes, identifying, checkCommitting, checked
    case recordPages
    case lossPages, lossPIN, lossAsking
    case prepaidBalance, prepaidAsking, prepaidCommitting

    func reach(_ driver: inout Driver) {
      switch self {
      case .idle: break
      case .refused: driver.scan(.other(.unknown))
      case .gathering, .gatheringUnderNotice:
        driver.scan(Goods.drug(1))
        driver.scan(Goods.drug(2))
        if self == .gatheringUnderNotice { driver.scan(.other(.unknown)) }
      case .recalled:
        driver.restart(after: 7, Samples.uninsured)
      case .menu, .voidNumber, .voidPages, .voidAuthority, .voidCommitting, .voided, .totals, .purposes, .identifying,
        .checkCommitting, .checked, .recordPages, .lossPages, .lossPIN, .lossAsking:
        reachMenu(&driver)
        return
      case .pin, .pinUnderNotice, .checkingPIN:
        driver = self == .checkingPIN ? PINTests.checking() : PINTests.keyed()
        if self == .pinUnderNotice { driver.scan(.other(.unknown)) }
        return
      case .prepaidBalance:
        driver = PrepaidTests.atBalance(.yuan(3))
        return
      case .prepaidAsking, .prepaidCommitting:
        driver = PrepaidTests.toppingUp()
        if self == .prepaidCommitting { driver.answer(PrepaidTests.approved) }
        return
      default: driver.scan(payer)
      }
      switch self {
      case .idle, .refused, .gathering, .gatheringUnderNotice, .recalled, .identity, .menu, .voidNumber, .voidPages,
        .voidAuthority, .voidCommitting, .voided, .totals, .purposes, .identifying, .checkCommitting, .checked,
        .recordPages, .lossPages, .lossPIN, .lossAsking, .pin, .pinUnderNotice, .checkingPIN, .prepaidBalance,
        .prepaidAsking, .prepaidCommitting:
        break
      case .emptyAmount: driver.press(.enter)
      case .twoDecimals: driver.type("12.50")
      case .overTheLimit: driver.type("900")
      default: driver.type("12.5")
      }
      switch self {
      case .sharesInCash: driver.press(.enter)
      case .sharesByCode: driver.press(.enter, .category)
      case .sharesUnderNotice:
        driver.press(.enter)
        driver.scan(.other(.unknown))
      case .sharesUnderArticles:
        driver.press(.enter)
        driver.scan(Goods.drug(1))
      case .committing: driver.press(.enter, .enter)
      case .accepted:
        driver.press(.enter, .enter)
        driver.committed(8)
      default: break
      }
    }

    private func reachMenu(_ driver: inout Driver) {
      driver.press(.category)
      if self == .menu { return }
      guard self != .totals else {
        driver.press(.digit2)
        driver.found(.totals(DayTotals()))
        return
      }
      switch self {
      case .lossPages, .lossPIN, .lossAsking:
        driver.press(.digit7)
        driver.scan(payer)
        if self != .lossPages { driver.press(.enter) }
        if self == .lossAsking { LossTests.key(&driver) }
        return
      case .recordPages:
        driver.press(.digit5)
        driver.scan(payer)
        driver.found(.record(RecordTests.record(1)))
        return
      case .purposes, .identifying, .checkCommitting, .checked:
        driver.press(.digit4)
        if self != .purposes { driver.press(.digit2) }
        if self == .checkCommitting || self == .checked { driver.scan(payer) }
        if self == .checked { driver.committed(8) }
        return
      default: driver.press(.digit3, .digit4)
      }
      if self == .voidNumber { return }
      driver.press(.enter)
      driver.found(.sale(.standing(Journalled.sale(4, to: payer), hash: Journalled.hash)))
      if self == .voidPages { return }
      driver.press(.enter)
      if self == .voidAuthority { return }
      driver.scan(payer)
      if self == .voided { driver.committed(8) }
    }
  }

  enum Input {
    case key(Key)
    case sameCode, otherCode, refusedCode, paymentCode
    case article, sameArticle
    case committed, commitRefused
    case seconds(UInt64)

    static let all =
      Key.allCases.map { Input.key($0) }
      + [.sameCode, .otherCode, .refusedCode, .paymentCode, .article, .sameArticle, .committed, .commitRefused]
      + [5, 8, 15, 60].map { .seconds($0) }

    var name: String {
      switch self {
      case .key(let key): StateTableTests.name(key)
      case .seconds(let count): "\(count) s"
      default: "\(self)"
      }
    }

    func give(_ driver: inout Driver) {
      switch self {
      case .key(let key): driver.press(key)
      case .sameCode: driver.scan(payer)
      case .otherCode: driver.scan(Person(serial: 2))
      case .refusedCode: driver.scan(Person(serial: 2), judgement: .refused(.expired))
      case .paymentCode: driver.scan(.other(.emvConsumerPresented))
      case .article: driver.scan(Goods.drug(3))
      case .sameArticle: driver.scan(Goods.drug(1))
      case .committed: driver.committed(9)
      case .commitRefused: driver.commitRefused(.full)
      case .seconds(let count): driver.wait(seconds: count)
      }
    }
  }

  static func name(_ key: Key) -> String {
    switch key {
    case .point: "."
    case .language, .cancel, .backspace, .category, .enter: "\(key)"
    default: "\(key.rawValue)"
    }
  }

  static func outcome(of driver: Driver, after count: Int) -> String {
    let effects = driver.log[count...]
    var parts = [driver.screen?.kind ?? "nothing"]
    for effect in effects {
      switch effect {
      case .commit: parts.append("COMMIT")
      case .print: parts.append("PRINT")
      case .lookUp(.pin(let digits)): parts.append("LOOK UP a PIN of \(digits.count)")
      case .lookUp(let lookup): parts.append("LOOK UP \(lookup)")
      case .keepLoss: parts.append("KEEP LOSS")
      case .beep(let beep): parts.append("beep \(beep)")
      case .light(let light): parts.append("light \(light)")
      case .ask: parts.append("ASK")
      case .giveUp(let reason): parts.append("GIVE UP" + (reason.map { " \($0)" } ?? ""))
      case .renewDisplay: parts.append("display anew")
      case .count, .show: break
      }
    }
    return parts.joined(separator: ", ")
  }

  static func table() -> String {
    var lines: [String] = []
    for state in Reached.allCases {
      lines.append(state.rawValue)
      var groups: [(outcome: String, inputs: [String])] = []
      for input in Input.all {
        var driver = Driver()
        state.reach(&driver)
        let count = driver.log.count
        input.give(&driver)
        let outcome = outcome(of: driver, after: count)
        if let index = groups.firstIndex(where: { $0.outcome == outcome }) {
          groups[index].inputs.append(input.name)
        } else {
          groups.append((outcome, [input.name]))
        }
      }
      lines += groups.map { "  " + $0.inputs.joined(separator: "; ") + " -> " + $0.outcome }
    }
    return lines.joined(separator: "\n")
  }

  @Test func table() {
    #expect(Self.table() == stateTableSnapshot)
  }
}
