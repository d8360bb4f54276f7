import BoardKit
import ConsoleKit
import Foundation
import NIOPosix
import Synchronization

extension EmulatedBoard {
  /// Starts the board with the card as it came out of the image, and has a hub make it a terminal as a field engineer does:
  /// over its serial console. Then the power goes.
  func provision(hub: URL) async throws {
    let plan = BenchPlan(hub: hub, state: template.common.root)
    try BenchFolder.make(template.common.logs)
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let surroundings = try await Surroundings.start(plan, hubName: Self.hubName, on: group.next())
    do {
      try await provision(plan, surroundings, on: group)
    } catch {
      await surroundings.stop()
      try? await group.shutdownGracefully()
      throw error
    }
    await surroundings.stop()
    try? await group.shutdownGracefully()
    // What the card did not get to write, the next start would find in its journal.
    try CardFiles(card: template.card, board: machine.board).settle()
  }

  private func provision(
    _ plan: BenchPlan, _ surroundings: Surroundings, on group: MultiThreadedEventLoopGroup
  ) async throws {
    let parts = try await EmulatedBench.Parts(
      self, template, plan, view: Watch(CounterView(plan.display)), on: group.next())
    var emulator: ChildProcess?
    let outcome: Result<Void, any Error>
    do {
      let child = try await parts.startEmulator(
        machine, card: template.card, time: EmulatedBench.time, log: template.common.log("pins"))
      emulator = child
      let deadline = ContinuousClock.now + EmulatedBench.patience
      try await parts.machine.connected(until: deadline)
      try await parts.pins.connected(until: deadline)
      try await parts.machine.perform("cont")
      try await ConsoleProvisioner.provision(
        ConsolePlan(
          terminal: Surroundings.terminal, institution: Surroundings.institution, hub: surroundings.hubAddress),
        over: BoardConsole(parts.console, parts.consoleLog), hub: surroundings.client, root: surroundings.root,
        bundle: try await surroundings.firstBundle(), patience: BoardConsole.patience)
      outcome = .success(())
    } catch {
      // A board that does not come up says why on its console, and nobody answers there.
      let complaints = parts.consoleLog.value.complaints()
      outcome = .failure(
        complaints.isEmpty ? error : BenchFault("the board does not start: \(complaints.joined(separator: "; "))"))
    }
    await emulator?.kill()
    await parts.close()
    try outcome.get()
  }
}

/// An emulated board's serial console, for whoever asks there, while the bench reads the kernel's log off it.
final class BoardConsole: ConsoleChannel {
  private let port: SocketPort
  private let log: Watch<ConsoleLog>
  /// How many lines of the log were given out.
  private let given = Mutex(0)

  /// A board that is emulated on a busy machine starts in its own time.
  static let patience = ConsolePatience(answer: .seconds(4), work: .seconds(120), attempts: 10, firstAttempts: 45)

  init(_ port: SocketPort, _ log: Watch<ConsoleLog>) {
    self.port = port
    self.log = log
    // What was said before belongs to somebody else.
    given.withLock { $0 = log.value.lines.count }
  }

  func send(_ bytes: [UInt8]) { port.send(bytes) }

  func receive(within time: Duration) async -> [UInt8] {
    let from = given.withLock { $0 }
    guard let found = await log.value(until: .now + time, where: { $0.lines.count > from }) else { return [] }
    given.withLock { $0 = found.lines.count }
    return found.lines[from...].flatMap { Array($0.utf8) + [0x0A] }
  }
}
