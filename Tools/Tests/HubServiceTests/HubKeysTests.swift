import Foundation
import KeyFiles
import LibCrypto
import Testing

@testable import HubService

@Suite struct HubKeysTests {
  @Test func aSecondStartKeepsTheKeys() throws {
    let region = try TestRegion()
    let files = try Self.files(region.directory.path)
    #expect(Set(files.keys).isSuperset(of: ["operator.token", "receipt.key", "sealing.key", "ca.key", "tls.key"]))
    try HubKeys.prepare(region.directory, root: nil, names: ["elsewhere"], at: Date())
    #expect(try Self.files(region.directory.path) == files)
  }

  @Test func privateFilesAreTheOwnersAlone() throws {
    let region = try TestRegion()
    for name in ["operator.token", "receipt.key", "sealing.key", "ca.key", "tls.key"] {
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
