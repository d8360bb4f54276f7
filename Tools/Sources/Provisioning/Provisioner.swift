import KeyFiles
import LibCrypto
import OperatorAPI
import Wire

/// Makes a device one of a hub's terminals: its keys, which are made where they stay, its certificate, its state.
public struct Provisioner: Sendable {
  private let hub: OperatorClient

  public init(hub: OperatorClient) {
    self.hub = hub
  }

  /// Enrols a device and makes it a terminal.
  ///
  /// After a failure it can simply be asked again: keys that were made are kept, and the hub takes the same terminal with
  /// the same journal key. A device that is a terminal already is not touched.
  /// - Parameters:
  ///   - root: the region's root public key, which the terminal pins.
  ///   - bundle: the signed trust bundle the terminal starts with.
  ///   - code: an enrolment code; asked for when nil.
  public func provision(
    _ candidate: some Candidate, root: PublicKey, bundle: [UInt8], code: String? = nil
  ) async throws {
    let region = try Self.region(of: bundle, root: root)
    try await candidate.prepare(region: region)
    try await candidate.take(root: root, bundle: bundle)
    let journalKey = try await candidate.journalKey()
    let request = try await candidate.certificateRequest()
    let answer = try await enrol(candidate, journalKey, request, code)
    try await candidate.take(certificate: answer.certificatePEM, authority: answer.hubCAPEM)
    try await candidate.complete(region: region)
  }

  /// Enrols a terminal and writes its state directory on this machine.
  public func provision(
    _ plan: TerminalPlan, into directory: StateDirectory, root: PublicKey, bundle: [UInt8], code: String? = nil
  ) async throws {
    try await provision(
      StateDirectoryCandidate(plan: plan, directory: directory), root: root, bundle: bundle, code: code)
  }

  private func enrol(
    _ candidate: some Candidate, _ journalKey: PublicKey, _ request: String, _ given: String?
  ) async throws -> EnrolmentAnswer {
    let code: String
    if let given { code = given } else { code = try await hub.makeEnrolmentCode(terminal: candidate.terminal).code }
    return try await hub.enrol(
      EnrolmentRequest(
        code: code, terminal: candidate.terminal, institution: candidate.institution, csrPEM: request,
        journalKey: Hexadecimal.text(journalKey.compressedPoint), algorithm: journalKey.algorithm.name))
  }

  /// The region of a bundle that the root key signed.
  private static func region(of bundle: [UInt8], root: PublicKey) throws -> String {
    let key = try VerifyingKey(root)
    guard let payload = try? Signed.open(bundle, kind: .trustBundle, with: key),
      let opened = try? TrustBundle(decoding: payload)
    else { throw ProvisioningFault.notABundle }
    return opened.region.text
  }
}

/// Why a terminal was not provisioned.
public enum ProvisioningFault: Error, Equatable, CustomStringConvertible {
  /// The directory is a terminal's already.
  case complete(path: String)
  /// The trust bundle is not the root key's.
  case notABundle
  /// The terminal would not start with these settings.
  case settings(String)

  public var description: String {
    switch self {
    case .complete(let path):
      "\(path) is a terminal's state directory already and is left alone: its keys and its journal are nowhere else"
    case .notABundle: "the trust bundle is not signed by the root key given, or is no bundle of this version"
    case .settings(let explanation): "the terminal would not start: \(explanation)"
    }
  }
}
