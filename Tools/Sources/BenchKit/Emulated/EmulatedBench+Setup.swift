import BoardKit
import Devices
import Foundation
import Glibc
import LibCrypto
import NIOCore
import NIOPosix

extension EmulatedBench {
  /// Sets a board up with its hub and a network between them, and switches everything on.
  public static func start(_ plan: BenchPlan, _ board: EmulatedBoard) async throws -> EmulatedBench {
    let bench = try await setUp(plan, board)
    do {
      try await bench.switchOn()
    } catch {
      await bench.stop()
      throw error
    }
    return bench
  }

  /// A board with its hub and a network between them, without power.
  static func setUp(_ plan: BenchPlan, _ board: EmulatedBoard) async throws -> EmulatedBench {
    let folder = EmulatedFolder(common: BenchFolder(root: plan.state))
    let isNew = try folder.begin(with: board.template)
    try BenchFolder.make(folder.copies, folder.common.logs)
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let surroundings = try await Surroundings.start(plan, hubName: EmulatedBoard.hubName, on: group.next())
    do {
      let secrets = try await prepareCard(of: board, in: folder, surroundings, isNew: isNew)
      let view = Watch(CounterView(plan.display))
      return EmulatedBench(
        board: board, folder: folder, surroundings: surroundings, group: group, view: view,
        parts: try await Parts(board, folder, plan, view: view, on: group.next()), secrets: secrets)
    } catch {
      await surroundings.stop()
      throw error
    }
  }

  /// Brings the card to this bench's story; what its terminal keeps to itself.
  private static func prepareCard(
    of board: EmulatedBoard, in folder: EmulatedFolder, _ surroundings: Surroundings, isNew: Bool
  ) async throws -> TerminalSecrets {
    let card = TerminalCard(CardFiles(card: folder.card, board: board.machine.board))
    if !isNew { try card.files.settle() }
    let bundle = try await surroundings.publishBundle()
    if isNew { try card.set(initialBundle: bundle) }
    try card.set(surroundings.settings)
    return try card.secrets(knowing: board.secret)
  }

  /// Starts the emulator, and waits until the terminal shows something and goes by its clock.
  func switchOn() async throws {
    guard !isOn else { return }
    let deadline = ContinuousClock.now + Self.patience
    try await powerUp(until: deadline)
    let shown = await view.value(until: deadline) { !$0.isRunning || $0.isLegible }
    guard shown?.isLegible == true else {
      let end = emulator?.state.value.end.map { "QEMU ended: \($0)" } ?? "its display stays dark"
      throw BenchFault("the board does not start: \(end); see \(folder.console.path)")
    }
    try await clockIsTaken(until: deadline)
  }

  /// Starts the emulator; when its processor began with the kernel's first instruction.
  @discardableResult
  func powerUp(until deadline: ContinuousClock.Instant) async throws -> ContinuousClock.Instant {
    try parts.printerModel.reset()
    parts.scannerModel.losePower()
    parts.rig.reset()
    parts.machine.reset()
    let child = try await parts.startEmulator(
      board.machine, card: folder.card, time: Self.time + clockOffset, log: folder.common.log("pins"))
    emulator = child
    Task {
      _ = await child.state.value(until: .now + .seconds(86_400)) { $0.end != nil }
      await powerIsGone()
    }
    try await parts.machine.connected(until: deadline)
    try await parts.pins.connected(until: deadline)
    try await tellLink()
    let began = ContinuousClock.now
    try await parts.machine.perform("cont")
    Task { await followResets() }
    try await parts.rig.connected(within: Self.patience)
    return began
  }

  /// Waits until the terminal goes by its hardware clock, which it takes while it shows its first screen. One that has
  /// lost its time it does not take.
  private func clockIsTaken(until deadline: ContinuousClock.Instant) async throws {
    guard Self.time + clockOffset >= Self.earliestTaken else { return }
    while isOn, ContinuousClock.now < deadline {
      if let shown = Int64(try await parts.rig.perform(.hello)), abs(shown - Self.time - clockOffset) < Self.clockSlack
      {
        return
      }
      try await Task.sleep(for: .milliseconds(200))
    }
    throw BenchFault("the terminal does not take its hardware clock; see \(folder.console.path)")
  }

  /// The earliest time of a hardware clock that a terminal takes: 2025-01-01.
  private static let earliestTaken: Int64 = 1_735_689_600
  /// How far a clock may be off that was taken, in seconds.
  private static let clockSlack: Int64 = 15

  /// Everything in the terminal's case stops at once.
  func cutPower() async {
    await emulator?.kill()
    await powerIsGone()
  }

  /// Ends everything the bench has started.
  public func stop() async {
    noise?.cancel()
    await cutPower()
    await surroundings.stop()
    await parts.close()
    try? await group.shutdownGracefully()
  }
}

extension EmulatedBench.Parts {
  /// Listens at every end that QEMU will connect to.
  init(
    _ board: EmulatedBoard, _ folder: EmulatedFolder, _ plan: BenchPlan, view: Watch<CounterView>,
    on eventLoop: any EventLoop
  ) async throws {
    let scannerModel = BenchScanner(plan.scanner, rate: plan.scannerRate)
    let printerModel = try PrinterModel(view: view)
    let consoleLog = Watch(ConsoleLog())
    _ = FileManager.default.createFile(atPath: folder.console.path, contents: nil)
    let file = try FileHandle(forWritingTo: folder.console)
    machine = try await QMP.open(folder.socket("machine"), on: eventLoop)
    pins = try await BoardPins.open(
      folder.socket("pins"), board.wiring, display: plan.display, view: view, machine: machine, on: eventLoop)
    rig = try await RigClient.open(folder.socket("rig"), on: eventLoop)
    scanner = try await SocketPort.open(folder.socket("scanner"), on: eventLoop) {
      scannerModel.receive($0, lineRate: nil)
    }
    self.scannerModel = scannerModel
    printer = try await SocketPort.open(
      folder.socket("printer"), on: eventLoop, pace: printerModel.pace
    ) { printerModel.receive($0) }
    console = try await SocketPort.open(folder.socket("console"), on: eventLoop) { bytes in
      consoleLog.update { $0.take(bytes) }
      try? file.write(contentsOf: Data(bytes))
      return []
    }
    self.printerModel = printerModel
    self.consoleLog = consoleLog
  }

  /// The sockets by what they are to the board.
  func sockets(of board: BoardDescription) -> Machine.Sockets {
    var serial = [
      board.ports.scanner.device: scanner.path, board.ports.printer.device: printer.path,
      board.ports.console.device: console.path,
    ]
    if let spare = board.ports.spare { serial[spare.device] = rig.path }
    return Machine.Sockets(serial: serial, pins: pins.path, machine: machine.path)
  }

  /// Starts QEMU with all these at its ends. Its own log, in which it says what happens at the pins and when, is read through a
  /// pipe. It stands still until it is told to go on.
  func startEmulator(_ machine: Machine, card: URL, time: Int64, log: URL) async throws -> ChildProcess {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw BenchFault("no pipe: \(String(cString: strerror(errno)))") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { Glibc.close(ends[1]) }
    if !FileManager.default.fileExists(atPath: log.path) {
      _ = FileManager.default.createFile(atPath: log.path, contents: nil)
    }
    let trace = try FileHandle(forWritingTo: log)
    try trace.seekToEnd()
    try await pins.follow(ends[0], trace: trace)
    if machine.isCardCached { try LoggedCard(card).begin() }
    let program = try Command.lines("sh", ["-c", "command -v \"$0\"", machine.emulator.program]).first ?? ""
    return try await ChildProcess.start(
      URL(fileURLWithPath: program),
      try machine.arguments(sockets(of: machine.board), card: machine.card(card), time: time), log: log,
      errors: ends[1])
  }

  func close() async {
    for port in [scanner, printer, console] { await port.close() }
    await rig.close()
    await self.machine.close()
    await pins.close()
  }
}
