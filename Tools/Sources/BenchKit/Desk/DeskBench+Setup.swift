import Devices
import Foundation
import KeyFiles
import NIOCore
import NIOPosix
import Provisioning
import Wire

extension DeskBench {
  /// Sets a desk up: a hub, a terminal that is one of its own, a network between them, everything switched on.
  public static func start(_ plan: BenchPlan, _ programs: DeskPrograms) async throws -> DeskBench {
    let folder = DeskFolder(common: BenchFolder(root: plan.state))
    try BenchFolder.make(plan.state, folder.devices)
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let surroundings = try await Surroundings.start(plan, hubName: "127.0.0.1", on: group.next())
    let bench: DeskBench
    do {
      bench = try await assemble(plan, programs, folder, surroundings, group)
    } catch {
      await surroundings.stop()
      throw error
    }
    do {
      try await bench.begin()
    } catch {
      await bench.stop()
      throw error
    }
    return bench
  }

  private static func assemble(
    _ plan: BenchPlan, _ programs: DeskPrograms, _ folder: DeskFolder, _ surroundings: Surroundings,
    _ group: MultiThreadedEventLoopGroup
  ) async throws -> DeskBench {
    let eventLoop = group.next()
    let view = Watch(CounterView(plan.display))
    let printer = try PrinterModel(view: view)
    let scanner = BenchScanner(plan.scanner, rate: plan.scannerRate)
    return DeskBench(
      programs: programs, folder: folder, surroundings: surroundings, group: group, view: view,
      parts: Parts(
        pins: try await PinSocket.open(path: folder.pins, display: plan.display, view: view, on: eventLoop),
        scanner: SerialLine(link: folder.scanner, on: eventLoop) { scanner.receive($0, lineRate: $1) },
        scannerModel: scanner,
        printer: SerialLine(link: folder.printer, on: eventLoop, pace: printer.pace) { bytes, _ in
          printer.receive(bytes)
        },
        printerModel: printer,
        files: TerminalFiles(
          journal: folder.terminal.journal, inbox: folder.terminal.inbox,
          key: .file(folder.terminal.journalKey), receiptKey: surroundings.hubKeys.receipt)))
  }

  /// Publishes a bundle of today, makes the terminal one of the hub's where it is not yet, and switches everything on.
  private func begin() async throws {
    let bundle = try await surroundings.publishBundle()
    let plan = surroundings.plan
    if FileManager.default.fileExists(atPath: folder.terminal.configuration) {
      let path = folder.terminal.configuration
      try ConfigurationLines.set(
        surroundings.settings, in: String(contentsOfFile: path, encoding: .utf8)
      ).write(toFile: path, atomically: true, encoding: .utf8)
    } else {
      try await Provisioner(hub: surroundings.client).provision(
        TerminalPlan(
          terminal: Surroundings.terminal, institution: Surroundings.institution, language: plan.language.setting,
          display: plan.display.rawValue, hub: surroundings.hubAddress, scanner: folder.scanner.path,
          printer: folder.printer.path, pins: folder.pins.path, scannerProtocol: plan.scanner.rawValue,
          paper: "\(plan.paper)", supervisor: Surroundings.supervisor),
        into: folder.terminal, root: surroundings.root, bundle: bundle)
    }
    ownSecrets = try? TerminalSecrets(of: folder.terminal)
    try await scanner.attach()
    try await printer.attach()
    try await startTerminal()
  }

  /// Starts both daemons of the terminal, and waits until it shows something.
  func startTerminal() async throws {
    guard !view.value.isRunning else { return }
    // Where the terminal died alone, its uplink goes with it: it was the power that failed.
    await cutPower()
    // Whatever was on the serial lines was never for this start.
    scanner.discard()
    printer.discard()
    scannerModel.losePower()
    try printerModel.reset()
    let terminal = try await launch(programs.terminal)
    self.terminal = terminal
    uplink = try await launch(programs.uplink)
    let shown = await view.value(until: .now + Self.patience) { $0.isRunning && $0.isLegible }
    guard shown != nil else {
      let end = terminal.state.value.end.map { "it ended: \($0)" } ?? "its display stays dark"
      throw BenchFault("the terminal does not start: \(end); see \(log(of: programs.terminal).path)")
    }
  }

  nonisolated func log(of program: URL) -> URL {
    folder.common.log(program.lastPathComponent)
  }

  /// Everything in the terminal's case stops at once.
  func cutPower() async {
    await terminal?.kill()
    await uplink?.kill()
    _ = await view.value(until: .now + Self.patience) { !$0.isRunning }
  }

  /// Ends everything the bench has started.
  public func stop() async {
    noise?.cancel()
    await terminal?.stop()
    await uplink?.stop()
    await surroundings.stop()
    await scanner.detach()
    await printer.detach()
    try? await pins.close()
    try? await group.shutdownGracefully()
  }
}

extension TerminalSecrets {
  /// Those of a terminal on this machine.
  fileprivate init(of terminal: StateDirectory) throws {
    let text = String(decoding: try PrivateFile.read(terminal.secret), as: UTF8.self)
    guard let secret = Hexadecimal.bytes(text.trimmingCharacters(in: .newlines)) else {
      throw BenchFault("\(terminal.secret) is no secret")
    }
    self.init(keys: [try terminal.journalKey.opened(), try terminal.tlsKey.opened()], board: secret)
  }
}
