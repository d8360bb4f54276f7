import LibCrypto
import Testing
import Time
import Trust
import Wire

@testable import Uplink

/// A hub that lies, stalls, replays or answers rubbish.
@Suite struct AnswerTests {
  /// What one answer does to an uplink that has receipts through 4 of a journal that holds 3 to 9.
  struct Row: Sendable {
    let name: String
    let answer: @Sendable () throws -> [UInt8]
    var sent = 5
    var faults: [AnswerFault] = []
    /// Receipted afterwards.
    var receipted: UInt64 = 4
    /// The first entry sent next.
    var next: UInt64 = 5
    var trust: (version: UInt64, delta: UInt32) = (3, 0)
    var isNews = false
    /// Whether the next exchange follows at once.
    var goesOn = false
  }

  static let rows: [Row] = [
    // Lies about receipts.
    Row(
      name: "signed by a stranger",
      answer: { try Samples.answer(receipt: Samples.receipt(9, signedBy: Samples.forger())) },
      faults: [.receiptForged, .stalled]),
    Row(
      name: "signed by the root, which signs no receipts",
      answer: { try Samples.answer(receipt: Samples.receipt(9, signedBy: Samples.root())) },
      faults: [.receiptForged, .stalled]),
    Row(
      name: "a bundle for a receipt", answer: { try Samples.answer(receipt: [UInt8](Samples.bundle(4).prefix(512))) },
      faults: [.receiptForged, .stalled]),
    Row(
      name: "rubbish for a receipt", answer: { try Samples.answer(receipt: [0xFF]) },
      faults: [.receiptForged, .stalled]),
    Row(
      name: "another terminal's", answer: { try Samples.answer(receipt: Samples.receipt(9, of: Samples.other)) },
      faults: [.receiptOfAnotherTerminal, .stalled]),
    Row(
      name: "of what was never written", answer: { try Samples.answer(receipt: Samples.receipt(10)) },
      faults: [.receiptBeyondJournal, .stalled]),
    Row(
      name: "of the last number there is",
      answer: { try Samples.answer(receipt: Samples.receipt(UInt64(Int64.max))) },
      faults: [.receiptBeyondJournal, .stalled]),
    Row(
      name: "of another chain", answer: { try Samples.answer(receipt: Samples.receipt(9, hash: Samples.hash(8))) },
      faults: [.receiptOfAnotherChain, .stalled]),
    Row(
      name: "of another chain, among what is receipted",
      answer: { try Samples.answer(receipt: Samples.receipt(4, hash: Samples.hash(3))) },
      faults: [.receiptOfAnotherChain, .stalled]),
    // Stalls and replays.
    Row(name: "nothing for what was sent", answer: { try Samples.answer() }, faults: [.stalled]),
    Row(
      name: "the receipt before", answer: { try Samples.answer(receipt: Samples.receipt(4)) }, faults: [.stalled]),
    Row(
      name: "an older receipt: sent again from there, and nothing undone",
      answer: { try Samples.answer(receipt: Samples.receipt(3)) }, faults: [.receiptBackwards, .stalled], next: 4),
    Row(
      name: "a receipt of what is pruned", answer: { try Samples.answer(receipt: Samples.receipt(1)) },
      faults: [.receiptBackwards, .stalled]),
    Row(
      name: "an older bundle", answer: { try Samples.answer(bundle: Samples.bundle(2)) }, sent: 0,
      faults: [.bundleRefused(.notNewer(have: 3))]),
    Row(
      name: "the same bundle", answer: { try Samples.answer(bundle: Samples.bundle(3)) }, sent: 0,
      faults: [.bundleRefused(.notNewer(have: 3))]),
    // Lies about trust.
    Row(
      name: "a bundle signed by the hub",
      answer: { try Samples.answer(bundle: Samples.bundle(4, signedBy: Samples.hub())) }, sent: 0,
      faults: [.bundleRefused(.forged)]),
    Row(
      name: "a delta for a bundle", answer: { try Samples.answer(bundle: Samples.delta(1, base: 3)) }, sent: 0,
      faults: [.bundleRefused(.forged)]),
    Row(
      name: "half a bundle", answer: { try Samples.answer(bundle: [UInt8](Samples.bundle(4).dropLast(64))) }, sent: 0,
      faults: [.bundleRefused(.malformed)]),
    Row(
      name: "another region's", answer: { try Samples.answer(bundle: Samples.bundle(4, region: "6101")) }, sent: 0,
      faults: [.bundleRefused(.wrongRegion)]),
    Row(
      name: "tomorrow's",
      answer: { try Samples.answer(bundle: Samples.bundle(4, issuedAt: Samples.now.wall.advanced(bySeconds: 86_400))) },
      sent: 0, faults: [.bundleRefused(.fromTheFuture)]),
    Row(
      name: "a delta signed by the hub",
      answer: { try Samples.answer(delta: Samples.delta(1, base: 3, signedBy: Samples.hub())) }, sent: 0,
      faults: [.deltaRefused(.forged)]),
    Row(
      name: "a delta of another bundle", answer: { try Samples.answer(delta: Samples.delta(1, base: 4)) }, sent: 0,
      faults: [.deltaRefused(.deltaDoesNotFit(base: 4))]),
    // Rubbish.
    Row(name: "nothing", answer: { [] }, faults: [.unreadable]),
    Row(name: "a page of a hotel's network", answer: { [UInt8]("<html>".utf8) }, faults: [.unreadable]),
    Row(
      name: "a request for an answer", answer: { try Samples.uplink().request(of: [], after: 0).encoded() },
      faults: [.unreadable]),
    Row(
      name: "more than an answer", answer: { [UInt8](repeating: 0xA4, count: WireLimits.answerSize + 1) },
      faults: [.unreadable]),
    Row(
      name: "an answer and a byte", answer: { try Samples.answer(receipt: Samples.receipt(9)) + [0] },
      faults: [.unreadable]),
    // The truth.
    Row(name: "no news when none was asked for", answer: { try Samples.answer() }, sent: 0),
    Row(
      name: "all receipted", answer: { try Samples.answer(receipt: Samples.receipt(9)) }, receipted: 9, next: 10,
      isNews: true),
    Row(
      name: "a part receipted", answer: { try Samples.answer(receipt: Samples.receipt(6)) }, receipted: 6, next: 7,
      isNews: true, goesOn: true),
    Row(
      name: "a newer bundle", answer: { try Samples.answer(bundle: Samples.bundle(4)) }, sent: 0, trust: (4, 0),
      isNews: true),
    Row(
      name: "a newer bundle and its delta",
      answer: { try Samples.answer(bundle: Samples.bundle(4), delta: Samples.delta(2, base: 4)) }, sent: 0,
      trust: (4, 2), isNews: true),
    // A part may be bad and the rest good.
    Row(
      name: "a receipt beside a forged bundle",
      answer: {
        try Samples.answer(receipt: Samples.receipt(9), bundle: Samples.bundle(4, signedBy: Samples.forger()))
      }, faults: [.bundleRefused(.forged)], receipted: 9, next: 10, isNews: true),
    Row(
      name: "a part receipted beside a forged delta: uploading goes on",
      answer: {
        try Samples.answer(receipt: Samples.receipt(6), delta: Samples.delta(1, base: 3, signedBy: Samples.forger()))
      }, faults: [.deltaRefused(.forged)], receipted: 6, next: 7, isNews: true, goesOn: true),
    Row(
      name: "a receipt by the key of the bundle that comes with it",
      answer: {
        try Samples.answer(
          receipt: Samples.receipt(9, signedBy: Samples.key(5)), bundle: Samples.bundle(4, hub: Samples.key(5)))
      }, receipted: 9, next: 10, trust: (4, 0), isNews: true),
    Row(
      name: "a receipt by the key before the bundle that comes with it",
      answer: { try Samples.answer(receipt: Samples.receipt(9), bundle: Samples.bundle(4, hub: Samples.key(5))) },
      faults: [.receiptForged, .stalled], trust: (4, 0), isNews: true),
  ]

  @Test(arguments: rows.indices)
  func anAnswerDoesWhatItProvesAndNoMore(_ index: Int) throws {
    let row = Self.rows[index]
    var uplink = try Samples.uplink(receipted: 4)
    let answer = try row.answer()
    let outcome = uplink.answered(
      answer, sent: row.sent, journal: Samples.journal(head: 9, anchor: 2), at: Samples.now, random: 0)
    #expect(outcome.faults == row.faults, "\(row.name)")
    #expect(uplink.receipted == row.receipted, "\(row.name)")
    #expect(uplink.firstToSend(after: 2) == row.next, "\(row.name)")
    #expect(uplink.trust.version == row.trust.version, "\(row.name)")
    #expect(uplink.trust.deltaNumber == row.trust.delta, "\(row.name)")
    #expect(outcome.isNews == row.isNews, "\(row.name)")
    #expect((uplink.schedule.due == Samples.now.uptime) == row.goesOn, "\(row.name)")
    #expect((uplink.schedule.failures > 0) == (!row.faults.isEmpty && !row.goesOn), "\(row.name)")
  }

  /// Every answer of the table cut at every length, and with every byte changed, never counts an entry as done that the
  /// untouched one does not, and never brings a bundle that it does not.
  @Test func aDamagedAnswerGivesNothing() throws {
    let good = try Samples.answer(
      receipt: Samples.receipt(9), bundle: Samples.bundle(4), delta: Samples.delta(1, base: 4))
    let whole = try Samples.uplink(receipted: 4)
    let journal = Samples.journal(head: 9)
    for index in good.indices {
      var uplink = whole
      var bytes = good
      bytes[index] ^= 0x41
      let outcome = uplink.answered(bytes, sent: 5, journal: journal, at: Samples.now, random: 0)
      // A part is taken as it was signed, or not at all.
      #expect(uplink.receipted == (outcome.receipt == nil ? 4 : 9))
      #expect(outcome.receipt.map { good.firstRange(of: $0) != nil } ?? true)
      #expect(uplink.trust.version == (outcome.bundle == nil ? 3 : 4))
      #expect(outcome.bundle.map { good.firstRange(of: $0) != nil } ?? true)
      #expect(uplink.trust.deltaNumber == (outcome.delta == nil ? 0 : 1))
      // One byte is in one part at most, or between them.
      #expect(outcome.faults.count <= 2)
    }
    for length in stride(from: 0, to: good.count, by: 7) {
      var uplink = whole
      let outcome = uplink.answered([UInt8](good.prefix(length)), sent: 5, journal: journal, at: Samples.now, random: 0)
      #expect(outcome == Outcome(faults: [.unreadable]))
      #expect(uplink.receipted == 4)
    }
  }

  @Test func looksAtNoReceiptWithoutAJournal() throws {
    var uplink = try Samples.uplink(receipted: 4)
    let answer = try Samples.answer(receipt: Samples.receipt(9), bundle: Samples.bundle(4))
    let outcome = uplink.answered(answer, sent: 0, journal: nil, at: Samples.now, random: 0)
    #expect(outcome.faults.isEmpty)
    #expect(uplink.receipted == 4)
    #expect(uplink.trust.version == 4)
  }

  @Test func aJournalThatFailsToReadProvesNothing() throws {
    var uplink = try Samples.uplink(receipted: 4)
    let unreadable = HeldChain(anchor: 0, head: 9) { _ in nil }
    _ = uplink.answered(
      try Samples.answer(receipt: Samples.receipt(9)), sent: 5, journal: unreadable, at: Samples.now, random: 0)
    #expect(uplink.receipted == 4)
  }

  /// A hub restored from a backup says less than it once did; it is sent the rest again, and catches up.
  @Test func aHubThatLostEntriesIsSentThemAgain() throws {
    var uplink = try Samples.uplink(receipted: 9)
    let journal = Samples.journal(head: 9)
    _ = uplink.answered(
      try Samples.answer(receipt: Samples.receipt(2)), sent: 0, journal: journal, at: Samples.now, random: 0)
    #expect(uplink.receipted == 9)
    let request = uplink.request(of: Samples.held(3...9), after: 0)
    #expect(request.entries.count == 7)
    let outcome = uplink.answered(
      try Samples.answer(receipt: Samples.receipt(9)), sent: 7, journal: journal, at: Samples.now, random: 0)
    #expect(outcome.faults.isEmpty)
    #expect(uplink.firstToSend(after: 0) == 10)
  }

  @Test func startsFromAReceiptThatVerifiesOnly() throws {
    #expect(try Samples.uplink(receipted: 4).receipted == 4)
    let trust = try Samples.trust()
    for receipt in [
      try Samples.receipt(4, signedBy: Samples.forger()), try Samples.receipt(4, of: Samples.other), [], [0xFF],
    ] {
      let uplink = Uplink(terminal: Samples.terminal, trust: trust, receipt: receipt, startedAt: Samples.now.uptime)
      #expect(uplink.receipted == 0)
    }
  }
}
