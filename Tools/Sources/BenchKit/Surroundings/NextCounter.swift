import Codes
import LibCrypto
import Provisioning
import Settlement
import Time
import Trust
import Wire

/// The shop's next counter: another terminal of the same institution, of which a bench needs nothing but what its hub gets of it.
struct NextCounter {
  private let terminal: TerminalID
  private let institution: InstitutionCode
  private let key: SigningKey
  private let client: TerminalClient
  private var sequence: UInt64 = 0
  private var previous = JournalEntry.noPrevious

  private static let name = "DESK-0002"

  /// Enrols it at the hub.
  init(in directory: StateDirectory, hub: HubProcess, root: PublicKey, bundle: [UInt8]) async throws {
    guard let terminal = TerminalID(Self.name), let institution = InstitutionCode(Surroundings.institution),
      let port = hub.address.port
    else { throw BenchFault("the next counter has no name, or its hub no port") }
    let address = "https://127.0.0.1:\(port)"
    try await Provisioner(hub: hub.client).provision(
      TerminalPlan(
        terminal: Self.name, institution: Surroundings.institution, hub: address, scanner: "scanner",
        printer: "printer", pins: "pins"),
      into: directory, root: root, bundle: bundle)
    self.terminal = terminal
    self.institution = institution
    key = try directory.journalKey.load()
    client = TerminalClient(
      address: address + "/v1/exchange", identity: directory.path + "/uplink", key: directory.tlsKey)
  }

  /// Sells something for cash on a code that a phone shows, and uploads the entry.
  mutating func accept(_ code: FusedCode, at now: UnixTime, sealingTo hub: PublicKey) async throws {
    guard let presentation = code.presentation,
      let shares = Shares(
        total: Fen(10_00), fund: .zero, selfPaid: Fen(10_00), tender: .cash, noInsuranceReason: .notInsured)
    else { throw BenchFault("the next counter takes codes that a phone shows") }
    sequence += 1
    let personal = PersonalData(
      healthCardID: [UInt8](repeating: 0x77, count: 32), voucher: nil, birthYear: 1985)
    let used = PresentationKey(card: code.card, generatedAt: presentation.generatedAt, nonce: presentation.nonce)
    let sale = Sale(
      institution: institution, category: .pharmacy, shares: shares, presence: .dynamic, insured: nil, card: code.card,
      presentationDigest: used.digest, maskedName: "*", trustVersion: 1)
    let payload = try JournalEntry(
      terminal: terminal, sequence: sequence, previous: previous, at: now, body: .sale(sale),
      sealed: personal.sealed(to: PeerKey(hub), terminal: terminal, sequence: sequence)
    ).encoded()
    previous = JournalEntry.hash(ofPayload: payload)
    try await client.exchange([
      UploadRequest(
        terminal: terminal, trustVersion: 1, deltaNumber: 0,
        entries: [Signed.sign(payload: payload, kind: .journalEntry, with: key)])
    ])
  }
}
