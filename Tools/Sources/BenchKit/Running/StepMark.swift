/// What the counter looked like when a step began: what came since is what the step did.
struct StepMark {
  private let screens: Int
  private let beeps: Int
  private let greens: Int
  private let reds: Int
  private let paper: Int
  private let logged: [TerminalDaemon: Int]

  init(_ view: CounterView, logs: [TerminalDaemon: [String]] = [:]) {
    logged = logs.mapValues(\.count)
    screens = view.forgottenScreens + view.screens.count
    beeps = view.beeps
    greens = view.greens
    reds = view.reds
    paper = view.paper.count
  }

  /// The screens that came since, and the one that shows now.
  func screens(of view: CounterView) -> [[String]] {
    let later = view.screens.dropFirst(max(0, screens - view.forgottenScreens))
    return later.isEmpty ? [view.display] : Array(later)
  }

  func beeps(of view: CounterView) -> Int {
    view.beeps - beeps
  }

  /// Whether the lamp is lit or was since.
  func wasLit(_ lamp: Expectation.Lamp, in view: CounterView) -> Bool {
    switch lamp {
    case .green: view.isGreenLit || view.greens > greens
    case .red: view.isRedLit || view.reds > reds
    }
  }

  func log(of daemon: TerminalDaemon, in logs: [TerminalDaemon: [String]]) -> [String] {
    Array(logs[daemon, default: []].dropFirst(logged[daemon, default: 0]))
  }

  func paper(of view: CounterView) -> [String] {
    view.paper.dropFirst(paper).compactMap { item in
      if case .line(let line) = item { line.text } else { nil }
    }
  }
}
