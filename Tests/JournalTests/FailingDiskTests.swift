import Testing

@testable import Journal

/// A disk that fills, and one that breaks, at each request in turn: once, or from there on. Whoever asked is told, with the
/// fault that the documentation names; nothing acknowledged is lost or changed, also where the power goes then; and when the
/// disk is in order again, what was refused is done.
@Suite struct FailingDiskTests {
  @Test(arguments: DiskFailure.Kind.allCases)
  func theJournalGoesOnWhenTheDiskDoes(_ kind: DiskFailure.Kind) throws {
    var faults = 0
    let requests = try forEachRequest(of: kind) { (disk) in
      faults += try JournalUnderFailure(on: disk).live()
    }
    #expect(requests > 150)
    // Not every request has somebody who waits for it: a log is copied into its file when there is time.
    #expect(faults > requests / 2)
  }

  @Test(arguments: DiskFailure.Kind.allCases)
  func theInboxGoesOnWhenTheDiskDoes(_ kind: DiskFailure.Kind) throws {
    var faults = 0
    let requests = try forEachRequest(of: kind) { (disk) in
      faults += try InboxUnderFailure(on: disk).live()
    }
    #expect(requests > 50)
    #expect(faults > requests / 2)
  }

  /// Gives the body a new disk for each request that it makes, which fails there: once or for good, by turns, and by hand both.
  /// Says how many that were.
  private func forEachRequest(of kind: DiskFailure.Kind, _ body: (Disk) throws -> Void) throws -> Int {
    var at = 0
    while true {
      for lasts in drawsOfEachCut > 1 ? [false, true] : [at % 2 == 1] {
        let disk = try Disk()
        disk.failure = DiskFailure(kind, at: at, lasts: lasts)
        try body(disk)
        #expect(disk.names.allSatisfy { !$0.contains("damaged") })
        if disk.requests(concernedBy: kind) <= at { return at }
      }
      at += 1
    }
  }
}

extension Disk {
  /// What a caller may be told of a failure. A flush that finds no room is more than that: what it should have made last may be
  /// lost, or come back.
  var expectedFaults: [StoreFault] {
    failure?.kind == .broken ? [.failed] : struck == .flush ? [.failed, .full] : [.full]
  }
}

/// A journal's day on a disk that fails.
private final class JournalUnderFailure {
  private let disk: Disk
  private let day: JournalDay
  private var known = JournalContents.empty
  private var faults = 0

  init(on disk: Disk) throws {
    self.disk = disk
    day = try JournalDay(path: disk.path("journal.sqlite"))
  }

  /// Takes every step, again with the disk in order where it failed. Says how often it did.
  func live() throws -> Int {
    // Once it goes on it goes on: the rest of the day would show nothing more.
    var stepsLeft = JournalDay.steps.count
    for step in JournalDay.steps + [.open] where stepsLeft > 0 || step == .open {
      stepsLeft -= 1
      while let fault = fault({ try day.take(step) }) {
        faults += 1
        // It is to go on with the disk in order again, not to be asked for ever.
        guard faults <= 2 else { throw fault }
        #expect(disk.expectedFaults.contains(fault), "\(step), failed by \(String(describing: disk.failure))")
        try disk.undisturbed { try expectNothingChanged(by: step) }
        // A disk that goes on failing is told of again.
        if disk.failure?.lasts == true, faults < 2 { continue }
        disk.failure = nil
        stepsLeft = 5
      }
      try disk.undisturbed { try expectDone(step) }
    }
    return faults
  }

  private func expectNothingChanged(by step: JournalDay.Step) throws {
    let comment: Comment = "\(step), failed by \(String(describing: disk.failure))"
    if day.isOpen { #expect(try day.contents() == known, comment) }
    for loss in [PowerCut.Loss.nothing, .everything] {
      let cut = PowerCut(after: disk.record.count, losing: loss)
      let after = try Disk(files: cut.files(of: disk.record))
      let found = try JournalDay(path: after.path("journal.sqlite")).opened()
      // The documentation says so: a commit that failed may be there after all, unless another came after it.
      var shorter = found
      if found.rows.count > known.rows.count { shorter.rows.removeLast() }
      let makesOne = [.sell(1), .void, .askTopUp, .topUp].contains(step)
      #expect(found == known || (makesOne && shorter.rows == known.rows) || found.isAfter(step, known), comment)
    }
  }

  private func expectDone(_ step: JournalDay.Step) throws {
    guard day.isOpen else { return }
    let now = try day.contents()
    switch step {
    case .open, .checkpoint, .close: #expect(now == known, "\(step)")
    case .sell, .void, .askTopUp, .topUp:
      #expect(now.rows.dropLast() == known.rows[...], "\(step)")
      #expect(now.rows.last?.sequence == UInt64(day.sold) + day.others, "\(step)")
      // A balance is there with its entry, and with no other.
      #expect((now.balance != known.balance) == (step == .topUp), "\(step)")
    case .raise, .receipt, .wrongPIN:
      #expect(now.rows.suffix(now.rows.count) == known.rows.suffix(now.rows.count), "\(step)")
    }
    known = now
  }
}

/// An inbox and what is put into it, on a disk that fails.
private final class InboxUnderFailure {
  private let disk: Disk
  private let path: String
  private var writer: InboxWriter?
  private var known = InboxContents.empty
  private var faults = 0

  init(on disk: Disk) {
    self.disk = disk
    path = disk.path("inbox.sqlite")
  }

  /// Writes every change, again with the disk in order where it failed. Says how often it did.
  func live() throws -> Int {
    for change in InboxPowerCutTests.changes {
      while let fault = fault({ try write(change) }) {
        faults += 1
        // It is to go on with the disk in order again, not to be asked for ever.
        guard faults <= 2 else { throw fault }
        #expect(disk.expectedFaults.contains(fault), "\(String(describing: disk.failure))")
        if let writer { #expect(try disk.undisturbed { try writer.contents() } == known) }
        if disk.failure?.lasts == true, faults < 2 { continue }
        disk.failure = nil
      }
      known = try disk.undisturbed { try InboxReader(path: path).contents() }
      #expect(known.contact == change.contact)
    }
    #expect(known.receipt?.bytes == [7] && known.delta == nil && known.bundle?.bytes.count == 20_000)
    return faults
  }

  private func write(_ change: InboxChange) throws {
    let writer = try self.writer ?? InboxWriter(path: path)
    self.writer = writer
    try writer.write(change)
  }
}

extension JournalContents {
  /// Whether this is what the step makes of `before`, for a step that makes no entry.
  fileprivate func isAfter(_ step: JournalDay.Step, _ before: JournalContents) -> Bool {
    switch step {
    case .raise: mark != before.mark && rows == before.rows
    case .wrongPIN: pinFailures != before.pinFailures && rows == before.rows
    case .receipt(let highest):
      anchor.sequence == before.receiptMark.sequence && rows == before.rows.suffix(rows.count)
        && receiptMark.sequence == highest
    case .open, .sell, .void, .askTopUp, .topUp, .checkpoint, .close: false
    }
  }
}
