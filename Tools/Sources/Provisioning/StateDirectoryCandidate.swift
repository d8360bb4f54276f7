import Foundation
import KeyFiles
import LibCrypto

/// A terminal whose state directory is on this machine.
struct StateDirectoryCandidate: Candidate {
  let plan: TerminalPlan
  let directory: StateDirectory

  var terminal: String { plan.terminal }
  var institution: String { plan.institution }

  func prepare(region: String) throws {
    guard !exists(directory.configuration) else { throw ProvisioningFault.complete(path: directory.path) }
    try plan.check(region: region)
    for folder in directory.folders {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }
    if !exists(directory.secret) {
      let secret = Hexadecimal.text(try Random.bytes(Self.secretSize)).lowercased()
      try PrivateFile.create(directory.secret, Array((secret + "\n").utf8))
    }
  }

  func take(root: PublicKey, bundle: [UInt8]) throws {
    try KeyFile.writePublic(root, directory.root)
    try PublicFile.write(directory.initialBundle, bundle)
  }

  func journalKey() throws -> PublicKey {
    try directory.journalKey.made(plan.journalAlgorithm).publicKey
  }

  func certificateRequest() throws -> String {
    let key = try directory.tlsKey.made(.es256)
    return PEM.text(of: try Certificates.request(commonName: plan.terminal, key: key), label: "CERTIFICATE REQUEST")
  }

  func take(certificate: String, authority: String) throws {
    try PublicFile.write(directory.tlsCertificate, Array(certificate.utf8))
    try PublicFile.write(directory.hubAuthority, Array(authority.utf8))
  }

  func complete(region: String) throws {
    try PublicFile.write(directory.configuration, Array(directory.configuration(of: plan, region: region).utf8))
  }

  /// In bytes.
  private static let secretSize = 32

  private func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path)
  }
}
