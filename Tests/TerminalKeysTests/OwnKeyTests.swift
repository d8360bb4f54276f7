import CGlibc
import Foundation
import LibCrypto
import Linux
import Testing

@testable import TerminalKeys

@Suite("A terminal's own key")
struct OwnKeyTests {
  private let folder = Folder()
  private var key: OwnKey<Kernel> { OwnKey(path: folder.path("journal.key"), secret: folder.path("secret")) }

  init() throws {
    try folder.put("secret", Secrets.one)
  }

  private func fault(_ body: () throws -> SigningKey) -> OwnKeyFault? {
    do {
      _ = try body()
      return nil
    } catch {
      return error as? OwnKeyFault
    }
  }

  @Test(arguments: SignatureAlgorithm.allCases) func `is made once, and is the same from then on`(
    _ algorithm: SignatureAlgorithm
  ) throws {
    #expect(fault { try key.load() } == .missing)
    let made = try key.loadOrMake(algorithm)
    #expect(made.algorithm == algorithm)
    #expect(try key.load().publicKey == made.publicKey)
    #expect(try key.loadOrMake(algorithm).publicKey == made.publicKey)
    #expect(try folder.mode("journal.key") == 0o600)
  }

  @Test func `shows nothing of itself in its file`() throws {
    let scalar = Data(try key.loadOrMake(.es256).scalar)
    let file = try Data(contentsOf: URL(filePath: folder.path("journal.key")))
    #expect(file.starts(with: Data("-----BEGIN ENCRYPTED PRIVATE KEY-----\n".utf8)))
    let body = String(decoding: file, as: UTF8.self).split(separator: "\n").dropFirst().dropLast().joined()
    let bytes = try #require(Data(base64Encoded: body))
    #expect(bytes.range(of: scalar) == nil)
    // What is looked for is found where it is.
    let plain = String(decoding: try key.load().pem(), as: UTF8.self).split(separator: "\n").dropFirst().dropLast()
    #expect(try #require(Data(base64Encoded: plain.joined())).range(of: scalar) != nil)
  }

  @Test func `of another board is told from all that is wrong otherwise`() throws {
    _ = try key.loadOrMake(.es256)
    try folder.put("secret", Secrets.other)
    #expect(fault { try key.load() } == .otherBoard)
    #expect(fault { try key.loadOrMake(.es256) } == .otherBoard, "and is not replaced")
    try folder.put("secret", Secrets.one)
    _ = try key.load()
  }

  @Test(arguments: Secrets.none) func `is not made, nor opened, on a board without a secret`(_ text: String) throws {
    try folder.put("secret", text)
    #expect(fault { try key.loadOrMake(.es256) } == .noSecret)
    #expect(!folder.has("journal.key"))
    try folder.put("secret", Secrets.one)
    _ = try key.loadOrMake(.es256)
    try folder.put("secret", text)
    #expect(fault { try key.load() } == .noSecret)
    try folder.remove("secret")
    #expect(fault { try key.load() } == .noSecret)
  }

  @Test func `is not opened by a secret that everybody may read`() throws {
    _ = try key.loadOrMake(.es256)
    for mode: mode_t in [0o604, 0o644, 0o660, 0o620] {
      #expect(chmod(folder.path("secret"), mode) == 0)
      #expect(fault { try key.load() } == .noSecret)
    }
    // A group may: on a board two users need it.
    #expect(chmod(folder.path("secret"), 0o440) == 0)
    #expect(fault { try key.load() } == nil)
  }

  @Test func `that is not encrypted is not taken`() throws {
    try folder.put("journal.key", String(decoding: SigningKey.generate(.es256).pem(), as: UTF8.self))
    #expect(fault { try key.load() } == .unencrypted)
    #expect(fault { try key.loadOrMake(.es256) } == .unencrypted)
  }

  @Test func `that is none, is damaged or is open to others is not taken`() throws {
    _ = try key.loadOrMake(.es256)
    let whole = try String(contentsOfFile: folder.path("journal.key"), encoding: .utf8)
    for text in ["", "no key", String(whole.dropLast(60)), whole.replacing("ENCRYPTED", with: "ENCRYPTID")] {
      try folder.put("journal.key", text)
      #expect(fault { try key.load() } == .unreadable)
    }
    try folder.put("journal.key", whole)
    #expect(chmod(folder.path("journal.key"), 0o640) == 0)
    #expect(fault { try key.load() } == .notPrivate)
  }

  @Test func `says for each fault what to do`() {
    let faults: [OwnKeyFault] = [.missing, .notPrivate, .unreadable, .unencrypted, .otherBoard, .noSecret, .notMade]
    #expect(Set(faults.map(\.explanation)).count == faults.count)
  }
}
