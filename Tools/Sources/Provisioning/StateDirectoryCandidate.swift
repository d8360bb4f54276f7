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
  }

  func take(root: PublicKey, bundle: [UInt8]) throws {
    try KeyFile.writePublic(root, directory.root)
    try PublicFile.write(directory.initialBundle, bundle)
  }

  func journalKey() throws -> PublicKey {
    if !exists(directory.journalKey) {
      try PrivateFile.create(directory.journalKey, SigningKey.generate(plan.journalAlgorithm).pem())
    }
    return try KeyFile.signingKey(directory.journalKey).publicKey
  }

  func certificateRequest() throws -> String {
    if !exists(directory.tlsKey) { try PrivateFile.create(directory.tlsKey, SigningKey.generate(.es256).pem()) }
    let key = try KeyFile.signingKey(directory.tlsKey)
    return PEM.text(of: try Certificates.request(commonName: plan.terminal, key: key), label: "CERTIFICATE REQUEST")
  }

  func take(certificate: String, authority: String) throws {
    try PublicFile.write(directory.tlsCertificate, Array(certificate.utf8))
    try PublicFile.write(directory.hubAuthority, Array(authority.utf8))
  }

  func complete(region: String) throws {
    try PublicFile.write(directory.configuration, Array(StateDirectory.configuration(of: plan, region: region).utf8))
  }

  private func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path)
  }
}
