import Devices
import Foundation
import RigProtocol

/// What one sale took.
struct SaleTimes: Sendable {
  var verdict: Duration
  /// Bytes that the display was given for the screen with the verdict.
  var verdictBytes: Int
  var acceptance: Duration
}

/// What a start took.
struct StartTime: Sendable {
  /// By the clock of the machine that emulates.
  var took: Duration
  /// By the board's own, which begins with the kernel.
  var uptime: Duration
}

extension EmulatedBench {
  /// Between the bytes of a code and its end: the port has handed them on, and the silence that gives a code up is far.
  private static let pause = Duration.milliseconds(30)
  /// How long a code is waited for that a busy machine may have brought in two pieces.
  private static let glance = Duration.seconds(15)
  /// Nothing more happens at the pins once nothing has happened for so long.
  private static let quiet = Duration.milliseconds(250)

  /// Sells something for 15.00 to a customer whose code is good, and says how long what took.
  func timedSale(to customer: Customer) async throws -> SaleTimes {
    let scanned = try await scanUntilShown(customer)
    let verdict = try await settled()
    for key in [CounterKey.digit1, .digit5, .enter] { try await press([key]) }
    try await see("合计")
    _ = try await settled()
    try await parts.pins.beginTrace()
    try await press([.enter])
    try await see("受理成功")
    let sale = try await settled()
    try await press([.cancel])
    try await see("请扫码")
    _ = try await settled()
    guard let shown = verdict.displayDone, let noticed = sale.keyNoticed,
      let lit = sale.rose(.ledGreen),
      let accepted = sale.displayDone
    else { throw BenchFault("the pins do not tell when the sale went through") }
    return SaleTimes(
      verdict: shown - scanned, verdictBytes: verdict.displayBytes,
      acceptance: max(lit, accepted) - noticed)
  }

  /// Has a customer's code scanned until the terminal shows who it is of; when the last byte of the last scan was sent.
  ///
  /// The code's last byte begins the measuring: how long the others take is the scanner's affair and its cable's. Where this machine is
  /// so busy that the terminal took what came before it for a code that was broken off, a fresh one is shown.
  private func scanUntilShown(_ customer: Customer) async throws -> ContinuousClock.Instant {
    let deadline = ContinuousClock.now + Self.patience
    while ContinuousClock.now < deadline {
      parts.scanner.send(try await code(of: customer, age: 0))
      try await Task.sleep(for: Self.pause)
      try await parts.pins.beginTrace()
      let sent = ContinuousClock.now
      parts.scanner.send([0x0D])
      if await isShown("可报", within: Self.glance) { return sent }
    }
    throw BenchFault("the terminal does not take a code; its display shows \(view.value.display)")
  }

  /// Switches the board on, and waits until it asks for a code: how long that took, by this machine's clock and by the board's.
  func timedStart() async throws -> StartTime {
    let began = try await powerUp(until: .now + Self.patience)
    try await see("请扫码")
    let took = ContinuousClock.now - began
    let uptime = try await file("/proc/uptime").split(separator: " ").first.flatMap { Double($0) }
    guard let uptime else { throw BenchFault("the board does not say for how long it has been up") }
    return StartTime(took: took, uptime: .seconds(uptime))
  }

  /// Waits until the display shows this.
  func see(_ text: String) async throws {
    guard await isShown(text, within: Self.patience) else {
      throw BenchFault("the display does not show '\(text)' but \(view.value.display)")
    }
  }

  private func isShown(_ text: String, within time: Duration) async -> Bool {
    await view.value(until: .now + time) { view in view.display.contains { $0.contains(text) } } != nil
  }

  /// Waits until nothing more happens at the pins, and returns what happened.
  private func settled() async throws -> PinTrace {
    var trace = try await parts.pins.trace()
    while true {
      try await Task.sleep(for: Self.quiet)
      let later = try await parts.pins.trace()
      if later.changes.count == trace.changes.count { return later }
      trace = later
    }
  }

  /// What the daemons have in memory together, in KiB.
  func memoryTogether() async throws -> Int {
    let answer = try await parts.rig.perform(.resident(TerminalDaemon.allCases.map(\.rawValue)))
    guard let together = Int(answer) else { throw BenchFault("the hand in the board says '\(answer)' of memory") }
    return together
  }

  /// What a daemon has in memory.
  func memory(of daemon: TerminalDaemon) async throws -> ResidentMemory {
    let process = try await parts.rig.perform(.process(daemon.rawValue))
    guard
      let memory = ResidentMemory(
        rollup: try await file("/proc/\(process)/smaps_rollup"), status: try await file("/proc/\(process)/status"))
    else {
      throw BenchFault("the kernel does not say what \(daemon.rawValue) has in memory")
    }
    return memory
  }

  /// How often a daemon goes to sleep in so many minutes.
  func wakeUps(of daemon: TerminalDaemon, minutes: Int) async throws -> WakeUps {
    let process = try await parts.rig.perform(.process(daemon.rawValue))
    func sleeps() async throws -> Int {
      guard let sleeps = WakeUps.sleeps(status: try await file("/proc/\(process)/status")) else {
        throw BenchFault("the kernel does not say how often \(daemon.rawValue) sleeps")
      }
      return sleeps
    }
    let before = try await sleeps()
    try await Task.sleep(for: .seconds(60 * minutes))
    return WakeUps(perMinute: (try await sleeps() - before + minutes - 1) / minutes)
  }

  /// The beginning of a file of the terminal's, or of `/proc`.
  private func file(_ path: String) async throws -> String {
    String(decoding: RigHexadecimal.bytes(try await parts.rig.perform(.read(path))) ?? [], as: UTF8.self)
  }
}
