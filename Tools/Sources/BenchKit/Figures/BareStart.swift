import BoardKit
import Foundation
import NIOPosix

/// The floor of every start: the board's kernel on the same machine with the same command line, and a first process that
/// says so and nothing else.
struct BareStart: Sendable {
  private let board: EmulatedBoard
  private let folder: EmulatedFolder
  private let archive: URL

  /// What the first process says, with the microseconds since the kernel began.
  static let words = "bare init after "
  private static let program = "bare-init"

  /// - Parameter folder: where everything is kept.
  init(_ board: EmulatedBoard, _ folders: Folders, in folder: URL) throws {
    self.board = board
    self.folder = EmulatedFolder(common: BenchFolder(root: folder))
    try BenchFolder.make(folder, self.folder.common.logs)
    let built = folder.appendingPathComponent(Self.program)
    let architecture = board.machine.board.architecture
    // The toolchain's own compiler for C, wherever it is.
    try Command.run(
      "sh",
      [
        "-c", #"exec "$(dirname "$(readlink -f "$(command -v swift)")")/clang" "$@""#, "clang",
        "--target=" + architecture.clangTriple,
        "--sysroot="
          + folders.root.appendingPathComponent(".build-sysroot/\(architecture.rawValue)/root").path,
        "-fuse-ld=lld", "-static", "-Os", "-s", "-o", built.path,
        folders.root.appendingPathComponent("Tools/lib/\(Self.program).c").path,
      ])
    var tree = FileTree()
    tree.put(program: try Data(contentsOf: built), at: Self.program)
    archive = folder.appendingPathComponent("bare.cpio")
    try tree.cpio(time: 0).write(to: archive)
    try Command.run("cp", ["--sparse=always", board.template.card.path, self.folder.card.path])
  }

  /// From the kernel's first instruction to the words of its first process.
  func measure() async throws -> StartTime {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let log = Watch(ConsoleLog())
    let machine = try await QMP.open(folder.socket("machine"), on: group.next())
    let pins = try await SocketPort.open(folder.socket("pins"), on: group.next()) { _ in [] }
    let console = try await SocketPort.open(folder.socket("console"), on: group.next()) { bytes in
      log.update { $0.take(bytes) }
      return []
    }
    let emulator = try await start(machine.path, pins.path, console.path)
    let outcome: Result<StartTime, any Error>
    do { outcome = .success(try await follow(machine, log)) } catch { outcome = .failure(error) }
    await emulator.kill()
    for port in [pins, console] { await port.close() }
    await machine.close()
    try? await group.shutdownGracefully()
    return try outcome.get()
  }

  private func start(_ machine: String, _ pins: String, _ console: String) async throws
    -> ChildProcess
  {
    let sockets = Machine.Sockets(
      serial: [board.machine.board.ports.console.device: console], pins: pins, machine: machine)
    var arguments = try board.machine.arguments(
      sockets, card: board.machine.card(folder.card), time: EmulatedBench.time)
    for (option, value) in zip(arguments.indices, arguments.indices.dropFirst()) {
      if arguments[option] == "-initrd" { arguments[value] = archive.path }
      if arguments[option] == "-append" {
        arguments[value] = arguments[value].replacingOccurrences(
          of: "rdinit=/rig", with: "rdinit=/" + Self.program)
      }
    }
    let program =
      try Command.lines("sh", ["-c", "command -v \"$0\"", board.machine.emulator.program]).first
      ?? ""
    return try await ChildProcess.start(
      URL(fileURLWithPath: program), arguments, log: folder.common.log("qemu"))
  }

  private func follow(_ machine: QMP, _ log: Watch<ConsoleLog>) async throws -> StartTime {
    let deadline = ContinuousClock.now + EmulatedBench.patience
    try await machine.connected(until: deadline)
    let began = ContinuousClock.now
    try await machine.perform("cont")
    let said = await log.value(until: deadline) { Self.uptime(in: $0) != nil }
    guard let uptime = said.flatMap(Self.uptime) else {
      throw BenchFault("the bare kernel does not come to its first process")
    }
    return StartTime(took: .now - began, uptime: uptime)
  }

  /// What the first process said of the time.
  private static func uptime(in log: ConsoleLog) -> Duration? {
    for line in log.lines where line.hasPrefix(words) {
      if let microseconds = Int64(line.dropFirst(words.count)) { return .microseconds(microseconds) }
    }
    return nil
  }
}

extension BoardDescription.Architecture {
  fileprivate var clangTriple: String {
    switch self {
    case .arm64: "aarch64-linux-gnu"
    case .armhf: "armv7-linux-gnueabihf"
    }
  }
}
