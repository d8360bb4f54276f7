import BenchKit
import Foundation
import Seeds

/// Has calls into the kernel fail that the terminal's daemons make, one in each start, and looks what they make of it.
public struct FailingCallRun: Sendable {
  /// What came of it.
  public struct Report: Sendable {
    /// Failures that there are to try.
    public var listed = 0
    public var tried = 0
    /// How many there were of each outcome.
    public var outcomes: [Outcome: Int] = [:]
    /// What must never be, in words.
    public var violations: [String] = []
  }

  /// What a daemon made of it, where it did right.
  public enum Outcome: String, CaseIterable, Sendable {
    /// It sold, or uploaded, all the same.
    case wentOn = "went on"
    /// It said on the display why it does not sell.
    case refused
    /// It ended, said why in its log, and its next start went well.
    case ended
    /// The call did not come this time.
    case notMade = "not made"
  }

  private let shop: Shop
  private let count: Int
  private let seed: Seeded
  private let say: @Sendable (String) -> Void
  private let tracer: Tracer
  private let words: String

  /// Who serves at a terminal that may not sell waits until it has tried its journal again, which it does after ten seconds.
  private static let patience = Duration.seconds(25)
  private static let noticing = Duration.seconds(4)
  private static let attempts = 3
  /// How long an uplink may take to begin again after a failure, and the hub to have everything.
  private static let settling = Duration.seconds(45)
  private static let daemons = [DeskProcess.acceptd, .uplinkd]

  /// Tries `count` failures at the most, drawn by `seed` from all that there are, or from those whose descriptions hold `words`.
  public init(
    at bench: DeskBench, count: Int, seed: Seeded, words: String, say: @escaping @Sendable (String) -> Void
  ) {
    shop = Shop(at: bench)
    self.count = count
    self.seed = seed
    self.words = words
    self.say = say
    let folder = bench.data.deletingLastPathComponent().deletingLastPathComponent()
    tracer = Tracer(log: folder.appendingPathComponent("calls.log"), folder: folder)
  }

  /// Nil where no process may be traced here.
  public func run() async throws -> Report? {
    guard try await Tracer.isAllowed() else { return nil }
    try await shop.clear()
    let printer = Task { await shop.tearOff() }
    var report = Report()
    var cases: [(daemon: DeskProcess, call: FailingCall)] = []
    for daemon in Self.daemons { cases += try await list(daemon).map { (daemon, $0) } }
    report.listed = cases.count
    if !words.isEmpty { cases.removeAll { !"\($0.daemon.rawValue) \($0.call)".contains(words) } }
    var random = seed
    for (daemon, call) in cases.shuffled(using: &random).prefix(count) {
      report.tried += 1
      do {
        let outcome = try await attempt(call, in: daemon)
        report.outcomes[outcome, default: 0] += 1
        say("\(daemon.rawValue) \(call): \(outcome.rawValue)")
      } catch let fault as BenchFault {
        report.violations.append("\(daemon.rawValue) \(call): \(fault)")
        say("FAILED \(daemon.rawValue) \(call): \(fault)")
      }
      do {
        try await recover(daemon)
      } catch let fault as BenchFault {
        report.violations.append("\(daemon.rawValue) \(call): afterwards \(fault)")
        break
      }
    }
    printer.cancel()
    await printer.value
    for daemon in Self.daemons { report.violations += try CrashMarks.found(in: shop.bench.log(of: daemon)) }
    return report
  }

  /// The failures that a daemon can meet from its start to its end, with a sale in between.
  private func list(_ daemon: DeskProcess) async throws -> [FailingCall] {
    _ = await shop.bench.end(daemon)
    try await shop.bench.start(daemon, under: tracer.words())
    try await shop.clear()
    try await shop.sell()
    try await upload()
    _ = await shop.bench.end(daemon)
    let calls = try tracer.calls()
    try await recover(daemon)
    return FailingCall.all(in: calls)
  }

  /// One start with one failure; throws where what came of it was not right.
  private func attempt(_ call: FailingCall, in daemon: DeskProcess) async throws -> Outcome {
    _ = await shop.bench.end(daemon)
    let logged = try log(of: daemon).count
    try await shop.bench.start(daemon, under: tracer.words(failing: call))
    let isSold = daemon == .acceptd ? await tryToSell() : try await sellAndUpload(beside: daemon)
    let display = shop.bench.view.value.display
    if let end = await shop.bench.end(of: daemon) {
      try await explain(end, of: daemon, since: logged)
      return .ended
    }
    guard isSold || Clerk.isRefusal(display) else {
      throw BenchFault("it neither works nor says why: \(display)")
    }
    guard await shop.bench.end(daemon) != .killed(signal: 9) else { throw BenchFault("it does not end when asked to") }
    guard try tracer.calls().contains(where: \.isInjected) else { return .notMade }
    return isSold ? .wentOn : .refused
  }

  /// Whether the terminal sells; not for long where it does not, and not at all where it has ended.
  private func tryToSell() async -> Bool {
    let clerk = Clerk(at: shop.bench, noticing: Self.noticing, attempts: 2, patience: Self.patience)
    return await withTaskGroup(of: Bool.self) { group in
      group.addTask {
        // A terminal that lost its lines for a moment has forgotten nothing, but its display was dark; and one that refused a sale may take
        // the next.
        for _ in 1...Self.attempts {
          do {
            try await shop.clear(by: clerk)
            try await shop.sell(by: clerk)
            return true
          } catch is Clerk.Interrupted {
            continue
          } catch let refused as Clerk.Refused {
            say("  \(refused)")
          } catch {
            say("  \(error)")
            break
          }
        }
        return false
      }
      group.addTask {
        await shop.bench.waitForEnd(of: .acceptd)
        return false
      }
      defer { group.cancelAll() }
      return await group.next() ?? false
    }
  }

  /// Sells, which an uplink has no part in, and waits until it has brought the sale to the hub or has ended.
  private func sellAndUpload(beside daemon: DeskProcess) async throws -> Bool {
    try await shop.clear()
    try await shop.sell()
    let deadline = ContinuousClock.now + Self.settling
    while try await shop.bench.pending() > 0, await shop.bench.end(of: daemon) == nil {
      guard ContinuousClock.now < deadline else { return false }
      try await Task.sleep(for: .milliseconds(50))
    }
    return true
  }

  /// A process that ends has to say why, and must not have crashed.
  private func explain(_ end: ChildProcess.End, of daemon: DeskProcess, since logged: Int) async throws {
    guard case .exited(let status) = end, status != 0 else { throw BenchFault("it ended: \(end)") }
    let words = String(decoding: try log(of: daemon).dropFirst(logged), as: UTF8.self)
    // What the terminal says of its work begins with a `D` and a number.
    guard let last = words.split(separator: "\n").last, !last.hasPrefix("D") else {
      throw BenchFault("it ended with status \(status), and did not say why: \(words)")
    }
  }

  /// A start without a failure: it has to sell, and the hub to have everything that was ever told.
  private func recover(_ daemon: DeskProcess) async throws {
    _ = await shop.bench.end(daemon)
    try await shop.bench.start(daemon)
    try await shop.clear()
    try await shop.sell()
    let violations = try await shop.audit(within: Self.settling)
    guard violations.isEmpty else { throw BenchFault(violations.joined(separator: "; ")) }
  }

  private func upload() async throws {
    let violations = try await shop.audit(within: Self.settling)
    guard violations.isEmpty else { throw BenchFault(violations.joined(separator: "; ")) }
  }

  private func log(of daemon: DeskProcess) throws -> Data {
    let log = shop.bench.log(of: daemon)
    return FileManager.default.fileExists(atPath: log.path) ? try Data(contentsOf: log) : Data()
  }
}
