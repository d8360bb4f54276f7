import Devices
import Foundation
import Issuing
import KeyFiles
import NIOCore
import NIOPosix
import Provisioning
import Wire

extension DeskBench {
  /// Sets a desk up: a hub, a terminal that is one of its own, a network between them, everything switched on.
  public static func start(_ plan: DeskPlan) async throws -> DeskBench {
    let folder = DeskFolder(root: plan.state)
    for each in [folder.root, folder.logs, folder.devices] {
      try FileManager.default.createDirectory(
        at: each, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }
    let office = RegionOffice(
      keys: try RegionKeys(folder: folder.region), policy: plan.policy, customers: plan.customers)
    let hub = try await HubProcess.start(plan, in: folder.hub)
    do {
      return try await assemble(plan, office: office, hub: hub)
    } catch {
      await hub.child.stop()
      throw error
    }
  }

  private static func assemble(_ plan: DeskPlan, office: RegionOffice, hub: HubProcess) async throws -> DeskBench {
    let folder = DeskFolder(root: plan.state)
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let eventLoop = group.next()
    let view = Watch(CounterView())
    view.update { $0.columns = plan.display == .st7920 ? ST7920Decoder.columns : HD44780Decoder.columns }
    guard let terminal = TerminalID(terminalIdentity) else { throw BenchFault("'\(terminalIdentity)' is no terminal") }
    let hubKeys = HubKeys(
      receipt: try KeyFile.publicKey(folder.hub.appendingPathComponent("receipt.pub").path),
      sealing: try KeyFile.publicKey(folder.hub.appendingPathComponent("sealing.pub").path))
    let model = try PrinterModel(view: view)
    let bench = DeskBench(
      plan: plan, office: office, group: group, view: view,
      parts: Parts(
        eventLoop: eventLoop,
        pins: try await PinSocket.open(path: folder.pins, display: plan.display, view: view, on: eventLoop),
        scanner: SerialLine(link: folder.scanner, on: eventLoop) { _ in [] },
        printer: PrinterUnit(
          line: SerialLine(link: folder.printer, on: eventLoop) { model.receive($0) }, model: model),
        files: TerminalFiles(folder: folder.terminal, terminal: terminal, hub: hubKeys),
        networkSwitch: try await NetworkSwitch.open(to: hub.address, on: eventLoop), hub: hub))
    do {
      try await bench.begin()
    } catch {
      await bench.stop()
      throw error
    }
    return bench
  }

  /// Publishes a bundle of today, makes the terminal one of the hub's where it is not yet, and switches everything on.
  private func begin() async throws {
    let version = (try await hubProcess.client.status().bundleVersion ?? 0) + 1
    let bundle = try await office.bundle(version: version, issuedAt: now, hub: files.hub)
    _ = try await hubProcess.client.publish(bundle: bundle)
    let address = "https://127.0.0.1:\(networkSwitch.port)"
    if FileManager.default.fileExists(atPath: folder.terminal.configuration) {
      try set(["hub": address, "language": plan.language.setting, "display": plan.display.rawValue])
    } else {
      try await Provisioner(hub: hubProcess.client).provision(
        TerminalPlan(
          terminal: Self.terminalIdentity, institution: Self.institution, language: plan.language.setting,
          display: plan.display.rawValue, hub: address, scanner: folder.scanner.path, printer: folder.printer.path,
          pins: folder.pins.path),
        into: folder.terminal, root: office.keys.root.publicKey, bundle: bundle)
    }
    try await scanner.attach()
    try await printer.line.attach()
    try await startTerminal()
  }

  /// Changes lines of the terminal's configuration: the network switch, for one, has another port each time.
  private func set(_ values: [String: String]) throws {
    let path = folder.terminal.configuration
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false)
    let changed = lines.map { line in
      let key = line.prefix { $0 != "=" }.trimmingCharacters(in: .whitespaces)
      return values[key].map { "\(key) = \($0)" } ?? String(line)
    }
    try changed.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
  }

  /// Starts both daemons of the terminal, and waits until it shows something.
  func startTerminal() async throws {
    guard !view.value.isRunning else { return }
    // Where the terminal died alone, its uplink goes with it: it was the power that failed.
    await cutPower()
    // Whatever was on the serial lines was never for this start.
    scanner.discard()
    printer.line.discard()
    try printer.model.reset()
    let configuration = ["--config", folder.terminal.configuration]
    let environment = hasCryptography ? [:] : ["OPENSSL_CONF": folder.noCryptography.path]
    let terminal = try await ChildProcess.start(
      plan.programs.terminal, configuration, log: log(of: plan.programs.terminal), environment: environment)
    self.terminal = terminal
    uplink = try await ChildProcess.start(
      plan.programs.uplink, configuration, log: log(of: plan.programs.uplink), environment: environment)
    let shown = await view.value(until: .now + Self.patience) { view in
      view.isRunning && view.display.contains { !$0.allSatisfy { $0 == " " } }
    }
    guard shown != nil else {
      let end = terminal.state.value.end.map { "it ended: \($0)" } ?? "its display stays dark"
      throw BenchFault("the terminal does not start: \(end); see \(log(of: plan.programs.terminal).path)")
    }
  }

  nonisolated func log(of program: URL) -> URL {
    folder.log(program.lastPathComponent)
  }

  /// Everything in the terminal's case stops at once.
  func cutPower() async {
    await terminal?.kill()
    await uplink?.kill()
    _ = await view.value(until: .now + Self.patience) { !$0.isRunning }
  }

  /// Ends everything the bench has started.
  public func stop() async {
    await terminal?.stop()
    await uplink?.stop()
    await hubProcess.child.stop()
    await falseHub?.child.stop()
    await scanner.detach()
    await printer.line.detach()
    try? await networkSwitch.close()
    try? await pins.close()
    try? await group.shutdownGracefully()
  }
}

extension Scenario.Language {
  /// The word for it in a terminal's configuration.
  var setting: String {
    switch self {
    case .chinese: "zh"
    case .english: "en"
    }
  }
}
