import Foundation

/// A process of a desk: the terminal's two daemons, and the hub.
public enum DeskProcess: String, CaseIterable, Sendable {
  case acceptd
  case uplinkd
  case hub
}

extension DeskBench {
  /// Kills a process alone, as the kernel does that runs out of memory: what it had written stays, and so does all that is around it.
  /// False where it was not running.
  @discardableResult
  public func kill(_ process: DeskProcess) async -> Bool {
    guard let child = await child(of: process), child.isRunning else { return false }
    await child.kill()
    return true
  }

  /// Asks a process alone to end, as whoever looks after it does, and returns how it did: killed, where it did not in time.
  public func end(_ process: DeskProcess) async -> ChildProcess.End? {
    guard let child = await child(of: process) else { return nil }
    if child.isRunning { await child.stop() }
    return child.state.value.end
  }

  /// Starts a process alone, as whoever looks after it does, and does not wait until it is ready. `tracer` is a program,
  /// and the words before the process's own, that is to start it.
  public func start(_ process: DeskProcess, under tracer: [String] = []) async throws {
    guard await child(of: process)?.isRunning != true else { throw BenchFault("\(process.rawValue) runs already") }
    switch process {
    case .acceptd:
      // A kernel throws away what a port holds that nobody has open.
      scanner.discard()
      terminal = try await launch(programs.terminal, under: tracer)
    case .uplinkd: uplink = try await launch(programs.uplink, under: tracer)
    case .hub:
      try await surroundings.launchHub()
      Task { [surroundings] in
        guard (try? await surroundings.joinHub()) != nil else { return }
        tellUplink()
      }
    }
  }

  /// The number of a process that runs.
  public func identifier(of process: DeskProcess) async -> Int32? {
    guard let child = await child(of: process), child.isRunning else { return nil }
    return child.identifier
  }

  /// How a process ended, where it has.
  public func end(of process: DeskProcess) async -> ChildProcess.End? {
    await child(of: process)?.state.value.end
  }

  /// Waits until a process has ended, or the task is cancelled.
  public func waitForEnd(of process: DeskProcess) async {
    guard let child = await child(of: process) else { return }
    while !Task.isCancelled, await child.state.value(until: .now + .seconds(60), where: { $0.end != nil }) == nil {}
  }

  /// What a process has logged over all its starts, in bytes that may end in the middle of a line.
  public nonisolated func log(of process: DeskProcess) -> URL {
    folder.common.log(process == .acceptd ? "acceptd-desk" : process.rawValue)
  }

  /// The folder in which both daemons keep what lasts.
  public nonisolated var data: URL {
    URL(fileURLWithPath: folder.terminal.journal).deletingLastPathComponent()
  }

  func launch(_ program: URL, under tracer: [String] = []) async throws -> ChildProcess {
    let words = tracer + [program.path, "--config", folder.terminal.configuration]
    return try await ChildProcess.start(
      URL(fileURLWithPath: words[0]), Array(words.dropFirst()), log: log(of: program),
      environment: hasCryptography ? [:] : ["OPENSSL_CONF": folder.noCryptography.path])
  }

  private func child(of process: DeskProcess) async -> ChildProcess? {
    switch process {
    case .acceptd: terminal
    case .uplinkd: uplink
    case .hub: await surroundings.hubChild
    }
  }
}
