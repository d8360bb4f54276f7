import ConsoleProtocol
import Foundation
import KeyFiles
import LibCrypto
import Provisioning

/// What a terminal is to become that is provisioned over its console.
public struct ConsolePlan: Sendable {
  public var terminal: String
  public var institution: String
  /// The hub's terminal side, `https://…`, as the terminal reaches it.
  public var hub: String
  /// `zh` or `en`.
  public var language: String
  /// `st7920` or `hd44780`; the board's own where it is nil.
  public var display: String?
  /// `lines`, `binary`, `ssi`, `newland` or `honeywell`; lines where it is nil.
  public var scannerProtocol: String?
  /// `58` or `80` millimetres; 58 where it is nil.
  public var paper: String?
  /// Signs the journal.
  public var journalAlgorithm: SignatureAlgorithm
  /// By which the supervisor's PIN is known; nil where there is none.
  public var supervisor: SupervisorPINHash?

  public init(
    terminal: String, institution: String, hub: String, language: String = "zh", display: String? = nil,
    scannerProtocol: String? = nil, paper: String? = nil, journalAlgorithm: SignatureAlgorithm = .es256,
    supervisor: SupervisorPINHash? = nil
  ) {
    self.terminal = terminal
    self.institution = institution
    self.hub = hub
    self.language = language
    self.display = display
    self.scannerProtocol = scannerProtocol
    self.paper = paper
    self.journalAlgorithm = journalAlgorithm
    self.supervisor = supervisor
  }
}

/// How far a terminal has come.
public enum ConsoleProgress: Equatable, Sendable {
  case answered(Greeting)
  case clockSet
  case carried(Document, bytes: Int, of: Int)
  case keysMade
  case enrolled
  case complete
}

/// Makes the terminal at the other end of a serial console a hub's.
public enum ConsoleProvisioner {
  /// Gives a fresh terminal its clock, its trust, its keys, its certificate and its settings. It sells from then on.
  ///
  /// After a failure it can simply be asked again.
  /// - Parameters:
  ///   - now: what its clocks are set to.
  ///   - root: the region's root public key, which the terminal pins.
  ///   - bundle: the signed trust bundle it starts with.
  ///   - code: an enrolment code; asked for at the hub when nil.
  public static func provision(
    _ plan: ConsolePlan, over channel: any ConsoleChannel, hub: OperatorClient, root: PublicKey, bundle: [UInt8],
    code: String? = nil, patience: ConsolePatience = .shipping, now: @escaping @Sendable () -> Date = { Date() },
    progress: @escaping @Sendable (ConsoleProgress) -> Void = { _ in }
  ) async throws {
    let candidate = ConsoleCandidate(
      plan: plan, client: ConsoleClient(channel, patience: patience), now: now, progress: progress)
    try await Provisioner(hub: hub).provision(candidate, root: root, bundle: bundle, code: code)
  }
}

/// A device behind a serial console. Its keys are made there and stay there.
struct ConsoleCandidate: Candidate {
  let plan: ConsolePlan
  let client: ConsoleClient
  let now: @Sendable () -> Date
  let progress: @Sendable (ConsoleProgress) -> Void

  var terminal: String { plan.terminal }
  var institution: String { plan.institution }

  func prepare(region: String) async throws {
    try checkSettings(region: region)
    let greeting = try await client.greet()
    progress(.answered(greeting))
    if let terminal = greeting.terminal { throw ConsoleFault.provisioned(terminal: terminal) }
    // First of all: a certificate is judged by the clock.
    _ = try await client.ask(.clock(Int64(now().timeIntervalSince1970.rounded())))
    progress(.clockSet)
  }

  func take(root: PublicKey, bundle: [UInt8]) async throws {
    try await send(.root, Array((PublicKeyLine.text(of: root) + "\n").utf8))
    try await send(.bundle, bundle)
  }

  func journalKey() async throws -> PublicKey {
    let answer = try await client.ask(.journalKey(algorithm: plan.journalAlgorithm.name))
    guard let key = PublicKeyLine.parse(String(decoding: answer, as: UTF8.self)) else {
      throw ConsoleFault.unintelligible("journalkey")
    }
    return key
  }

  func certificateRequest() async throws -> String {
    let request = try await client.ask(.certificateRequest(terminal: plan.terminal))
    progress(.keysMade)
    return PEM.text(of: request, label: "CERTIFICATE REQUEST")
  }

  func take(certificate: String, authority: String) async throws {
    progress(.enrolled)
    try await send(.certificate, Array(certificate.utf8))
    try await send(.authority, Array(authority.utf8))
  }

  func complete(region: String) async throws {
    try await send(.identity, identity(region: region).document)
    progress(.complete)
  }

  private func send(_ document: Document, _ bytes: [UInt8]) async throws {
    let progress = progress
    try await client.send(document, bytes) { progress(.carried(document, bytes: $0, of: bytes.count)) }
  }

  private func identity(region: String) -> Identity {
    Identity(
      terminal: plan.terminal, institution: plan.institution, region: region, hub: plan.hub, language: plan.language,
      display: plan.display, scannerProtocol: plan.scannerProtocol, paper: plan.paper,
      supervisor: plan.supervisor?.text)
  }

  /// What the daemons would refuse is refused before anything is asked of the terminal. The paths are the board's to say.
  private func checkSettings(region: String) throws {
    let plan = TerminalPlan(
      terminal: plan.terminal, institution: plan.institution, language: plan.language,
      display: plan.display ?? "st7920", hub: plan.hub, scanner: "scanner", printer: "printer",
      scannerProtocol: plan.scannerProtocol ?? "lines", paper: plan.paper ?? "58")
    try plan.check(region: region)
  }
}
