import BoardKit
import Foundation

/// Measures a board in one run. Nothing here judges: what is measured is told beside its floor or its aim.
public struct FigureRun: Sendable {
  private let board: EmulatedBoard
  private let hub: URL
  private let folders: Folders
  private let folder: URL
  private let say: @Sendable (String) -> Void

  /// Starts of either kind, one after the other in turn.
  public var starts = 5
  /// The same with instructions counted, which differ little from one start to the next.
  public var countedStarts = 2
  public var sales = 20

  /// What acceptd and uplinkd may have together, stripped; Tools/size holds them to it.
  private static let programsBudget = 1_000_000
  private static let memoryAim = 8_192
  /// How long a daemon that has nothing to do is left alone before its memory is looked at.
  private static let rest = Duration.seconds(20)
  /// For how long its sleep is watched: what happens once a minute is to be seen more than once.
  private static let idleMinutes = 3
  /// Who comes to the counter, one after the other.
  private static let customers = Customer.cast.filter { ["wang", "li", "zhao"].contains($0.id) }
  /// What the ST7920's data sheet says that it takes for a byte, in microseconds.
  private static let busMicroseconds = 72

  /// - Parameters:
  ///   - board: the board to measure, prepared.
  ///   - built: the checkout that it was made in.
  ///   - hub: the hub to start.
  ///   - folder: where everything is kept.
  ///   - say: hears what is being done.
  public init(
    _ board: EmulatedBoard, _ built: BuiltPrograms, hub: URL, in folder: URL,
    say: @escaping @Sendable (String) -> Void
  ) {
    self.board = board
    self.hub = hub
    folders = Folders(root: built.checkout)
    self.folder = folder
    self.say = say
  }

  public func run() async throws -> Figures {
    let description = board.machine.board
    let programs = try programs()
    let image = try image()
    let start = try await measureStarts(starts, of: board, by: \.took, in: "start")
    var counted = board
    counted.machine.isCounted = true
    let countedStart = try await measureStarts(countedStarts, of: counted, by: \.uptime, in: "counted-start")
    let rest = try await measureSales()
    return Figures(
      board: description.name, emulator: try emulator(), programs: programs,
      programsBudget: Self.programsBudget,
      memory: rest.memory, memoryTogether: rest.together, memoryAim: Self.memoryAim, idle: rest.idle, start: start,
      countedStart: countedStart, sale: rest.sale, image: image)
  }

  private func emulator() throws -> String {
    try Command.lines(board.machine.emulator.program, ["--version"]).first
      ?? board.machine.emulator.program
  }

  private func programs() throws -> [Figures.Program] {
    let names = TerminalDaemon.allCases.map(\.rawValue)
    let paths = try Command.lines(
      folders.tool("firmware").path, [board.machine.board.architecture.rawValue] + names,
      isShown: true)
    return try zip(names, paths).map { name, path in
      Figures.Program(name: name, bytes: try Data(contentsOf: URL(fileURLWithPath: path)).count)
    }
  }

  private func image() throws -> Figures.Image {
    let image = BoardImage(of: board.machine.board.name, in: folders)
    guard let map = BlockMap(text: try String(contentsOf: image.map, encoding: .utf8)) else {
      throw BenchFault("\(image.map.path) cannot be read")
    }
    let card = try FileHandle(forReadingFrom: image.card)
    defer { try? card.close() }
    try card.seek(toOffset: UInt64(Partition.rootA.start(in: board.machine.board.image)) << 20)
    guard
      let root = SquashFS.bytes(
        superblock: try card.read(upToCount: SquashFS.superblockBytes) ?? Data())
    else {
      throw BenchFault("\(image.card.path) has no root slot")
    }
    return Figures.Image(bytes: map.imageSize, writtenBytes: map.mappedSize, rootBytes: root)
  }

  private func measureStarts(
    _ count: Int, of board: EmulatedBoard, by clock: KeyPath<StartTime, Duration>, in name: String
  ) async throws -> Figures.Start {
    let bare = try BareStart(board, folders, in: folder.appendingPathComponent(name + "-bare"))
    var times: (terminal: [Int], bare: [Int]) = ([], [])
    for number in 1...count {
      say("\(name) \(number) of \(count)")
      times.bare.append(try await bare.measure()[keyPath: clock].microseconds)
      let place = folder.appendingPathComponent("\(name)-\(number)")
      try await finishing(EmulatedBench.setUp(BenchPlan(hub: hub, state: place), board)) { bench in
        times.terminal.append(try await bench.timedStart()[keyPath: clock].microseconds)
      }
    }
    return Figures.Start(terminal: Samples(times.terminal), bare: Samples(times.bare))
  }

  private struct Rest {
    var sale: Figures.Sale
    var memory: [Figures.Memory]
    var together: Int
    var idle: [Figures.Idle]
  }

  private func measureSales() async throws -> Rest {
    let bench = try await EmulatedBench.start(
      BenchPlan(hub: hub, state: folder.appendingPathComponent("sales")), board)
    var times: [SaleTimes] = []
    var memory: [Figures.Memory] = []
    var together = 0
    var idle: [Figures.Idle] = []
    try await finishing(bench) { bench in
      try await bench.see("请扫码")
      for number in 0..<sales {
        say("sale \(number + 1) of \(sales)")
        times.append(try await bench.timedSale(to: Self.customers[number % Self.customers.count]))
      }
      say("waiting for the hub's receipts, and for rest")
      let deadline = ContinuousClock.now + EmulatedBench.patience
      while try await bench.pending() > 0, .now < deadline {
        try await Task.sleep(for: .seconds(1))
      }
      try await Task.sleep(for: Self.rest)
      for daemon in TerminalDaemon.allCases {
        memory.append(
          Figures.Memory(name: daemon.rawValue, memory: try await bench.memory(of: daemon)))
      }
      together = try await bench.memoryTogether()
      say("watching it sleep")
      idle = try await withThrowingTaskGroup(of: Figures.Idle.self) { group in
        for daemon in TerminalDaemon.allCases {
          group.addTask {
            Figures.Idle(
              name: daemon.rawValue, wakeUps: try await bench.wakeUps(of: daemon, minutes: Self.idleMinutes))
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }.sorted { $0.name < $1.name }
      }
      let complaints = await bench.complaints()
      guard complaints.isEmpty else { throw BenchFault(complaints.joined(separator: "\n")) }
    }
    let sale = Figures.Sale(
      verdict: Samples(times.map(\.verdict.microseconds)),
      bus: Samples(times.map { $0.verdictBytes * Self.busMicroseconds }),
      acceptance: Samples(times.map(\.acceptance.microseconds)))
    return Rest(sale: sale, memory: memory, together: together, idle: idle)
  }

  /// Does something with a bench, and ends it however that went.
  private func finishing(_ bench: EmulatedBench, _ body: (EmulatedBench) async throws -> Void)
    async throws
  {
    do { try await body(bench) } catch {
      await bench.stop()
      throw error
    }
    await bench.stop()
  }
}

extension Duration {
  fileprivate var microseconds: Int {
    Int(components.seconds) * 1_000_000 + Int(components.attoseconds / 1_000_000_000_000)
  }
}
