import Codes
import Counter
import Devices
import Journal
import LibCrypto
import Time
import Trust
import Wire

extension Terminal {
  /// Brings the terminal to where it can be used, or to where it says why it cannot. It ends in either case with the
  /// display's initialisation under way: nothing here keeps the first screen from being shown.
  ///
  /// The lines come first: the display wants to be left alone for longer than the tests take. Until this ends it is given
  /// no more than the levels of its idle bus, because only a turn takes its initialisation further.
  public mutating func start() {
    report(.started)
    reconnect(.lines)
    testCryptography()
    loadKey()
    // Chain and trust stand on what was just tested: where it is broken they are left as they are.
    if !isSelfTestFailed {
      openJournal()
      startTrust()
    }
    reconnect()
    recallLastEntry()
    tick()
  }

  private mutating func testCryptography() {
    do throws(SelfTestFault) { try SelfTest.run() } catch {
      isSelfTestFailed = true
      report(.selfTestFailed(error))
    }
  }

  private mutating func loadKey() {
    do throws(KeyFault) {
      key = try environment.journalKey()
      keyFault = nil
    } catch {
      if error != keyFault { report(.keyUnavailable(error)) }
      keyFault = error
      if error == .wiped { isTampered = true }
    }
  }

  /// A key that is there and could not be read is tried again in a while, and then the journal opened with it.
  mutating func reloadKey() {
    // A key that is to be wiped may still be there.
    guard keyFault == .unreadable, !isTampered else { return }
    loadKey()
    if key != nil { journal = nil }
  }

  private mutating func openJournal() {
    do throws(StoreFault) {
      let opened = try Journal(opening: environment.openStore(), terminal: configuration.place.terminal, key: key)
      journal = opened
      report(.journalOpened(entries: opened.head.sequence))
    } catch {
      journalFailed(error)
    }
  }

  /// A journal that could not be opened for want of room or of a disk is tried again in a while.
  mutating func reopenJournal() {
    guard journal == nil, journalFault == nil, !isSelfTestFailed else { return }
    openJournal()
    guard journal != nil else { return }
    learnFromJournal()
  }

  /// What trust stands on is tried again in a while, too: a card that failed to read it once need not fail again.
  mutating func restartTrust() {
    guard isAnchorUnread else { return }
    // What the inbox brought meanwhile was looked at with nothing to judge it by.
    trust = TrustKeeper()
    startTrust()
  }

  private mutating func startTrust() {
    guard let anchor = environment.trustAnchor() else {
      if !isAnchorUnread { report(.trustAnchorUnreadable) }
      isAnchorUnread = true
      return
    }
    isAnchorUnread = false
    let inbox = inboxContents()
    for news in trust.start(anchor: anchor, region: configuration.region, inbox: inbox) { take(news) }
    learnFromJournal()
    take(inbox)
    if !trust.floor.isTrusted(environment.now.wall) { report(.clockBelowFloor) }
  }

  /// The newest entry may have become durable right before the process ended, and never been shown. No mark of what was
  /// shown is kept, which would cost a second flush for every sale: whatever was committed shortly before is shown again
  /// as what it is, the last one before the restart.
  private mutating func recallLastEntry() {
    let now = now
    if reverseOpenIntent(.interrupted) {
      perform(counter.restartedAfterReversal(at: now, in: context(at: now)))
      return
    }
    guard let entry = lastEntry(), let last = RecalledScreen(entry) else { return }
    // A clock that was set back tells nothing about how long ago it was.
    guard now.wall.seconds(since: entry.at) <= Recall.seconds else { return }
    report(.unshownEntryFound(sequence: entry.sequence))
    perform(counter.restarted(after: last, at: now, in: context(at: now)))
  }

  private mutating func learnFromJournal() {
    do throws(StoreFault) {
      if let mark = try journal?.trustMark() { trust.saw(mark) }
      disputes = try journal?.disputes()
    } catch {
      journalFailed(error)
    }
    if let entry = lastEntry() { trust.saw(entry) }
  }

  private mutating func lastEntry() -> JournalEntry? {
    do throws(StoreFault) {
      guard let head = journal?.head else { return nil }
      return try journal?.entry(head.sequence)
    } catch {
      journalFailed(error)
      return nil
    }
  }
}

/// What was made right before a start is shown again.
private enum Recall {
  /// How long before a start an entry is still worth recalling, in seconds: longer than a restart takes, shorter than a
  /// clerk's patience with an old sale.
  static let seconds: Int64 = 600
}
