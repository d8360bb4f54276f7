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
  let cards: CardKeys

  /// Reads the keys of a state directory.
  public static func load(_ directory: HubDirectory) throws -> HubKeys {
    let token = String(decoding: try PrivateFile.read(directory.operatorToken), as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    guard token.utf8.count >= shortestToken else { throw HubKeysFault.shortToken(path: directory.operatorToken) }
    return HubKeys(
      root: try VerifyingKey(KeyFile.publicKey(directory.root)),
      receiptKey: try KeyFile.signingKey(directory.receiptKey + ".key"),
      sealingKey: try KeyFile.agreementKey(directory.sealingKey + ".key"),
      authority: try authority(directory),
      operatorToken: Array(token.utf8), cards: try cardKeys(directory))
  }

  /// Makes what a state directory lacks, and keeps what it has.
  /// - Parameters:
  ///   - directory: the hub's state directory.
  ///   - root: the region's root public key. Nil where the directory has one; another one than it has is refused.
  ///   - names: what terminals may call the hub beside `localhost` and `127.0.0.1`. Once the directory has a certificate,
  ///     one that it lacks is refused.
  ///   - now: when the certificates begin to hold.
  public static func prepare(_ directory: HubDirectory, root: PublicKey?, names: [String], at now: Date) throws {
    // What a hub in use has lost is never made anew in silence: its terminals and its bundles know the old one.
    if exists(directory.database) { try requireKeys(directory) }
    // A mistyped path shall not become an empty hub.
    guard root != nil || exists(directory.root) else { throw HubKeysFault.rootNeeded }
    try FileManager.default.createDirectory(
      atPath: directory.path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    try prepareRoot(directory, root)
    try prepareKey(directory.receiptKey)
    try prepareKey(directory.sealingKey)
    if !exists(directory.operatorToken) {
      let token = Hexadecimal.text(try Random.bytes(tokenSize)).lowercased()
      try PrivateFile.create(directory.operatorToken, Array((token + "\n").utf8))
    }
    if !exists(directory.cardsKey) {
      let secret = Hexadecimal.text(try Random.bytes(CardKeys.secretSize)).lowercased()
      try PrivateFile.create(directory.cardsKey, Array((secret + "\n").utf8))
    }
    // The certificates are written last: a directory that has tls.crt has them all.
    guard !exists(directory.tlsCertificate) else { return try checkNames(names, directory) }
    let authority = try prepareAuthority(directory, at: now)
    if exists(directory.tlsKey) { try FileManager.default.removeItem(atPath: directory.tlsKey) }
    let tlsKey = P256.Signing.PrivateKey()
    let tlsCertificate = try authority.serverCertificate(
      for: tlsKey.publicKey, names: ["localhost", "127.0.0.1"] + names, at: now)
    try PrivateFile.create(directory.tlsKey, Array(tlsKey.pemRepresentation.utf8))
    try PublicFile.write(directory.tlsCertificate, Array(try tlsCertificate.pem.utf8))
  }

  private static func requireKeys(_ directory: HubDirectory) throws {
    for path in [
      directory.root, directory.receiptKey + ".key", directory.sealingKey + ".key", directory.authorityKey,
      directory.authorityCertificate,
    ] where !exists(path) { throw HubKeysFault.lost(path: path) }
  }

  /// The authority that is there, because every terminal enrolled trusts it and no other; or a new one.
  private static func prepareAuthority(_ directory: HubDirectory, at now: Date) throws -> CertificateAuthority {
    if exists(directory.authorityKey), exists(directory.authorityCertificate) {
      return try authority(directory)
    }
    if exists(directory.authorityKey) { try FileManager.default.removeItem(atPath: directory.authorityKey) }
    let (authority, key) = try CertificateAuthority.generate(at: now)
    try PrivateFile.create(directory.authorityKey, Array(key.pemRepresentation.utf8))
    try PublicFile.write(directory.authorityCertificate, Array(try authority.certificate.pem.utf8))
    return authority
  }

  private static func cardKeys(_ directory: HubDirectory) throws -> CardKeys {
    let text = String(decoding: try PrivateFile.read(directory.cardsKey), as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    guard let secret = Hexadecimal.bytes(text), secret.count == CardKeys.secretSize else {
      throw HubKeysFault.damagedCardsKey(path: directory.cardsKey)
    }
    return CardKeys(secret: secret)
  }

  private static func authority(_ directory: HubDirectory) throws -> CertificateAuthority {
    let key = try PrivateFile.read(directory.authorityKey)
    let certificate = try PublicFile.read(directory.authorityCertificate)
    return CertificateAuthority(
      certificate: try Certificate(pemEncoded: String(decoding: certificate, as: UTF8.self)),
      key: try Certificate.PrivateKey(pemEncoded: String(decoding: key, as: UTF8.self)))
  }

  /// A name that the certificate does not have is one by which no terminal gets through.
  private static func checkNames(_ names: [String], _ directory: HubDirectory) throws {
    let text = String(decoding: try PublicFile.read(directory.tlsCertificate), as: UTF8.self)
    let known = try Certificate(pemEncoded: text).extensions.subjectAlternativeNames
    for name in names where known?.contains(CertificateAuthority.alternativeName(name)) != true {
      throw HubKeysFault.nameNotCertified(name, path: directory.tlsCertificate)
    }
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
  /// A file that only a backup can bring back: terminals or bundles know the key in it.
  case lost(path: String)
  /// Not what the hub wrote there.
  case damagedCardsKey(path: String)
  /// The cards in the database were kept under another key.
  case otherCardsKey
  /// The hub's certificate was made without this name.
  case nameNotCertified(String, path: String)

  public var description: String {
    switch self {
    case .rootNeeded: "a new hub needs the region's root public key: --root FILE.pub"
    case .otherRoot(let path): "the root key given is not the one this hub was made with (\(path))"
    case .lost(let path):
      "\(path) is gone, and this hub has been in use: bring it back from the backup. Another one in its place would be "
        + "refused by every terminal"
    case .damagedCardsKey(let path): "\(path) is not 64 hexadecimal digits: bring it back from the backup"
    case .otherCardsKey:
      "the cards in the hub's database were kept under another cards.key: bring that one back from the backup. By this one "
        + "nobody would be found"
    case .nameNotCertified(let name, let path):
      "the hub's certificate (\(path)) does not name \(name): remove that file and start with a --name for each name that "
        + "terminals use. The authority stays, so terminals go on trusting the hub"
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
