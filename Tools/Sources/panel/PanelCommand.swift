import ArgumentParser
import BenchKit
import Foundation
import Glibc
import Hummingbird
import Logging

@main
struct PanelCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "panel",
    abstract: "A terminal, its customers and its hub on one desk or an emulated board, and a page to try them on.",
    discussion: """
      Starts a hub, a terminal and its uplink on this machine, makes the terminal one of the hub's, and serves a page \
      with the display, the keypad, the printer and people who show codes. Everything is kept in the state folder: \
      started again, the terminal still has its journal. Interrupt it to end it all.
      """)

  @Option(help: "Where everything is kept.", completion: .directory)
  var state: String?

  @Option(help: "The page's port; the next free one where it is taken.")
  var port = 8080

  @Option(help: "The terminal's display: \(Scenario.Display.allCases.map(\.rawValue).joined(separator: " or ")).")
  var display = Scenario.Display.st7920

  @Option(help: "The terminal's language: \(Scenario.Language.allCases.map(\.rawValue).joined(separator: " or ")).")
  var language = Scenario.Language.chinese

  @Option(help: "How wide the printer's roll is, in millimetres: 58 or 80.")
  var paper = 58

  @Option(
    name: .customLong("on"),
    help: ArgumentHelp("The terminal is this board of Boards, under QEMU, in place of a desk.", valueName: "board"))
  var board: String?

  @Option(help: "The hub to start.", completion: .file())
  var hub: String?

  @Option(help: "The terminal to start (acceptd-desk).", completion: .file())
  var terminal: String?

  @Option(help: "The uplink to start (uplinkd).", completion: .file())
  var uplink: String?

  func validate() throws {
    guard [58, 80].contains(paper) else { throw ValidationError("a roll is 58 or 80 mm wide, not \(paper)") }
  }

  func run() async throws {
    let built = BuiltPrograms(beside: URL(fileURLWithPath: CommandLine.arguments[0]))
    var programs = DeskPrograms(built)
    if let terminal { programs.terminal = URL(fileURLWithPath: terminal) }
    if let uplink { programs.uplink = URL(fileURLWithPath: uplink) }
    let usual = built.checkout.appendingPathComponent(board.map { ".run/\($0)" } ?? ".run")
    let folder = URL(fileURLWithPath: state ?? usual.path)
    guard let page = Bundle.module.url(forResource: "Page", withExtension: nil) else {
      throw ValidationError("the page is not beside the program; build it again")
    }
    var policy = PolicyChanges()
    policy.pinUses = [.printedCodes]
    policy.prepaidTopUp = 1_000_00
    let plan = BenchPlan(
      hub: hub.map { URL(fileURLWithPath: $0) } ?? built.hub, state: folder, display: display, language: language,
      paper: paper, policy: policy)
    say("panel: starting a hub, a terminal and its uplink; all is kept in \(folder.path)")
    if let board {
      say("panel: the terminal is \(board) under QEMU, which takes some seconds to start")
      // What the board is taken apart into; its card is in the state folder.
      let shared = FileManager.default.temporaryDirectory.appendingPathComponent("acceptd-panel-\(UUID().uuidString)")
      defer { try? FileManager.default.removeItem(at: shared) }
      let prepared = try await EmulatedBoard.prepare(board, built, hub: plan.hub, in: shared)
      try await serveAndStop(try await EmulatedBench.start(plan, prepared), plan, page: page)
    } else {
      try await serveAndStop(try await DeskBench.start(plan, programs), plan, page: page)
    }
  }

  /// Serves the page, and ends all that the bench has started when that ends.
  private func serveAndStop(_ bench: any Bench, _ plan: BenchPlan, page: URL) async throws {
    do {
      try await serve(
        Panel(
          bench: bench, customers: plan.customers,
          roll: plan.paper == 80 ? .millimetres80 : .millimetres58), page: page)
    } catch {
      await bench.stop()
      throw error
    }
    say("panel: switching everything off")
    await bench.stop()
  }

  /// Serves the page until the program is interrupted.
  private func serve(_ panel: Panel, page: URL) async throws {
    let free = try Self.freePort(from: port)
    var logger = Logger(label: "panel")
    logger.logLevel = .warning
    let application = Application(
      router: PanelRouter(panel: panel, page: page).router(),
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: free)),
      onServerRunning: { _ in
        say("panel: open http://127.0.0.1:\(free)/ in a browser")
      }, logger: logger)
    let watcher = Task { await HubWatcher(bench: panel.bench, hub: panel.hub).run() }
    defer { watcher.cancel() }
    try await application.runService()
  }

  /// Ports that are tried one after the other.
  private static let tries = 100

  private static func freePort(from first: Int) throws -> Int {
    for port in first..<(first + tries) where isFree(port) { return port }
    throw ValidationError("no port from \(first) to \(first + tries - 1) is free")
  }

  private static func isFree(_ port: Int) -> Bool {
    guard let number = UInt16(exactly: port) else { return false }
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard socket >= 0 else { return false }
    defer { close(socket) }
    var reuse: Int32 = 1
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &reuse, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = number.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }
}

extension Scenario.Display: ExpressibleByArgument {}
extension Scenario.Language: ExpressibleByArgument {}

/// A line for the person who started the program, at once.
private func say(_ line: String) {
  FileHandle.standardOutput.write(Data((line + "\n").utf8))
}
