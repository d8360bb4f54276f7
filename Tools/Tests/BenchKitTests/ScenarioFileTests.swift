import Counter
import Foundation
import Testing

@testable import BenchKit

@Suite struct ScenarioFileTests {
  @Test func `a story is read with everything it names`() throws {
    let scenario = try Scenario(
      text: """
        title: Two people
        display: hd44780
        language: english
        policy: {dynamic-single: 100.00, unprinted-transactions: 3}
        people:
          tang:
            name: 唐*
            birth-year: 1950
            region: none
            scheme: resident
            entitlements: [poverty-relief, guardian-held]
            payment-limit: 20.50
            transactions: 59
            carrier: card
            flaw: expired
        steps:
          - network: off
          - scan: tang
            expect: {display: Hello, beeps: 1, led: green, within: 5s}
          - scan: {person: wang, age: 2m}
          - scan: again
          - scan: {text: "6901234567892"}
            expect: {beeps: 1}
          - keys: 12.50 enter
          - together: 1 2 4
          - clock: -2d
          - pass: 3h
          - case: open
          - revoke: [wang, li]
          - expect:
              screen: [a, b]
              paper: blank
              journal: {entries: 1, total: 12.5, fund: 8, self-paid: 4.50}
              hub: {entries: 0}
              pending: 1
              terminal: dead
        """, file: "two.yaml")

    #expect(scenario.title == "Two people")
    #expect(scenario.display == .hd44780)
    #expect(scenario.language == .english)
    #expect(scenario.policy.dynamicSingle == 100_00)
    #expect(scenario.policy.unprintedTransactions == 3)
    #expect(
      scenario.people["tang"]
        == Customer(
          id: "tang", maskedName: "唐*", birthYear: 1950, region: nil, scheme: .resident,
          entitlements: [.povertyRelief, .guardianHeld], paymentLimitFen: 20_50, transactionsSincePrint: 59,
          carrier: .card, flaw: .expired))
    #expect(scenario.people["wang"] != nil, "the cast is there beside the people of the file")
    #expect(
      scenario.steps.map(\.action) == [
        .network(.off), .scan(person: "tang", age: 0), .scan(person: "wang", age: 120), .scanAgain,
        .scanText("6901234567892"), .press([.digit1, .digit2, .point, .digit5, .digit0, .enter]),
        .pressTogether([.digit1, .digit2, .digit4]), .clock(-172_800), .pass(10_800), .housing(.open),
        .revoke(["wang", "li"]), nil,
      ])
    #expect(scenario.steps[1].line == 18)
    let first = try #require(scenario.steps[1].expectation)
    #expect(first.display == ["Hello"])
    #expect(first.beeps == 1)
    #expect(first.led == .green)
    #expect(first.within == 5)
    let last = try #require(scenario.steps[11].expectation)
    #expect(last.screen == ["a", "b"])
    #expect(last.paper == [])
    #expect(last.journal == Expectation.Ledger(entries: 1, total: 12_50, fund: 8_00, selfPaid: 4_50))
    #expect(last.hub == Expectation.Ledger(entries: 0))
    #expect(last.pending == 1)
    #expect(last.terminal == .dead)
    #expect(last.within == Expectation.usualSeconds)
  }

  @Test(arguments: [
    ("- keys: 15", false), ("- power: cut", false), ("- power: restart", true), ("- power: \"on\"", true),
    ("- hang: acceptd", true), ("- expect: {pending: 0, within: 60s}", false),
    ("- expect: {pending: 0, within: 61s}", true), ("- scan: {noise: 691200}", false),
    ("- scan: {noise: 691201}", true),
  ]) func `a story that takes long is known by its steps`(step: String, takesLong: Bool) throws {
    let scenario = try Scenario(text: "title: t\nsteps:\n  \(step)", file: "t.yaml")
    #expect(scenario.takesLong == takesLong)
  }

  @Test func `faults at the wires are read`() throws {
    let scenario = try Scenario(
      text: """
        title: Wires
        benches: boards
        steps:
          - scan: {person: wang, plug: pulled}
          - scan: {together: [wang, li]}
          - scan: {noise: 1000000}
          - scanner: noisy
          - scanner: elsewhere
          - hub: replaying
          - keypad: bouncing
          - keypad: {shorted: 4}
          - keypad: {held: enter}
          - display: gone
          - clock: lost
          - hang: uplinkd
          - hang: init
          - doctor: [column-low, no-link]
          - doctor: []
        """, file: "wires.yaml")
    #expect(scenario.benches == [.boards])
    let actions: [ScenarioAction] = [
      .scanInPart(person: "wang"), .scanTogether(people: ["wang", "li"]), .scanNoise(bytes: 1_000_000),
      .scanner(.noisy), .scanner(.elsewhere), .hub(.replaying), .keypad(.bouncing),
      .keypad(.shorted(column: 4)),
      .keypad(.held(.enter)), .display(.gone), .clockLost, .hang(.uplinkd),
      .hang(.initial),
      .doctor(faults: ["column-low", "no-link"]), .doctor(faults: []),
    ]
    #expect(scenario.steps.map(\.action) == actions)
  }

  /// What is wrong with a file, and the line it is said for.
  static let faults: [(text: String, line: Int, message: String)] = [
    ("", 1, "the file is empty"),
    ("- a", 1, "expected 'key: value' lines"),
    ("steps: []", 1, "a scenario needs a title"),
    ("title: t", 1, "a scenario needs steps"),
    ("title: t\nsteps: []", 2, "a scenario needs at least one step"),
    ("title: t\ncolour: red\nsteps: []", 2, "unknown key 'colour'"),
    ("title: t\ntitle: u", 1, "'title' stands twice"),
    ("title: [t]\nsteps: []", 1, "expected a single value"),
    ("title: t\ndisplay: oled\nsteps: []", 2, "expected one of st7920, hd44780, not 'oled'"),
    ("title: t\npolicy:\n  limit: 1\nsteps: []", 3, "unknown key 'limit'"),
    ("title: t\npeople:\n  tang:\n    region: 61\nsteps: []", 4, "a person needs a name"),
    ("title: t\npeople:\n  tang:\n    name: Tang\nsteps: []", 4, "a name is masked"),
    ("title: t\npeople:\n  tang:\n    name: T*\n    region: 61\nsteps: []", 5, "expected six digits or 'none'"),
    ("title: t\npeople:\n  tang:\n    name: T*\n    birth-year: 1899\nsteps: []", 5, "from 1900 to 2099"),
    ("title: t\nsteps: {}", 2, "expected a list"),
    ("title: t\nsteps:\n  - {}", 3, "an empty step"),
    ("title: t\nsteps:\n  - jump: 1", 3, "unknown key 'jump'"),
    ("title: t\nsteps:\n  - network: on\n    disk: full", 3, "one thing a step, not 2"),
    ("title: t\nsteps:\n  - network: down", 3, "expected one of on, on-unnoticed, off, stalled"),
    ("title: t\nsteps:\n  - scan: {together: [wang]}", 3, "two scanners read two codes"),
    ("title: t\nsteps:\n  - scan: {together: [wang, li], age: 9s}", 3, "have nothing else"),
    ("title: t\nsteps:\n  - scan: {noise: 5, person: wang}", 3, "noise has nothing else"),
    ("title: t\nsteps:\n  - scan: {noise: 0}", 3, "from 1 to 10000000"),
    ("title: t\nsteps:\n  - scan: nobody", 3, "nobody is called 'nobody'"),
    ("title: t\nsteps:\n  - scan: {}", 3, "a scan is of a person or of a text"),
    ("title: t\nsteps:\n  - scan: {person: wang, text: x}", 3, "a scan is of a person or of a text"),
    ("title: t\nsteps:\n  - scan: {text: x, age: 5s}", 3, "a text has neither age nor plug"),
    ("title: t\nsteps:\n  - revoke: [wang, nobody]", 3, "nobody is called 'nobody'"),
    ("title: t\nsteps:\n  - keys: 12 entr", 3, "no key is called 'entr'"),
    ("title: t\nsteps:\n  - keys: \"\"", 3, "expected keys"),
    ("title: t\nsteps:\n  - clock: 5", 3, "expected a span"),
    ("title: t\nsteps:\n  - scan: wang\n  - keys: 15", 4, "expect what it shows, then press keys"),
    ("title: t\nsteps:\n  - power: restart\n  - together: 15", 4, "expect what it shows, then press keys"),
    ("title: t\nsteps:\n  - scan: {person: wang, plug: pushed}", 3, "expected one of pulled"),
    ("title: t\nsteps:\n  - scan: {person: wang, plug: pulled, age: 5s}", 3, "a code that is half read has no age"),
    ("title: t\nsteps:\n  - scanner: loud", 3, "expected one of gone, back, elsewhere, silent, noisy"),
    ("title: t\nsteps:\n  - keypad: broken", 3, "expected one of intact, bouncing"),
    ("title: t\nsteps:\n  - keypad: {shorted: 5}", 3, "from 1 to 4"),
    ("title: t\nsteps:\n  - keypad: {held: 12}", 3, "one key is held"),
    ("title: t\nsteps:\n  - keypad: {held: 1, shorted: 2}", 3, "either a column is shorted or a key is held"),
    ("title: t\nsteps:\n  - hang: hub", 3, "expected one of acceptd, uplinkd"),
    ("title: t\nbenches: tables\nsteps: []", 2, "expected one of desk, boards"),
    ("title: t\nsteps:\n  - expect: {}", 3, "nothing is expected here"),
    ("title: t\nsteps:\n  - expect: {beeps: -1}", 3, "from 0 to 100000"),
    ("title: t\nsteps:\n  - expect: {led: blue}", 3, "expected one of green, red"),
    ("title: t\nsteps:\n  - expect: {display: a, within: 0}", 3, "an expectation needs time"),
    ("title: t\nsteps:\n  - expect: {journal: {}}", 3, "nothing is expected here"),
    ("title: t\nsteps:\n  - expect: {hub: {total: 1.234}}", 3, "expected an amount in yuan"),
    ("title: \"t\nsteps: []", 2, "found unexpected end of stream"),
  ]

  @Test(arguments: faults) func `a fault is named with its line`(text: String, line: Int, message: String) {
    let fault = #expect(throws: ScenarioFault.self) { try Scenario(text: text, file: "story.yaml") }
    #expect(fault?.line == line)
    #expect(fault?.description.hasPrefix("story.yaml:\(line): ") == true)
    #expect(fault?.message.contains(message) == true, "\(fault?.message ?? "")")
  }

  @Test func `a file that is too long is refused unread`() {
    let text = "title: t\n" + String(repeating: "#", count: Scenario.longestFile)
    #expect(throws: ScenarioFault.self) { try Scenario(text: text, file: "long.yaml") }
  }

  /// Forty articles and a terminal that was provisioned without a supervisor: the counter's own tests have them.
  static let toldInNoStory: Set<Refusal> = [.tooManyArticles, .noSupervisor]

  @Test func `each refusal of the counter is told in a story`() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Scenarios").standardizedFileURL
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
    let shown = try files.flatMap { file in
      let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
      return try Scenario(text: text, file: file).steps.flatMap {
        ($0.expectation?.display ?? []) + ($0.expectation?.shown ?? [])
      }
    }
    for refusal in Refusal.allCases {
      let code = "E" + (refusal.rawValue < 10 ? "0" : "") + "\(refusal.rawValue)"
      #expect(shown.contains(code) != Self.toldInNoStory.contains(refusal), "\(code)")
    }
  }

  @Test func `the keys of a legend are all different and all there`() {
    let keys = CounterKey.rows.flatMap(\.self)
    #expect(Set(keys) == Set(CounterKey.allCases))
    #expect(keys.count == 16)
  }

  @Test func `nobody in the cast shares an id`() {
    #expect(Set(Customer.cast.map(\.id)).count == Customer.cast.count)
    for flaw in Customer.Flaw.allCases {
      #expect(Customer.cast.contains { $0.flaw == flaw }, "someone shows \(flaw.rawValue)")
    }
  }
}
