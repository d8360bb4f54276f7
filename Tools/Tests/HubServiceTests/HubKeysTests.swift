import Foundation
import KeyFiles
import LibCrypto
import Testing

@testable import HubService

@Suite struct HubKeysTests {
  @Test func aSecondStartKeepsTheKeys() throws {
    let region = try TestRegion()
    let files = try Self.files(region.directory.path)
    #expect(
      Set(files.keys).isSuperset(of: ["operator.token", "receipt.key", "sealing.key", "ca.key", "tls.key", "cards.key"])
    )
    try HubKeys.prepare(region.directory, root: nil, names: ["localhost"], at: Date())
    #expect(try Self.files(region.directory.path) == files)
  }

  @Test func privateFilesAreTheOwnersAlone() throws {
    let region = try TestRegion()
    for name in ["operator.token", "receipt.key", "sealing.key", "ca.key", "tls.key", "cards.key"] {
      let path = region.directory.path + "/" + name
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      #expect(mode == 0o600, "\(name)")
    }
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: region.directory.operatorToken)
    #expect(throws: FileFault.exposed(path: region.directory.operatorToken)) { try HubKeys.load(region.directory) }
  }

  @Test func aHalfMadeDirectoryIsMadeWhole() throws {
    let region = try TestRegion()
    for lost in [region.directory.tlsCertificate, region.directory.receiptKey + ".pub"] {
      try FileManager.default.removeItem(atPath: lost)
    }
    try HubKeys.prepare(region.directory, root: nil, names: [], at: Date())
    let keys = try HubKeys.load(region.directory)
    #expect(try KeyFile.publicKey(region.directory.receiptKey + ".pub") == keys.receiptKey.publicKey)
    #expect(keys.receiptKey.publicKey == region.keys.receiptKey.publicKey)
  }

  @Test func aCertificateIsMadeAnewByTheSameAuthority() throws {
    let region = try TestRegion()
    let (directory, authority) = (region.directory, try region.keys.authority.certificate.der)
    #expect(throws: HubKeysFault.nameNotCertified("hub.example", path: directory.tlsCertificate)) {
      try HubKeys.prepare(directory, root: nil, names: ["hub.example"], at: Date())
    }
    try FileManager.default.removeItem(atPath: directory.tlsCertificate)
    try HubKeys.prepare(directory, root: nil, names: ["hub.example", "10.1.2.3"], at: Date())
    #expect(try HubKeys.load(directory).authority.certificate.der == authority)
    try HubKeys.prepare(directory, root: nil, names: ["10.1.2.3"], at: Date())
  }

  @Test(arguments: ["root.pub", "receipt.key", "sealing.key", "ca.key", "ca.crt"])
  func whatAHubInUseHasLostIsNotMadeAnew(_ name: String) throws {
    let region = try TestRegion()
    _ = try region.hub()
    let path = region.directory.path + "/" + name
    try FileManager.default.removeItem(atPath: path)
    for root in [nil, region.root.publicKey] {
      #expect(throws: HubKeysFault.lost(path: path)) {
        try HubKeys.prepare(region.directory, root: root, names: [], at: Date())
      }
    }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func aMistypedPathDoesNotBecomeAHub() throws {
    let region = try TestRegion()
    let mistyped = HubDirectory(region.directory.path + "/hbu")
    #expect(throws: HubKeysFault.rootNeeded) { try HubKeys.prepare(mistyped, root: nil, names: [], at: Date()) }
    #expect(!FileManager.default.fileExists(atPath: mistyped.path))
  }

  @Test func aHubStaysWithItsRegion() throws {
    let region = try TestRegion()
    let other = try SigningKey.generate(.sm2).publicKey
    #expect(throws: HubKeysFault.otherRoot(path: region.directory.root)) {
      try HubKeys.prepare(region.directory, root: other, names: [], at: Date())
    }
    let fresh = HubDirectory(region.directory.path + "/fresh")
    #expect(throws: HubKeysFault.rootNeeded) { try HubKeys.prepare(fresh, root: nil, names: [], at: Date()) }
  }

  @Test func aShortTokenIsNotServedBy() throws {
    let region = try TestRegion()
    try FileManager.default.removeItem(atPath: region.directory.operatorToken)
    try PrivateFile.create(region.directory.operatorToken, Array("short\n".utf8))
    #expect(throws: HubKeysFault.shortToken(path: region.directory.operatorToken)) {
      try HubKeys.load(region.directory)
    }
  }

  private static func files(_ path: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: path) where !name.hasPrefix("hub.sqlite") {
      files[name] = try Data(contentsOf: URL(filePath: path + "/" + name))
    }
    return files
  }
}
