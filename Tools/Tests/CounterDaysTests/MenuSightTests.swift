import Counter
import Journal
import LibCrypto
import Simulation
import Synchronization
import Testing
import Wire

@testable import CounterDays

/// What the menu shows, what is wrong with it on purpose, and the promise by whose name each is found.
@Suite struct MenuSightTests {
  private static let person = Customer(person: 0)
  private static let sale = Step.sell(person, Order(total: 1_200))
  private static let void = Step.use(.void(.number(back: 0), .buyer(isPrinted: false)))

  private func violation(
    _ steps: [Step], _ hooks: LifeHooks = LifeHooks(), keys: RegionKeys? = nil
  ) throws -> Violation? {
    try CounterRun.play(Script(seed: 1, steps: steps), keys: keys ?? RegionKeys(), hooks: hooks).violation
  }

  /// The entries that a clerk's work makes where nothing is in the way.
  private func kinds(_ steps: [Step], display: Script) throws -> [EntryKind] {
    let life = try Life(display, keys: RegionKeys(), hooks: LifeHooks())
    for step in steps { try life.play(step) }
    #expect(life.witness.violation == nil)
    return life.witness.books.made.map(\.kind)
  }

  @Test(arguments: [false, true]) func aClerkUsesEveryFunction(isChinese: Bool) throws {
    let steps: [Step] = [
      Self.sale, .use(.record(Self.person, prints: true, .right(wrong: 0))), Self.void, Self.sale,
      .use(.void(.number(back: 0), .supervisor(wrong: 2))), .use(.totals(prints: true)),
      .use(.verify(Self.person, purpose: 3)), .use(.lastReceipt(prints: true)), Self.sale,
      .use(.void(.number(back: 0), .guesser(3))), .use(.void(.number(back: 0), .supervisor(wrong: 0))),
      .use(.void(.number(back: 0), .stranger(Customer(person: 1)))), .use(.void(.code(Self.person), .nobody)),
    ]
    let script = Script(seed: 1, display: isChinese ? .st7920 : .hd44780, steps: steps)
    #expect(
      try kinds(steps, display: script) == [.sale, .recordPrint, .sale, .void, .identityCheck, .sale, .void])
  }

  @Test func totalsThatLeaveOneOut() throws {
    let hooks = LifeHooks(shown: { lines in
      lines.map { $0.hasPrefix("Sales today") ? $0.replacing("2", with: "1") : $0 }
    })
    #expect(try violation([Self.sale, Self.sale, .use(.totals(prints: false))], hooks)?.name == "totals")
  }

  @Test func totalsThatCallSentWhatWaits() throws {
    let hooks = LifeHooks(shown: { lines in
      lines[0].hasPrefix("Sent")
        ? [lines[2].replacing("Waiting", with: "Sent   "), lines[3], "Waiting 0", "Amount 0.00"] : lines
    })
    #expect(
      try violation([.network(.gone), Self.sale, .use(.totals(prints: false))], hooks)
        == .totals("page 3 says [1, 1200, 0, 0]"))
  }

  @Test func anOlderReceiptCalledTheLast() throws {
    let hooks = LifeHooks(shown: { lines in
      lines[3].hasPrefix("Enter: print") ? [lines[0].replacing("2", with: "1")] + lines.dropFirst() : lines
    })
    #expect(
      try violation([Self.sale, Self.sale, .use(.lastReceipt(prints: false))], hooks)
        == .falseClaim("the display calls 1 the last receipt, which is 2"))
  }

  @Test func aRecordWithASaleLess() throws {
    let hooks = LifeHooks(shown: { lines in lines.map { $0.hasPrefix("Sales here") ? $0.replacing("2", with: "1") : $0 }
    })
    #expect(
      try violation([Self.sale, Self.sale, .use(.record(Self.person, prints: false, .right(wrong: 0)))], hooks)?.name
        == "falseClaim")
  }

  /// As a terminal that lists a sale that was taken back as one that stands.
  @Test func aRecordThatForgetsAVoid() throws {
    let hooks = LifeHooks(shown: { lines in lines.map { $0.replacing("Voided", with: "No.   ") } })
    let reading: [Step] = [.press([.cancel, .category, .digit5]), .show(Self.person), .press([.enter])]
    #expect(
      try violation([Self.sale, Self.void] + reading, hooks)
        == .falseClaim("a record shows sale 1 otherwise than it is"))
  }

  /// As a terminal that says of a sale that was taken back that there is none.
  @Test func aWrongRefusalOfAVoid() throws {
    let hooks = LifeHooks(shown: { lines in lines.map { $0.replacing("E82", with: "E81") } })
    let again = Step.use(.void(.number(back: 1), .nobody))
    #expect(try violation([Self.sale, Self.void, again], hooks)?.name == "verdict")
  }

  /// As a terminal that takes nothing back.
  @Test func aVoidThatCannotBeWritten() throws {
    let appends = Mutex(0)
    let hooks = LifeHooks(storeOutcome: { operation in
      guard operation == .append else { return nil }
      let count = appends.withLock { appends in
        appends += 1
        return appends
      }
      return count == 2 ? .fails(.failed) : nil
    })
    #expect(try violation([Self.sale, Self.void], hooks)?.name == "verdict")
  }

  /// As a terminal that forgets with the power how often the PIN was wrong.
  @Test func aMemoryWithoutWrongPINs() throws {
    let hooks = LifeHooks(afterCut: { try? $0.disk.note(PINFailures.none) })
    let guess = Step.use(.void(.number(back: 0), .guesser(2)))
    #expect(
      try violation([Self.sale, guess, .unplug(seconds: 3), guess], hooks)
        == .supervisor("2 tries are left after 3 wrong ones"))
  }

  /// As a terminal whose lock ends with the power.
  @Test func aLockThatEndsWithThePower() throws {
    let hooks = LifeHooks(afterCut: { try? $0.disk.note(PINFailures.none) })
    let steps: [Step] = [
      Self.sale, .use(.void(.number(back: 0), .guesser(3))), .unplug(seconds: 3),
      .use(.void(.number(back: 0), .supervisor(wrong: 0))),
    ]
    #expect(try violation(steps, hooks) == .void(sequence: 2, "on the word of the supervisor, who gave none"))
  }

  /// As a terminal that begins anew with nothing in the customer's hand.
  @Test func aPrintWithoutAPrinter() throws {
    let keys = try RegionKeys()
    let hooks = LifeHooks(row: { row in
      row.signed(by: keys.journal) { entry in
        guard case .identityCheck(let check) = entry.body else { return }
        entry.body = .recordPrint(RecordPrint(proof: check.proof, count: 0))
      }
    })
    let steps: [Step] = [.pull(.printer), .wait(seconds: 3), .use(.verify(Self.person, purpose: 1))]
    #expect(
      try violation(steps, hooks, keys: keys) == .record(sequence: 1, "there is no printer to print it with"))
  }

  @Test func aDisplayThatTellsOfAVoidThatIsNone() throws {
    let hooks = LifeHooks(shown: { lines in
      guard case .accepted = Sight(lines) else { return lines }
      return ["Sale is voided", "Void no.           1", "To insurer      8.40", "Back cash       3.60"]
    })
    #expect(try violation([Self.sale], hooks) == .falseClaim("the display tells of a void 1, which is a sale"))
  }

  @Test func aPaperThatTellsOfAnotherVoid() throws {
    let hooks = LifeHooks(printed: { $0.hasPrefix("Given back") ? $0.replacing("12.00", with: "2.00") : $0 })
    #expect(
      try violation([Self.sale, Self.void] + [.wait(seconds: 5)], hooks)
        == .otherwise(sequence: 2, claimed: 200, found: 1_200))
  }
}
