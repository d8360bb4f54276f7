import LibCrypto
import Testing
import Wire

@testable import Journal

/// The journal's power cut at every change of the disk. What is left is opened by the code that ships, and is to be what had
/// been acknowledged then, or that and the whole of what was under way: nothing less, nothing else, and it sells on.
@Suite struct JournalPowerCutTests {
  @Test func aDayCutAnywhereIsWhatWasAcknowledged() throws {
    let disk = try Disk()
    let day = try JournalDay(path: disk.path("journal.sqlite"))
    let history = try run(JournalDay.steps, of: day, on: disk, from: .empty)
    #expect(history.last?.contents.rows.isEmpty == false)
    #expect(try tryCuts(of: disk, history, examine: examine) > 400)
  }

  /// A journal of every released schema, with entries that wait for a receipt: in its log, as a power cut before the new
  /// firmware left it, and in the file alone, as an orderly stop did.
  @Test(arguments: ReleasedSchema.all, [true, false])
  func aMigrationCutAnywhereKeepsWhatWaits(_ schema: ReleasedSchema, isInLog: Bool) throws {
    let old = try schema.journal(of: 3, isInLog: isInLog)
    let disk = try Disk(files: old.files)
    let day = try JournalDay(path: disk.path("journal.sqlite"), sold: 3)
    let history = try run([.open, .sell(1), .raise, .close, .open], of: day, on: disk, from: old.contents)
    #expect(history.last?.contents.rows.map(\.sequence) == [1, 2, 3, 4])
    #expect(try tryCuts(of: disk, from: old.files, history, examine: examine) > 50)
  }

  /// A terminal that is killed in a commit starts again and finds the entry, which nobody had flushed. Before it goes by it, the
  /// hub may hear of it, it is to be where no power cut takes it.
  @Test func whatAKilledTerminalFindsIsThereForGood() throws {
    let disk = try Disk()
    let day = try JournalDay(path: disk.path("journal.sqlite"))
    _ = try run([.open, .sell(1), .checkpoint, .sell(1), .raise, .sell(1)], of: day, on: disk, from: .empty)
    for position in 0...disk.record.count {
      let killed = try Disk(files: PowerCut(after: position, losing: .nothing).files(of: disk.record))
      let next = try JournalDay(path: killed.path("journal.sqlite"))
      let found = try next.opened()
      // As it is while the terminal runs: at its orderly stop all would be flushed.
      let record = withExtendedLifetime(next) { disk.record.prefix(position) + killed.record }
      let after = try Disk(files: PowerCut(after: record.count, losing: .everything).files(of: Array(record)))
      #expect(try JournalDay(path: after.path("journal.sqlite")).opened() == found, "killed after \(position)")
    }
  }

  /// What gets the journal's name is there whole already: only then is it renamed.
  @Test func aJournalBegunAnewIsOnTheDiskBeforeItHasItsName() throws {
    let disk = try Disk()
    let held = JournalHead(sequence: 41, hash: hash(41))
    try SQLiteStore.begin(path: disk.path("journal.sqlite"), after: held)
    let files = PowerCut(after: disk.record.count, losing: .everything).files(of: disk.record)
    let after = try Disk(files: ["journal.sqlite": try #require(files["journal.sqlite.new"])])
    #expect(try SQLiteStore(path: after.path("journal.sqlite")).head() == held)
  }

  /// Takes the steps, and notes after each what is then acknowledged.
  private func run(
    _ steps: [JournalDay.Step], of day: JournalDay, on disk: Disk, from start: JournalContents
  ) throws -> [Acknowledged<JournalContents>] {
    var history = [Acknowledged(position: 0, contents: start, lasting: 0)]
    for step in steps {
      try day.take(step)
      let position = disk.record.count
      let contents = day.isOpen ? try day.contents() : history[history.count - 1].contents
      history.append(Acknowledged(position: position, contents: contents, lasting: history.count))
    }
    return history
  }

  private func examine(_ files: [String: [UInt8]], _ allowed: [JournalContents], _ cut: Comment) throws {
    let disk = try Disk(files: files)
    let path = disk.path("journal.sqlite")
    let key = try Samples.key(1)
    do {
      var store = try SQLiteStore(path: path)
      var journal = try Journal(opening: store, terminal: Samples.terminal, key: key)
      let found = try JournalContents(of: store)
      #expect(allowed.contains(found), cut)
      let report = try ChainCheck.checkAll(of: &store, terminal: Samples.terminal, key: key.publicKey)
      #expect(report.head == journal.head, cut)
      let hub = try PeerKey(Samples.hubKey().publicKey)
      // What was asked for and has no answer is settled before anything else.
      let next = journal.openIntent.map {
        EntryDraft(
          body: .paymentReversal(PaymentReversal(inquiry: $0.inquiry, reason: .interrupted)), personal: .none, used: nil
        )
      }
      let at = morning.advanced(bySeconds: 900)
      let entry = try journal.commit(next ?? Samples.sale(200), sealedTo: hub, at: at)
      #expect(entry.sequence == report.head.sequence + 1, cut)
      let after = try JournalReader(path: path).rows(from: 0, limit: Int(Int32.max))
      #expect(after.map(\.sequence) == found.rows.map(\.sequence) + [entry.sequence], cut)
    } catch {
      Issue.record(error, cut)
    }
    #expect(disk.names.allSatisfy { !$0.contains("damaged") }, cut)
  }
}
