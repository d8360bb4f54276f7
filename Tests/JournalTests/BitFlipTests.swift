import Foundation
import LibCrypto
import RandomFixtures
import Testing

@testable import Journal

/// A bit of the journal's files is another one than was written. Either the journal opens with every entry that was
/// acknowledged, each as it was; or it is damaged, is set aside with all that the files held, and stays so.
@Suite struct BitFlipTests {
  /// How many flips are tried: so many in the test suite, `ACCEPTD_STORE_FLIPS` by hand.
  static let flips = ProcessInfo.processInfo.environment["ACCEPTD_STORE_FLIPS"].flatMap { Int($0) } ?? 80

  @Test(arguments: FlippedJournal.State.allCases)
  func noFlipPassesInSilence(_ state: FlippedJournal.State) throws {
    let journal = try FlippedJournal(state)
    var random = SeededRandom(seed: UInt64(state.rawValue))
    var outcomes: [FlippedJournal.Outcome: Int] = [:]
    for _ in 0..<Self.flips {
      let flip = journal.flip(&random)
      let outcome = try journal.outcome(of: flip)
      if outcome == .silent { Issue.record("\(state): \(flip)") }
      outcomes[outcome, default: 0] += 1
    }
    #expect(outcomes[.intact, default: 0] > 0 && outcomes[.setAside, default: 0] > 0, "\(state): \(outcomes)")
  }
}

/// A journal whose files have a bit flipped.
struct FlippedJournal {
  /// Where its entries are.
  enum State: Int, CaseIterable {
    /// In the log alone, as after a power cut between two checkpoints.
    case inLog = 1
    /// In the file, and in a log that was copied into it and begins again with the next commit.
    case inBoth = 2
    /// In the file, some of them, and the newer ones in a log that has begun again over an older one.
    case overOlderLog = 3
    /// In the file alone, as after an orderly stop.
    case inFile = 4
    /// In the file alone, each so large that it goes on in pages of its own.
    case onOverflowPages = 5
  }

  enum Outcome { case intact, setAside, silent }

  struct Flip: CustomStringConvertible {
    var file: String
    var offset: Int
    var bit: Int

    var description: String {
      file.hasSuffix("-wal")
        ? "log, frame \((offset - 32) / 4_120), byte \((offset - 32) % 4_120), bit \(bit) (at \(offset))"
        : "file, page \(offset / 4_096 + 1), byte \(offset % 4_096), bit \(bit)"
    }
  }

  private let files: [String: [UInt8]]
  private let contents: JournalContents
  /// Whether its entries are such as a terminal makes, and prove as a chain.
  private let isChained: Bool

  init(_ state: State) throws {
    let disk = try Disk()
    if state == .onOverflowPages {
      let store = try SQLiteStore(path: disk.path("journal.sqlite"))
      for sequence in 1...4 as ClosedRange<UInt64> {
        try store.append(row(sequence, size: 9_000), used: nil, usage: nil)
      }
      contents = try JournalContents(of: store)
      try Database(path: disk.path("journal.sqlite"), access: .write).execute("PRAGMA wal_checkpoint(TRUNCATE)")
      files = disk.files
      isChained = false
      return
    }
    isChained = true
    let day = try JournalDay(path: disk.path("journal.sqlite"))
    try day.take(.open)
    try day.take(.sell(5))
    try day.take(.raise)
    if state == .inBoth || state == .overOlderLog { try day.take(.checkpoint) }
    if state == .overOlderLog { try day.take(.sell(2)) }
    contents = try day.contents()
    if state == .inFile { try day.take(.close) }
    files = disk.files
  }

  /// Any bit of any file; every other one where SQLite keeps its own account: at the start of a page or of a log's frame.
  func flip(_ random: inout SeededRandom) -> Flip {
    let flippable = files.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
    let (file, bytes) = random.pick(flippable)
    let bit = Int.random(in: 0..<8, using: &random)
    let anywhere = Int.random(in: 0..<bytes.count, using: &random)
    guard Bool.random(using: &random) else { return Flip(file: file, offset: anywhere, bit: bit) }
    let (first, unit) = file.hasSuffix("-wal") ? (32, 4_120) : (0, 4_096)
    let start = anywhere < first ? 0 : (anywhere - first) / unit * unit + first
    let account = start == 0 ? 0..<100 : 0..<32
    let offset = min(start + Int.random(in: account, using: &random), bytes.count - 1)
    return Flip(file: file, offset: offset, bit: bit)
  }

  func outcome(of flip: Flip) throws -> Outcome {
    var files = files
    files[flip.file]?[flip.offset] ^= 1 << flip.bit
    let disk = try Disk(files: files)
    let path = disk.path("journal.sqlite")
    var found: JournalContents?
    let told = fault {
      let store = try SQLiteStore(path: path)
      if isChained { _ = try Journal(opening: store, terminal: Samples.terminal, key: Samples.key(1)) }
      found = try JournalContents(of: store)
    }
    guard let told else { return found?.isIntact(contents, isChained: isChained) == true ? .intact : .silent }
    // Whose the file is is one more thing that a bit can say wrongly: it is left alone then, and nothing is sold on it.
    let name = [.foreign, .newerSchema].contains(told) ? "journal.sqlite" : "journal.sqlite.damaged"
    guard told == .damaged || name == "journal.sqlite" else { return .silent }
    for suffix in ["", "-wal"] where disk.files[name + suffix] != files["journal.sqlite" + suffix] { return .silent }
    return fault { _ = try SQLiteStore(path: path) } == told ? .setAside : .silent
  }
}

extension JournalContents {
  /// The sums of a day have nothing that vouches for them: an entry does not tell what was counted of it. The anchor's hash has
  /// the chain.
  fileprivate func isIntact(_ written: JournalContents, isChained: Bool) -> Bool {
    anchor.sequence == written.anchor.sequence && (anchor.hash == written.anchor.hash || !isChained)
      && rows == written.rows && used == written.used && mark.raised(to: written.mark) == mark
  }
}
