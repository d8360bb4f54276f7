import Foundation
import Issuing
import KeyFiles
import LibCrypto

/// The private keys that a bench plays with: the region's root, its issuers, and those of people who should have none.
///
/// They are made on first use and kept with the bench's state, so that a terminal that trusts them still does tomorrow.
struct RegionKeys: Sendable {
  /// Signs trust bundles.
  let root: SigningKey
  /// Signs what pretends to be a trust bundle.
  let forger: SigningKey
  /// The issuer of the terminal's own province, SM2.
  let home: Issuer
  /// The key that the home issuer used before, whose time is over.
  let former: Issuer
  /// An issuer of another city, ES256.
  let other: Issuer
  /// An issuer that no bundle names.
  let stranger: Issuer
  /// Certifies the issuers of ride codes.
  let transitRoot: SigningKey
  /// Signs health certificates abroad, and what no bundle names.
  let documents: SigningKey
  let strangeDocuments: SigningKey

  init(folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    func key(_ name: String, _ algorithm: SignatureAlgorithm) throws -> SigningKey {
      let prefix = folder.appendingPathComponent(name).path
      guard FileManager.default.fileExists(atPath: prefix + ".key") else {
        return try KeyFile.create(prefix, algorithm)
      }
      return try KeyFile.signingKey(prefix + ".key")
    }
    root = try key("root", .es256)
    forger = try key("forger", .es256)
    home = Issuer(id: Self.homeIssuer, keyIndex: 2, key: try key("home-2", .sm2))
    former = Issuer(id: Self.homeIssuer, keyIndex: 1, key: try key("home-1", .sm2))
    other = Issuer(id: 0x6106_0001, keyIndex: 1, key: try key("other", .es256))
    transitRoot = try key("transit-root", .sm2)
    documents = try key("documents", .es256)
    strangeDocuments = try key("strange-documents", .es256)
    stranger = Issuer(id: 0x9999_0001, keyIndex: 1, key: try key("stranger", .sm2))
  }

  static let homeIssuer: UInt32 = 0x6100_0001
  /// The number by which ride codes name their root, and one that no bundle has.
  static let transitRootIndex: UInt8 = 1
  static let strangeRootIndex: UInt8 = 9
}
