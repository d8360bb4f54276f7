/// Someone who sells at a bench's counter, in Chinese: looks at the display, presses, and tries again where nothing comes of it.
public struct Clerk: Sendable {
  /// The terminal began anew under the clerk's hands: whatever was under way is over, and the display says what became of it.
  public struct Interrupted: Error, Equatable {
    public init() {}
  }

  /// The terminal said no, with a code for the help desk.
  public struct Refused: Error, Equatable, CustomStringConvertible {
    public let display: [String]
    public var description: String { "refused: \(display)" }
  }

  private let bench: any Bench
  /// After this a clerk tries again.
  private let noticing: Duration
  private let attempts: Int
  /// A busy machine takes its time.
  private let patience: Duration
  /// How often the terminal had begun when the clerk last looked up.
  private var starts: Int

  /// A display that has not changed for so long is drawn to its end.
  private static let stillness = Duration.milliseconds(30)

  public init(
    at bench: any Bench, noticing: Duration = .seconds(10), attempts: Int = 3, patience: Duration = .seconds(50)
  ) {
    self.bench = bench
    self.noticing = noticing
    self.attempts = attempts
    self.patience = patience
    starts = bench.view.value.starts
  }

  /// Waits until the next customer can be served. What stands in the way may be said of a sale, which is returned; it is put
  /// away only once a witness can have seen it.
  @discardableResult
  public mutating func clear() async throws -> Sighting? {
    guard let view = await bench.view.value(until: .now + patience, where: \.isRunning) else {
      throw BenchFault("the terminal does not run")
    }
    starts = view.starts
    let condition: @Sendable (CounterView) -> Bool = { Self.isIdle($0) || Sighting(display: $0.display) != nil }
    for _ in 0..<attempts {
      if try await comes(within: noticing, condition) { break }
      try await bench.press([.cancel])
    }
    try await wait("the scan screen", for: condition)
    let display = await settled()
    guard !Self.isIdle(display) else { return nil }
    let said = Sighting(display: display)
    try await Task.sleep(for: .milliseconds(200))
    for _ in 0..<attempts where !Self.isIdle(bench.view.value) {
      try await bench.press([.cancel])
      if try await comes(within: noticing, Self.isIdle) { break }
    }
    return said
  }

  /// Serves a customer as far as the shares of a total, in whole yuan: one more key accepts the sale. The result of the sale
  /// before may still be shown.
  public mutating func prepare(_ customer: Customer, total: Int64) async throws {
    starts = bench.view.value.starts
    try await insist("whose code it is") { [bench] in
      try await bench.scan(bench.code(of: customer, age: 0))
    } until: {
      $0.display.contains { $0.contains("年生") }
    }
    var amount = ""
    for digit in "\(total / 1_00)" {
      amount.append(digit)
      let keyed = amount + "元"
      guard let key = CounterKey(rawValue: String(digit)) else { continue }
      try await insist("the amount \(keyed)", pressing: key) { $0.display.contains { $0.hasSuffix(keyed) } }
    }
    try await insist("the shares", pressing: .enter) { $0.display.first?.contains("合计") == true }
  }

  /// Accepts what was prepared, and returns what the display says of it.
  public mutating func accept(total: Int64) async throws -> Sighting {
    try await insist("that it is accepted", pressing: .enter) { Sighting(display: $0.display)?.total == total }
    guard let said = Sighting(display: await settled()) else { throw Interrupted() }
    return said
  }

  /// A display that says why not, with a code for the help desk.
  public static func isRefusal(_ display: [String]) -> Bool { display.contains { $0.contains(#/E\d\d/#) } }

  private static func isIdle(_ view: CounterView) -> Bool { isIdle(view.display) }
  private static func isIdle(_ display: [String]) -> Bool { display.first?.contains("请扫码") == true }

  /// What the display shows once it is drawn to its end.
  private func settled() async -> [String] {
    var (view, version) = bench.view.versioned
    var deadline = ContinuousClock.now + Self.stillness
    while ContinuousClock.now < deadline {
      await bench.view.change(since: version, until: deadline)
      let shown = view.display
      (view, version) = bench.view.versioned
      if view.display != shown { deadline = .now + Self.stillness }
    }
    return view.display
  }

  /// Does something, and does it again where nothing comes of it.
  private func insist(
    _ what: String, _ body: () async throws -> Void, until condition: @escaping @Sendable (CounterView) -> Bool
  ) async throws {
    for _ in 0..<attempts {
      try await body()
      guard try await comes(within: noticing, { condition($0) || Self.isRefusal($0.display) }) else { continue }
      let display = bench.view.value.display
      guard !Self.isRefusal(display) else { throw Refused(display: display) }
      return
    }
    try await wait(what, for: condition)
  }

  private func insist(
    _ what: String, pressing key: CounterKey, until condition: @escaping @Sendable (CounterView) -> Bool
  ) async throws {
    try await insist(what, { [bench] in try await bench.press([key]) }, until: condition)
  }

  private func wait(_ what: String, for condition: @escaping @Sendable (CounterView) -> Bool) async throws {
    guard try await comes(within: patience, condition) else {
      throw BenchFault("the terminal does not show \(what); what it showed last: \(bench.view.value.screens.suffix(3))")
    }
  }

  /// Whether the condition comes to hold; throws where the terminal begins anew meanwhile.
  private func comes(
    within time: Duration, _ condition: @escaping @Sendable (CounterView) -> Bool
  ) async throws -> Bool {
    let starts = starts
    let seen = await bench.view.value(until: .now + time) { !$0.isRunning || $0.starts != starts || condition($0) }
    guard let seen else { return false }
    guard seen.isRunning, seen.starts == starts else { throw Interrupted() }
    return true
  }
}
