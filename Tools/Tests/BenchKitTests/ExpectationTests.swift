import Devices
import Testing

@testable import BenchKit

/// Swift Testing has one of its own.
private typealias Expectation = BenchKit.Expectation

@Suite struct ExpectationTests {
  private static func view(_ screens: [String]...) -> CounterView {
    var view = CounterView()
    view.isRunning = true
    for screen in screens { view.show(screen) }
    return view
  }

  private static func line(_ text: String) -> PaperItem {
    .line(PaperLine(alignment: .left, runs: [PaperRun(text: text, look: [])]))
  }

  private static func expecting(_ change: (inout Expectation) -> Void) -> Expectation {
    var expectation = Expectation()
    change(&expectation)
    return expectation
  }

  @Test func `texts stand in lines from top to bottom`() {
    let lines = ["abc", "def", "abc"]
    #expect(Expectation.stand([], in: lines))
    #expect(Expectation.stand(["b"], in: lines))
    #expect(Expectation.stand(["a", "c"], in: lines), "two texts may share a line")
    #expect(Expectation.stand(["d", "a"], in: lines))
    #expect(!Expectation.stand(["d", "e", "d", "x"], in: lines))
    #expect(!Expectation.stand(["cd"], in: lines), "a text does not run over the edge")
    #expect(!Expectation.stand(["abc", "abc", "def"].reversed(), in: ["abc", "abc"]))
  }

  @Test func `the display is what shows now`() {
    let seen = Observation(view: Self.view(["first"], ["second"]))
    let mark = StepMark(CounterView())
    #expect(Self.expecting { $0.display = ["second"] }.mismatches(seen, since: mark) == [])
    #expect(Self.expecting { $0.display = ["first"] }.mismatches(seen, since: mark).count == 1)
    #expect(Self.expecting { $0.shown = ["first"] }.mismatches(seen, since: mark) == [])
    #expect(Self.expecting { $0.hidden = ["first"] }.mismatches(seen, since: mark) == [])
    #expect(Self.expecting { $0.hidden = ["sec"] }.mismatches(seen, since: mark).count == 1)
  }

  @Test func `what was shown before the step does not count, unless it still shows`() {
    let before = Self.view(["first"], ["second"])
    let mark = StepMark(before)
    #expect(Self.expecting { $0.shown = ["second"] }.mismatches(Observation(view: before), since: mark) == [])
    var after = before
    after.show(["third"])
    let seen = Observation(view: after)
    #expect(Self.expecting { $0.shown = ["second"] }.mismatches(seen, since: mark).count == 1)
    #expect(Self.expecting { $0.shown = ["third"] }.mismatches(seen, since: mark) == [])
  }

  @Test func `screens that were forgotten do not shift the mark`() {
    var view = Self.view(["0"])
    let mark = StepMark(view)
    for number in 1...(CounterView.keptScreens + 10) { view.show(["\(number)"]) }
    #expect(view.screens.count == CounterView.keptScreens)
    #expect(mark.screens(of: view).count == CounterView.keptScreens)
    let late = StepMark(view)
    view.show(["last"])
    #expect(late.screens(of: view) == [["last"]])
  }

  @Test func `a screen is every line of it`() {
    let seen = Observation(view: Self.view(["a  ", "b", ""]))
    let mark = StepMark(CounterView())
    #expect(Self.expecting { $0.screen = ["a", "b", ""] }.mismatches(seen, since: mark) == [])
    #expect(Self.expecting { $0.screen = ["a", "b"] }.mismatches(seen, since: mark).count == 1)
    #expect(Self.expecting { $0.screen = [" a", "b", ""] }.mismatches(seen, since: mark).count == 1)
  }

  @Test func `sounds, lamps and paper count from the step on`() {
    var view = Self.view(["a"])
    view.beeps = 3
    view.reds = 1
    view.paper = [Self.line("old")]
    let mark = StepMark(view)
    #expect(Self.expecting { $0.paper = [] }.mismatches(Observation(view: view), since: mark) == [])
    #expect(Self.expecting { $0.led = .red }.mismatches(Observation(view: view), since: mark).count == 1)
    view.beeps = 4
    view.reds = 2
    view.paper += [Self.line("new"), .cut]
    let seen = Observation(view: view)
    #expect(Self.expecting { $0.beeps = 1 }.mismatches(seen, since: mark) == [])
    #expect(Self.expecting { $0.beeps = 4 }.mismatches(seen, since: mark).count == 1)
    #expect(Self.expecting { $0.led = .red }.mismatches(seen, since: mark) == [])
    #expect(Self.expecting { $0.led = .green }.mismatches(seen, since: mark).count == 1)
    #expect(Self.expecting { $0.paper = ["new"] }.mismatches(seen, since: mark) == [])
    #expect(Self.expecting { $0.paper = ["old"] }.mismatches(seen, since: mark).count == 1)
    #expect(Self.expecting { $0.paper = [] }.mismatches(seen, since: mark).count == 1)
  }

  @Test func `a ledger says what differs, and a gap is always a difference`() {
    var facts = LedgerFacts()
    facts.entries = 2
    facts.total = 12_50
    facts.fund = 8_75
    facts.selfPaid = 3_75
    typealias Ledger = Expectation.Ledger
    #expect(Ledger(entries: 2, total: 12_50, fund: 8_75, selfPaid: 3_75).mismatches(facts, called: "hub") == [])
    #expect(
      Ledger(entries: 1, total: 12_51).mismatches(facts, called: "hub") == [
        "hub entries: expected 1, found 2", "hub total: expected 12.51, found 12.50",
      ])
    #expect(Ledger(entries: 2).mismatches(nil, called: "hub").count == 1)
    facts.isGapless = false
    #expect(Ledger(entries: 2).mismatches(facts, called: "hub").count == 1)
  }

  @Test func `a dead terminal is not a running one`() {
    var view = Self.view(["a"])
    let mark = StepMark(view)
    #expect(Self.expecting { $0.terminal = .running }.mismatches(Observation(view: view), since: mark) == [])
    view.isRunning = false
    #expect(Self.expecting { $0.terminal = .running }.mismatches(Observation(view: view), since: mark).count == 1)
    #expect(Self.expecting { $0.terminal = .dead }.mismatches(Observation(view: view), since: mark) == [])
  }

  @Test func `what a daemon logged counts from the step on`() {
    let mark = StepMark(CounterView(), logs: [.acceptd: ["D01 started"]])
    let seen = Observation(
      view: CounterView(), logs: [.acceptd: ["D01 started", "D21 one", "D21 two"], .uplinkd: ["uplinkd: early"]])
    #expect(Self.expecting { $0.log = [.acceptd: ["one", "two"]] }.mismatches(seen, since: mark) == [])
    #expect(Self.expecting { $0.log = [.acceptd: ["two", "one"]] }.mismatches(seen, since: mark).count == 1)
    #expect(Self.expecting { $0.log = [.acceptd: ["started"]] }.mismatches(seen, since: mark).count == 1)
    #expect(Self.expecting { $0.log = [.uplinkd: ["one"]] }.mismatches(seen, since: mark).count == 1)
    #expect(Self.expecting { $0.log = [.uplinkd: ["early"]] }.mismatches(seen, since: mark) == [])
  }

  @Test func `pending entries are counted`() {
    let seen = Observation(view: CounterView(), pending: 2)
    let mark = StepMark(CounterView())
    #expect(Self.expecting { $0.pending = 2 }.mismatches(seen, since: mark) == [])
    #expect(Self.expecting { $0.pending = 0 }.mismatches(seen, since: mark).count == 1)
  }
}
