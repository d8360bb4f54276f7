import ArgumentParser
import Codes
import Foundation
import Journal
import KeyFiles
import LibCrypto
import Provisioning
import Settlement
import Testing
import Time
import Wire

@testable import acceptctl

@Suite struct JournalCommandTests {
  private let workshop: Workshop
  private let directory: StateDirectory

  /// A state directory with three sales in its journal.
  init() throws {
    workshop = try Workshop()
    directory = StateDirectory(workshop.file("terminal"))
    for folder in ["keys", "data"] {
      try FileManager.default.createDirectory(
        atPath: directory.path + "/" + folder, withIntermediateDirectories: true)
    }
    try PrivateFile.create(directory.secret, Array(String(repeating: "0123456789abcdef", count: 4).utf8))
    let key = try directory.journalKey.loadOrMake(.es256)
    try KeyFile.writePublic(key.publicKey, workshop.file("journal.pub"))
    let terminal = try #require(TerminalID("XY-0001"))
    let store = try SQLiteStore(path: directory.journal)
    var journal = try Journal(opening: store, terminal: terminal, key: key)
    let institution = try #require(InstitutionCode("P61040200001"))
    let shares = try #require(
      Shares(total: Fen(2_550), fund: .zero, selfPaid: Fen(2_550), tender: .cash, noInsuranceReason: .notInsured))
    for second in 0..<3 {
      let sale = Sale(
        institution: institution, category: .pharmacy, shares: shares, presence: .printed, insured: nil,
        card: CardReference(issuer: 1, serial: 2), presentationDigest: nil, maskedName: "王*明", trustVersion: 1)
      _ = try journal.commit(
        EntryDraft(
          body: .sale(sale), personal: PersonalData(healthCardID: nil, voucher: nil, birthYear: 1985), used: nil),
        sealedTo: PeerKey(SigningKey.generate(.es256).publicKey), at: UnixTime(seconds: 1_795_000_000 + Int64(second)))
    }
  }

  @Test func aWholeJournalIsShownAndVerified() throws {
    try workshop.run("journal show --state \(directory.path)")
    try workshop.run("journal show --state \(directory.path) --after 2")
    try workshop.run("journal verify --state \(directory.path)")
    try workshop.run("journal verify --journal \(directory.journal) --key @journal.pub")
    try workshop.run("journal verify --journal \(directory.journal)")
  }

  @Test func withoutItsSecretTheKeyIsNotTaken() throws {
    try FileManager.default.removeItem(atPath: directory.secret)
    #expect {
      try workshop.run("journal verify --state \(directory.path)")
    } throws: { "\($0)".contains("the board has no secret") }
  }

  @Test func anotherKeysJournalDoesNotVerify() throws {
    try workshop.run("keys --out @other")
    #expect(throws: ExitCode(1)) {
      try workshop.run("journal verify --journal \(directory.journal) --key @other.pub")
    }
  }

  @Test func aFileThatIsNoJournalIsNamed() throws {
    try workshop.write("notes.txt", String(repeating: "not a journal ", count: 1_000))
    for line in ["journal verify --journal @notes.txt", "journal show --journal @absent.sqlite"] {
      #expect(throws: DescriptionFault.self) { try workshop.run(line) }
    }
    #expect(throws: (any Error).self) { try workshop.run("journal verify") }
  }
}
