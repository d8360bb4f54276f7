import Codes
import Crypto
import KeyFiles
import LibCrypto
import OperatorAPI
import Settlement
import Time
import Wire
import X509

@testable import HubService

/// A terminal as a hub meets it: two keys, a certificate, a journal.
struct Device {
  let id: TerminalID
  let journalKey: SigningKey
  let tlsKey: P256.Signing.PrivateKey
  private(set) var institution = "P61040200001"
  private(set) var certificate: [UInt8] = []
  private(set) var authorityPEM = ""
  /// Its signed entries; the first has sequence 1.
  private(set) var entries: [[UInt8]] = []
  private var previous = JournalEntry.noPrevious

  init(_ name: String = "XY-0001", _ algorithm: LibCrypto.SignatureAlgorithm = .es256) throws {
    try self.init(name, signing: SigningKey.generate(algorithm))
  }

  init(_ name: String, signing journalKey: SigningKey) throws {
    guard let id = TerminalID(name) else { preconditionFailure("not a terminal's name") }
    self.id = id
    self.journalKey = journalKey
    tlsKey = P256.Signing.PrivateKey()
  }

  /// An enrolled terminal.
  static func enrolled(
    _ hub: Hub, _ name: String = "XY-0001", _ algorithm: LibCrypto.SignatureAlgorithm = .es256,
    institution: String = "P61040200001"
  ) async throws -> Device {
    var device = try Device(name, algorithm)
    device.institution = institution
    try await device.enrol(hub, code: hub.makeEnrolmentCode(EnrolmentCodeRequest()).code)
    return device
  }

  /// The same journal key under another name.
  func renamed(_ name: String) throws -> Device {
    try Device(name, signing: journalKey)
  }

  mutating func enrol(_ hub: Hub, code: String) async throws {
    let answer = try await hub.enrol(try request(code: code))
    certificate = try Certificate(pemEncoded: answer.certificatePEM).der
    authorityPEM = answer.hubCAPEM
  }

  func request(code: String, subject: String? = nil) throws -> EnrolmentRequest {
    let request = try CertificateSigningRequest(
      version: .v1, subject: CertificateAuthority.subject(of: subject ?? id.text), privateKey: .init(tlsKey),
      attributes: .init())
    return EnrolmentRequest(
      code: code, terminal: id.text, institution: institution, csrPEM: try request.serializeAsPEM().pemString,
      journalKey: Hexadecimal.text(journalKey.publicKey.compressedPoint), algorithm: journalKey.algorithm.name)
  }

  /// Sells something more, so many times.
  mutating func sell(_ count: Int = 1, fen: Int64 = 2_550, to hub: HubKeys? = nil) throws {
    for _ in 0..<count {
      let sequence = UInt64(entries.count + 1)
      let payload = try Device.entry(id, sequence, previous, fen: fen, hub: hub).encoded()
      previous = JournalEntry.hash(ofPayload: payload)
      entries.append(try Signed.sign(payload: payload, kind: .journalEntry, with: journalKey))
    }
  }

  /// Commits something else.
  mutating func commit(_ body: JournalEntry.Body, at second: Int64 = 1_795_000_000) throws {
    let entry = JournalEntry(
      terminal: id, sequence: UInt64(entries.count + 1), previous: previous, at: UnixTime(seconds: second),
      body: body, sealed: [])
    let payload = try entry.encoded()
    previous = JournalEntry.hash(ofPayload: payload)
    entries.append(try Signed.sign(payload: payload, kind: .journalEntry, with: journalKey))
  }

  static func entry(
    _ id: TerminalID, _ sequence: UInt64, _ previous: [UInt8], fen: Int64, hub: HubKeys? = nil
  ) throws -> JournalEntry {
    guard let institution = InstitutionCode("P61040200001"),
      let shares = Shares(
        total: Fen(fen), fund: .zero, selfPaid: Fen(fen), tender: .cash, noInsuranceReason: .notInsured)
    else { preconditionFailure("not a sale") }
    let personal = PersonalData(healthCardID: [UInt8](repeating: 0x77, count: 32), voucher: nil, birthYear: 1985)
    let sealed = try hub.map {
      try personal.sealed(to: PeerKey($0.sealingKey.publicKey), terminal: id, sequence: sequence)
    }
    return JournalEntry(
      terminal: id, sequence: sequence, previous: previous, at: UnixTime(seconds: 1_795_000_000),
      body: .sale(
        Sale(
          institution: institution, category: .pharmacy, shares: shares, presence: .printed, insured: nil,
          card: CardReference(issuer: 1, serial: 2), presentationDigest: nil, maskedName: "王*明", trustVersion: 1)),
      sealed: sealed ?? [1])
  }

  /// An upload request with some of its entries, counted from 0.
  func upload(
    _ range: Range<Int>? = nil, trustVersion: UInt64 = 0, deltaNumber: UInt32 = 0
  ) throws -> [UInt8] {
    try upload(Array(entries[range ?? 0..<entries.count]), trustVersion: trustVersion, deltaNumber: deltaNumber)
  }

  func upload(_ entries: [[UInt8]], trustVersion: UInt64 = 0, deltaNumber: UInt32 = 0) throws -> [UInt8] {
    try UploadRequest(terminal: id, trustVersion: trustVersion, deltaNumber: deltaNumber, entries: entries).encoded()
  }

  /// What the hub answers, its receipt verified by the hub's receipt key.
  func exchange(_ hub: Hub, _ body: [UInt8]) async throws -> (answer: Answer, receipt: Receipt?) {
    let answer = try Answer(decoding: try await hub.exchange(body, certificate: certificate))
    let key = try VerifyingKey(hub.keys.receiptKey.publicKey)
    return (answer, try answer.receipt.map { try Receipt(decoding: Signed.open($0, kind: .receipt, with: key)) })
  }

  /// The hash of an entry, counted from 0.
  func hash(_ place: Int) throws -> [UInt8] {
    JournalEntry.hash(ofPayload: try Signed.payloadUnverified(entries[place], kind: .journalEntry))
  }
}
