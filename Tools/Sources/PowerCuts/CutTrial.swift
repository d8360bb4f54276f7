import Foundation
import Wire

/// Rebuilds a card as cuts leave it and holds what is found against what was known.
public struct CutTrial: Sendable {
  public let history: CardHistory
  /// The card as it was before the first entry of the log.
  public let base: URL
  public let partition: Partition
  public let files: KeptFiles
  /// What opens the terminal's key: its board's secret.
  public let passphrase: [UInt8]
  public let terminal: TerminalID
  public let volume: any Volume

  public init(
    history: CardHistory, base: URL, partition: Partition, files: KeptFiles = .board, passphrase: [UInt8],
    terminal: TerminalID, volume: any Volume = ExtVolume()
  ) {
    self.history = history
    self.base = base
    self.partition = partition
    self.files = files
    self.passphrase = passphrase
    self.terminal = terminal
    self.volume = volume
  }

  /// What came of all cuts.
  public struct Report: Sendable {
    public var tried = 0
    public var failures: [(cut: Cut, violation: Violation)] = []
    /// Cuts that left more entries than anybody knew of, as one between a flush and the display does.
    public var unannounced = 0

    public init() {}

    public mutating func add(_ other: Report) {
      tried += other.tried
      failures += other.failures
      unannounced += other.unannounced
    }
  }

  /// What the terminal made, as far as the whole log tells, and what never changes.
  private struct Truth: Sendable {
    var entries: [Remains.Entry]
    var unchanging: [String: Data]
  }

  /// Tries `cuts`, which are in the order of their positions, on so many threads at once. Everything is made in `scratch`.
  public func run(_ cuts: [Cut], workers: Int, scratch: URL) throws -> Report {
    let truth = try self.truth(scratch: scratch.appendingPathComponent("truth"))
    let outcomes = Outcomes()
    let share = max(1, (cuts.count + workers - 1) / workers)
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      let mine = cuts.dropFirst(worker * share).prefix(share)
      guard !mine.isEmpty else { return }
      let folder = scratch.appendingPathComponent("worker-\(worker)")
      do {
        try self.run(mine, truth: truth, in: folder, outcomes)
      } catch {
        outcomes.failed(error)
      }
    }
    return try outcomes.report()
  }

  private func run(_ cuts: ArraySlice<Cut>, truth: Truth, in folder: URL, _ outcomes: Outcomes) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var card = try CutCard(history.model, base: base, partition: partition, scratch: folder)
    for cut in cuts {
      let image = folder.appendingPathComponent("cut.img")
      try card.make(cut, at: image)
      let known = history.acknowledgements.filter { $0.position <= cut.position }
      do throws(Violation) {
        let found = try examine(image, truth: truth, known: known, in: folder.appendingPathComponent("files"))
        outcomes.held(isUnannounced: found > (known.map(\.sequence).max() ?? 0))
      } catch {
        outcomes.violated(cut, error)
      }
    }
  }

  /// Looks at one card, and returns the number of its newest entry.
  private func examine(
    _ image: URL, truth: Truth, known: [Acknowledgement], in folder: URL
  ) throws(Violation) -> UInt64 {
    let remains = try files(of: image, in: folder)
    for (file, bytes) in truth.unchanging where remains.bytes(of: file) != bytes { throw .changed(file: file) }
    let entries = try Self.hold(Violation.journalUnusable) { try remains.entries() }
    for sale in known {
      guard let entry = entries.first(where: { $0.sequence == sale.sequence }) else { throw .lost(sale) }
      guard entry.total == sale.total else { throw .acknowledgedOtherwise(sale, found: entry.total) }
    }
    for (index, entry) in entries.enumerated() {
      guard index < truth.entries.count, truth.entries[index] == entry else { throw .doubled(sequence: entry.sequence) }
    }
    let head = entries.last?.sequence ?? 0
    let receipted = try Self.hold(Violation.inboxUnusable) { try remains.receipted() }
    guard receipted <= head else { throw .receiptAhead(receipted: receipted, head: head) }
    try Self.hold(Violation.sellsNoMore) { try remains.sell(after: head) }
    return head
  }

  private func files(of image: URL, in folder: URL) throws(Violation) -> Remains {
    try Self.hold(Violation.cardLost) {
      try? FileManager.default.removeItem(at: folder)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try volume.recover(image, into: folder)
    }
    return Remains(root: folder, files: files, passphrase: passphrase, terminal: terminal)
  }

  private func truth(scratch: URL) throws -> Truth {
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    let image = scratch.appendingPathComponent("card.img")
    let folder = scratch.appendingPathComponent("files")
    var card = try CutCard(CardModel(history.model.log), base: base, partition: partition, scratch: scratch)
    try card.make(Cut(position: 0, loss: .nothing), at: image)
    let first = try files(of: image, in: folder)
    var unchanging: [String: Data] = [:]
    for file in files.unchanging { unchanging[file] = first.bytes(of: file) }
    try card.make(Cut(position: history.model.log.entries.count, loss: .nothing), at: image)
    return Truth(entries: try files(of: image, in: folder).entries(), unchanging: unchanging)
  }

  /// Runs `body`, and makes its failure the violation that it is.
  private static func hold<Value>(
    _ violation: (String) -> Violation, _ body: () throws -> Value
  ) throws(Violation) -> Value {
    do {
      return try body()
    } catch {
      throw violation("\(error)")
    }
  }
}

/// A kind of file system.
public protocol Volume: Sendable {
  /// Brings the file system in `image` back as a kernel does that mounts it, and copies all its files into `folder`.
  func recover(_ image: URL, into folder: URL) throws
}

/// ext4, the boards' own.
public struct ExtVolume: Volume {
  public init() {}

  public func recover(_ image: URL, into folder: URL) throws {
    let system = FileSystem(image: image)
    try system.recover()
    try system.extract("/", into: folder)
  }
}

extension CutTrial {
  /// Leaves the partition as `cut` leaves it on `card`, in place of what it holds there.
  public func leave(_ cut: Cut, on card: URL) throws {
    let scratch = card.deletingLastPathComponent().appendingPathComponent("cut-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let image = scratch.appendingPathComponent("cut.img")
    var maker = try CutCard(history.model, base: base, partition: partition, scratch: scratch)
    try maker.make(cut, at: image)
    try SparseFile(writing: card).replace(at: partition.sectors.lowerBound * UInt64(WriteLog.sectorBytes), with: image)
  }
}
