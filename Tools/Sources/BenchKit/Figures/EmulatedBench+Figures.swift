import Devices
import Foundation
import RigProtocol

/// What one sale took.
struct SaleTimes: Sendable {
  var verdict: Duration
  /// Bytes that the display was given for the screen with the verdict.
  var verdictBytes: Int
  var commit: Duration
  var acceptance: Duration
}

extension EmulatedBench {
  /// Between the bytes of a code and its end: longer than the port takes to hand them on, shorter than the silence that
  /// gives a code up.
  private static let pause = Duration.milliseconds(60)
  /// Nothing more happens at the pins once nothing has happened for so long.
  private static let quiet = Duration.milliseconds(250)

  /// Sells something for 15.00 to a customer whose code is good, and says how long what took.
  func timedSale(to customer: Customer) async throws -> SaleTimes {
    let code = try await code(of: customer, age: 0)
    // The code's last byte begins the measuring: how long the others take is the scanner's affair and its cable's.
    parts.scanner.send(code)
    try await Task.sleep(for: Self.pause)
    try await parts.pins.beginTrace()
    let scanned = ContinuousClock.now
    parts.scanner.send([0x0D])
    try await see("可报")
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
      let committed = sale.rose(.ledGreen),
      let accepted = sale.displayDone
    else { throw BenchFault("the pins do not tell when the sale went through") }
    return SaleTimes(
      verdict: shown - scanned, verdictBytes: verdict.displayBytes, commit: committed - noticed,
      acceptance: accepted - noticed)
  }

  /// Waits until the display shows this.
  func see(_ text: String) async throws {
    let shown = await view.value(until: .now + Self.patience) { view in
      view.display.contains { $0.contains(text) }
    }
    guard shown != nil else { throw BenchFault("the display does not show '\(text)'") }
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

  /// What a daemon has in memory.
  func memory(of daemon: TerminalDaemon) async throws -> ResidentMemory {
    let process = try await parts.rig.perform(.process(daemon.rawValue))
    func file(_ name: String) async throws -> String {
      let text = try await parts.rig.perform(.read("/proc/\(process)/\(name)"))
      return String(decoding: RigHexadecimal.bytes(text) ?? [], as: UTF8.self)
    }
    guard
      let memory = ResidentMemory(
        rollup: try await file("smaps_rollup"), status: try await file("status"))
    else {
      throw BenchFault("the kernel does not say what \(daemon.rawValue) has in memory")
    }
    return memory
  }
}
