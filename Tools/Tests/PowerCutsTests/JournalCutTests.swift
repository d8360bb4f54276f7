import Codes
import Foundation
import Journal
import LibCrypto
import Settlement
import Testing
import Time
import Wire

@testable import PowerCuts

/// The journal that ships, on a card that is cut off at every kind of moment.
@Suite struct JournalCutTests {
  static let files = KeptFiles(
    journal: "journal.sqlite", inbox: "inbox.sqlite", journalKey: "journal.key", unchanging: ["journal.key"])
  static let passphrase = [UInt8](repeating: 0x61, count: 32)

  /// Some days at a counter: sales, and now and then a receipt for those before.
  struct Counter {
    let folder: URL
    let card = LoggedCard()
    let terminal: TerminalID
    let key: SigningKey
    var known: [Acknowledgement] = []

    init(folder: URL) throws {
      self.folder = folder
      terminal = try #require(TerminalID("XY-0007"))
      key = try SigningKey.generate(.es256)
    }

    /// The card before the first write of the log: a terminal that has its key and has never been on.
    func base() throws -> URL {
      let made = LoggedCard()
      made.write(Data(try key.encryptedPEM(passphrase: JournalCutTests.passphrase)), at: 0, of: "journal.key")
      let base = folder.appendingPathComponent("base.img")
      let size = CardVolume.slots * CardVolume.slotSectors * WriteLog.sectorBytes
      try Data().write(to: base)
      let file = try FileHandle(forWritingTo: base)
      try file.truncate(atOffset: UInt64(size))
      let log = try WriteLog(made.log.bytes)
      for entry in log.entries {
        try file.seek(toOffset: entry.sector * 512)
        try file.write(contentsOf: log.data(of: entry))
      }
      try file.close()
      return base
    }

    mutating func sell(_ count: Int) throws {
      let state = folder.appendingPathComponent("state")
      try FileManager.default.createDirectory(at: state, withIntermediateDirectories: true)
      card.hold(Data(try key.encryptedPEM(passphrase: JournalCutTests.passphrase)), as: "journal.key")
      LoggedFiles.log(state, on: card)
      defer { LoggedFiles.forget(state) }
      let hub = try PeerKey(AgreementKey.generate().publicKey)
      let receipts = try SigningKey.generate(.es256)
      let inbox = try InboxWriter(path: state.appendingPathComponent("inbox.sqlite").path)
      var journal = try Journal(
        opening: SQLiteStore(path: state.appendingPathComponent("journal.sqlite").path), terminal: terminal, key: key)
      for number in 1...count {
        let at = UnixTime(seconds: 1_700_000_000 + Int64(number) * 600)
        let entry = try journal.commit(Self.draft(number), sealedTo: hub, at: at)
        known.append(
          Acknowledgement(.shown, sequence: entry.sequence, total: Int64(number), position: card.log.count))
        guard number % 7 == 0 else { continue }
        known.append(
          Acknowledgement(.received, sequence: entry.sequence, total: Int64(number), position: card.log.count))
        let receipt = Receipt(
          terminal: terminal, highest: entry.sequence, entryHash: journal.head.hash, at: at)
        let signed = try Signed.sign(payload: try receipt.encoded(), kind: .receipt, with: receipts)
        try inbox.write(InboxChange(contact: Contact(link: .online, last: at, hubTime: at), receipt: signed))
      }
    }

    func trial(flushes: CardModel.Flushes = .kept) throws -> CutTrial {
      let model = CardModel(try WriteLog(card.log.bytes), flushes: flushes)
      let sectors = UInt64(CardVolume.slots * CardVolume.slotSectors)
      return CutTrial(
        history: CardHistory(model: model, acknowledgements: known), base: try base(),
        partition: .whole(sectors: sectors), files: JournalCutTests.files, passphrase: JournalCutTests.passphrase,
        terminal: terminal, volume: CardVolume())
    }

    private static func draft(_ number: Int) throws -> EntryDraft {
      let institution = try #require(InstitutionCode("P61040200001"))
      let region = try #require(Region(digits: 610_400))
      let total = Int64(number)
      let shares = try #require(
        Shares(total: Fen(total), fund: Fen(total / 2), selfPaid: Fen(total - total / 2), tender: .cash))
      let digest = SM3.hash([UInt8(truncatingIfNeeded: number), UInt8(truncatingIfNeeded: number >> 8)])
      let sale = Sale(
        institution: institution, category: .pharmacy, shares: shares, presence: .dynamic,
        insured: InsuredParty(region: region, scheme: .resident),
        card: CardReference(issuer: 7, serial: UInt64(number % 3)),
        presentationDigest: digest, maskedName: "王*明", trustVersion: 3)
      return EntryDraft(
        body: .sale(sale),
        personal: PersonalData(
          healthCardID: [UInt8](repeating: 0xA7, count: 32), voucher: [UInt8](repeating: 0xB8, count: 8),
          birthYear: 1968),
        used: UsedPresentation(digest: digest, expires: UnixTime(seconds: 1_800_000_000)))
    }
  }

  private func atACounter(_ body: (inout Counter) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("cuts-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var counter = try Counter(folder: folder)
    try body(&counter)
  }

  private func run(_ trial: CutTrial, _ cuts: Int, seed: UInt64, in folder: URL) throws -> CutTrial.Report {
    let plan = CutPlan.cuts(cuts, of: trial.history.model.log.entries.count, seed: seed)
    return try trial.run(plan, workers: 2, scratch: folder.appendingPathComponent("scratch"))
  }

  @Test func nothingAcknowledgedIsLostAndNothingIsDoubled() throws {
    try atACounter { counter in
      try counter.sell(40)
      let report = try run(counter.trial(), 300, seed: 20_261_121, in: counter.folder)
      #expect(report.tried == 300)
      #expect(report.failures.isEmpty, "\(report.failures.first.map { "\($0.cut): \($0.violation)" } ?? "")")
    }
  }

  /// What makes the test above worth something: cards and databases that lie are found out.
  @Test func aCardThatDropsWhatItFlushedIsFoundOut() throws {
    try atACounter { counter in
      try counter.sell(20)
      let report = try run(counter.trial(flushes: .broken), 60, seed: 1, in: counter.folder)
      #expect(report.failures.contains { if case .lost = $0.violation { true } else { false } })
    }
  }

  /// As with `PRAGMA synchronous = OFF`.
  @Test func aJournalThatIsNotFlushedIsFoundOut() throws {
    try atACounter { counter in
      counter.card.isFlushed = { _ in false }
      try counter.sell(20)
      let report = try run(counter.trial(), 60, seed: 2, in: counter.folder)
      #expect(report.failures.contains { if case .lost = $0.violation { true } else { false } })
    }
  }

  /// As with `PRAGMA synchronous = NORMAL`, where the log is flushed at a checkpoint only.
  @Test func aSaleShownBeforeItsFlushIsFoundOut() throws {
    try atACounter { counter in
      try counter.sell(20)
      // Each is said to have been known one write and one flush earlier.
      for index in counter.known.indices { counter.known[index].position -= 2 }
      let report = try run(counter.trial(), 200, seed: 3, in: counter.folder)
      #expect(report.failures.contains { if case .lost = $0.violation { true } else { false } })
    }
  }

  @Test func anEntryOfAnotherAmountIsFoundOut() throws {
    try atACounter { counter in
      try counter.sell(5)
      counter.known[2].total += 1
      let report = try run(counter.trial(), 40, seed: 4, in: counter.folder)
      #expect(report.failures.contains { $0.violation == .acknowledgedOtherwise(counter.known[2], found: 3) })
    }
  }
}
