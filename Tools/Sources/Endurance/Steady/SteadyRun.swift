import BenchKit
import Foundation

/// Sells at a desk for long, with uploads and receipts, and looks whether the processes and their files stay as they are.
public struct SteadyRun: Sendable {
  public struct Report: Sendable {
    public var courses: [Course] = []
    /// What must never be, in words.
    public var violations: [String] = []
  }

  private let shop: Shop
  private let sales: Int
  private let say: @Sendable (String) -> Void

  /// Looks over a run, a multiple of four.
  private static let looks = 40
  /// How long the hub may take to have everything.
  private static let settling = Duration.seconds(60)
  /// What a process may have more of its own memory at the end, in KiB: pages that a heap has once touched, here and there.
  private static let memory = 64
  /// What the other files may have more, in KiB: a log stays as long as it once was, and now and then a checkpoint waits for a frame more.
  private static let logs = 32
  /// What one sale may take more of the journal at the end, in hundredths: a tree that grew by a level.
  private static let journal = 10

  /// The fewest sales of a run: the inbox's log grows for some six hundred until it is begun anew.
  public static let fewest = 1_600

  public init(at bench: DeskBench, sales: Int, say: @escaping @Sendable (String) -> Void) {
    shop = Shop(at: bench)
    self.sales = sales
    self.say = say
  }

  public func run() async throws -> Report {
    try await shop.clear()
    let printer = Task { await shop.tearOff() }
    var courses = Courses()
    let step = max(1, sales / Self.looks)
    for sale in 1...sales {
      try await shop.sell()
      try courses.lookAtJournal(of: shop.bench)
      guard sale % step == 0 else { continue }
      try await rest()
      try await courses.look(at: shop.bench)
      if sale % (step * 4) == 0 { say("steady: \(sale) sales") }
    }
    var report = Report(courses: courses.all)
    report.violations = try await shop.audit(within: Self.settling)
    printer.cancel()
    await printer.value
    if shop.book.count(.printed) < sales {
      report.violations.append("\(sales - shop.book.count(.printed)) receipts were not printed")
    }
    report.violations += report.courses.filter { !$0.isFlat }.map { "not flat: \($0)" }
    report.violations += await shop.bench.complaints()
    return report
  }

  /// Waits until nothing is under way: all is uploaded, and the counter waits for a customer.
  private func rest() async throws {
    try await shop.clear()
    let deadline = ContinuousClock.now + Self.settling
    while try await shop.bench.pending() > 0 {
      guard ContinuousClock.now < deadline else { throw BenchFault("the hub does not come to have every sale") }
      try await Task.sleep(for: .milliseconds(50))
    }
    // The receipt has still to be taken in by the terminal.
    try await Task.sleep(for: .milliseconds(100))
  }

  /// The courses of everything that is looked at.
  private struct Courses {
    var descriptors: [DeskProcess: Course] = [:]
    var threads: [DeskProcess: Course] = [:]
    var memory: [DeskProcess: Course] = [:]
    var journal = Course("the journal", unit: "bytes a sale", allowance: .percent(SteadyRun.journal))
    var otherFiles = Course("the other files", unit: "KiB", allowance: .by(SteadyRun.logs))
    /// When the journal's file last grew, which it does at a checkpoint alone: its bytes then, and the sales since.
    private var journalGrew: (bytes: Int, sales: Int)?

    init() {
      for process in DeskProcess.allCases {
        descriptors[process] = Course("\(process.rawValue)'s descriptors", allowance: .by(0))
        guard process != .hub else { continue }
        threads[process] = Course("\(process.rawValue)'s threads", allowance: .by(0))
        memory[process] = Course("\(process.rawValue)'s memory", unit: "KiB", allowance: .by(SteadyRun.memory))
      }
    }

    /// To be called after every sale.
    mutating func lookAtJournal(of bench: DeskBench) throws {
      let bytes = try Self.size(of: bench.data.appendingPathComponent("journal.sqlite"))
      guard let before = journalGrew else { return journalGrew = (bytes, 0) }
      journalGrew?.sales += 1
      guard bytes > before.bytes else { return }
      journal.note((bytes - before.bytes) / (before.sales + 1))
      journalGrew = (bytes, 0)
    }

    mutating func look(at bench: DeskBench) async throws {
      for process in DeskProcess.allCases {
        guard let identifier = await bench.identifier(of: process) else {
          throw BenchFault("\(process.rawValue) has ended")
        }
        let footprint = try Footprint(of: identifier)
        descriptors[process]?.note(footprint.descriptors)
        threads[process]?.note(footprint.threads)
        memory[process]?.note(footprint.memory.ownWritten)
      }
      let others = try FileManager.default.contentsOfDirectory(at: bench.data, includingPropertiesForKeys: nil)
        .filter { $0.lastPathComponent != "journal.sqlite" }
      otherFiles.note(try others.map(Self.size).reduce(0, +) / 1_024)
    }

    private static func size(of file: URL) throws -> Int {
      try FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int ?? 0
    }

    var all: [Course] {
      DeskProcess.allCases.flatMap { process in
        [descriptors[process], threads[process], memory[process]].compactMap(\.self)
      } + [journal, otherFiles]
    }
  }
}
