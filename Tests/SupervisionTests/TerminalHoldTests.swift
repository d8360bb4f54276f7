import Supervision
import Testing

@Suite struct TerminalHoldTests {
  enum Step: Sendable {
    case hold(isRunning: Bool)
    case ended
    case release
  }

  /// What each of the steps is to answer.
  struct Story: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let steps: [(step: Step, answer: Bool)]

    init(_ name: String, _ steps: (Step, Bool)...) {
      testDescription = name
      self.steps = steps.map { (step: $0.0, answer: $0.1) }
    }
  }

  @Test(arguments: [
    Story(
      "one that runs stands still once it ended, which the console is told once",
      (.hold(isRunning: true), false), (.ended, true), (.ended, false), (.release, true)),
    Story(
      "one that does not run stands still at once",
      (.hold(isRunning: false), true), (.ended, false), (.release, true)),
    Story(
      "a console that ended lets it go on, once",
      (.hold(isRunning: true), false), (.ended, true), (.release, true), (.release, false)),
    Story(
      "a console that ended before it did is not told",
      (.hold(isRunning: true), false), (.release, true), (.ended, false), (.release, false)),
    Story("one that nobody asked is left alone", (.ended, false), (.release, false)),
    Story(
      "it may be asked twice",
      (.hold(isRunning: true), false), (.hold(isRunning: true), false), (.ended, true), (.hold(isRunning: false), true),
      (.ended, false), (.release, true)),
  ])
  func whoIsToldAndWhatGoesOn(_ story: Story) {
    var hold = TerminalHold()
    for (number, (step, expected)) in story.steps.enumerated() {
      let answer =
        switch step {
        case .hold(let isRunning): hold.hold(isRunning: isRunning)
        case .ended: hold.terminalEnded()
        case .release: hold.release()
        }
      #expect(answer == expected, "step \(number)")
    }
  }
}
