import Crypto
import Foundation
import KeyFiles
import LibCrypto
import X509

/// A hub's keys, in memory.
public struct HubKeys: Sendable {
  /// Verifies bundles and deltas.
  let root: VerifyingKey
  let receiptKey: SigningKey
  let sealingKey: AgreementKey
  let authority: CertificateAuthority
  let operatorToken: [UInt8]

  /// Reads the keys of a state directory.
  public static func load(_ directory: HubDirectory) throws -> HubKeys {
    let authorityKey = try PrivateFile.read(directory.authorityKey)
    let certificate = try PublicFile.read(directory.authorityCertificate)
    let token = String(decoding: try PrivateFile.read(directory.operatorToken), as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    guard token.utf8.count >= shortestToken else { throw HubKeysFault.shortToken(path: directory.operatorToken) }
    return HubKeys(
      root: try VerifyingKey(KeyFile.publicKey(directory.root)),
      receiptKey: try KeyFile.signingKey(directory.receiptKey + ".key"),
      sealingKey: try KeyFile.agreementKey(directory.sealingKey + ".key"),
      authority: CertificateAuthority(
        certificate: try Certificate(pemEncoded: String(decoding: certificate, as: UTF8.self)),
        key: try Certificate.PrivateKey(pemEncoded: String(decoding: authorityKey, as: UTF8.self))),
      operatorToken: Array(token.utf8))
  }

  /// Makes what a state directory lacks, and keeps what it has.
  /// - Parameters:
  ///   - root: the region's root public key. Nil where the directory has one; another one than it has is refused.
  ///   - names: what terminals may call the hub beside `localhost` and `127.0.0.1`. For the first start only.
  public static func prepare(_ directory: HubDirectory, root: PublicKey?, names: [String], at now: Date) throws {
    try FileManager.default.createDirectory(
      atPath: directory.path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    try prepareRoot(directory, root)
    try prepareKey(directory.receiptKey)
    try prepareKey(directory.sealingKey)
    if !exists(directory.operatorToken) {
      let token = Hexadecimal.text(try Random.bytes(tokenSize)).lowercased()
      try PrivateFile.create(directory.operatorToken, Array((token + "\n").utf8))
    }
    // The certificates are written last and together: a directory that has tls.crt has them all.
    guard !exists(directory.tlsCertificate) else { return }
    for left in [directory.authorityKey, directory.tlsKey] where exists(left) {
      try FileManager.default.removeItem(atPath: left)
    }
    let (authority, authorityKey) = try CertificateAuthority.generate(at: now)
    let tlsKey = P256.Signing.PrivateKey()
    let tlsCertificate = try authority.serverCertificate(
      for: tlsKey.publicKey, names: ["localhost", "127.0.0.1"] + names, at: now)
    try PrivateFile.create(directory.authorityKey, Array(authorityKey.pemRepresentation.utf8))
    try PublicFile.write(directory.authorityCertificate, Array(try authority.certificate.pem.utf8))
    try PrivateFile.create(directory.tlsKey, Array(tlsKey.pemRepresentation.utf8))
    try PublicFile.write(directory.tlsCertificate, Array(try tlsCertificate.pem.utf8))
  }

  private static func prepareRoot(_ directory: HubDirectory, _ root: PublicKey?) throws {
    guard exists(directory.root) else {
      guard let root else { throw HubKeysFault.rootNeeded }
      return try KeyFile.writePublic(root, directory.root)
    }
    let held = try KeyFile.publicKey(directory.root)
    guard root == nil || root == held else { throw HubKeysFault.otherRoot(path: directory.root) }
  }

  private static func prepareKey(_ prefix: String) throws {
    guard exists(prefix + ".key") else { return _ = try KeyFile.create(prefix, .es256) }
    try KeyFile.writePublic(KeyFile.signingKey(prefix + ".key").publicKey, prefix + ".pub")
  }

  private static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path)
  }

  /// Random bytes in a token.
  private static let tokenSize = 32
  /// Characters of a token below which the hub does not start.
  private static let shortestToken = 32
}

/// Why a hub cannot have its keys.
public enum HubKeysFault: Error, Equatable, CustomStringConvertible {
  /// A new state directory needs the root public key.
  case rootNeeded
  /// The directory belongs to another region.
  case otherRoot(path: String)
  case shortToken(path: String)

  public var description: String {
    switch self {
    case .rootNeeded: "a new hub needs the region's root public key: --root FILE.pub"
    case .otherRoot(let path): "the root key given is not the one this hub was made with (\(path))"
    case .shortToken(let path): "the operator token in \(path) is too short; delete the file to have one made"
    }
  }
}

extension Certificate {
  /// The certificate as PEM.
  var pem: String {
    get throws { try serializeAsPEM().pemString + "\n" }
  }
}
