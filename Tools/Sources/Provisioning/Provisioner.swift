import Foundation
import KeyFiles
import LibCrypto
import OperatorAPI
import Settings
import Wire

/// Makes a device one of a hub's terminals: its keys, which are made where they stay, its certificate, its state directory.
public struct Provisioner: Sendable {
  private let hub: OperatorClient

  public init(hub: OperatorClient) {
    self.hub = hub
  }

  /// Enrols a terminal and writes its state directory.
  ///
  /// After a failure it can simply be asked again: keys that were made are kept, and the hub takes the same terminal with
  /// the same journal key. A directory that is complete is not touched.
  /// - Parameters:
  ///   - root: the region's root public key, which the terminal pins.
  ///   - bundle: the signed trust bundle the terminal starts with.
  ///   - code: an enrolment code; asked for when nil.
  public func provision(
    _ plan: TerminalPlan, into directory: StateDirectory, root: PublicKey, bundle: [UInt8], code: String? = nil
  ) async throws {
    guard !exists(directory.configuration) else { throw ProvisioningFault.complete(path: directory.path) }
    let region = try Self.region(of: bundle, root: root)
    let configuration = Array(StateDirectory.configuration(of: plan, region: region).utf8)
    try Self.check(configuration)
    for folder in directory.folders {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }
    try KeyFile.writePublic(root, directory.root)
    try PublicFile.write(directory.initialBundle, bundle)
    let answer = try await enrol(plan, directory, code)
    try PublicFile.write(directory.tlsCertificate, Array(answer.certificatePEM.utf8))
    try PublicFile.write(directory.hubAuthority, Array(answer.hubCAPEM.utf8))
    try PublicFile.write(directory.configuration, configuration)
  }

  private func enrol(
    _ plan: TerminalPlan, _ directory: StateDirectory, _ given: String?
  ) async throws -> EnrolmentAnswer {
    if !exists(directory.journalKey) {
      try PrivateFile.create(directory.journalKey, SigningKey.generate(plan.journalAlgorithm).pem())
    }
    if !exists(directory.tlsKey) { try PrivateFile.create(directory.tlsKey, Array(SigningRequest.makeKey().utf8)) }
    let journalKey = try KeyFile.signingKey(directory.journalKey).publicKey
    let tlsKey = String(decoding: try PrivateFile.read(directory.tlsKey), as: UTF8.self)
    let code: String
    if let given { code = given } else { code = try await hub.makeEnrolmentCode(terminal: plan.terminal).code }
    return try await hub.enrol(
      EnrolmentRequest(
        code: code, terminal: plan.terminal, institution: plan.institution,
        csrPEM: try SigningRequest.make(terminal: plan.terminal, key: tlsKey),
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

  /// What the daemons would refuse is refused here, before anything is made.
  private static func check(_ configuration: [UInt8]) throws {
    do throws(SettingsFault) {
      _ = try Settings(parsing: configuration, folder: "/")
    } catch {
      throw ProvisioningFault.settings(error.explanation)
    }
  }

  private func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path)
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
