import COpenSSL
import Foundation
import Testing

@testable import LibCrypto

@Suite("Encrypted PEM")
struct EncryptedPEMTests {
  private static let passphrase = Array("0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0".utf8)

  private func fault(_ pem: [UInt8], _ passphrase: [UInt8] = passphrase) -> CryptoFault? {
    do {
      _ = try SigningKey(encryptedPEM: pem, passphrase: passphrase)
      return nil
    } catch {
      return error
    }
  }

  @Test("brings a key back, and is another one each time", arguments: SignatureAlgorithm.allCases)
  func roundTrip(algorithm: SignatureAlgorithm) throws {
    let key = try SigningKey.generate(algorithm)
    let pem = try key.encryptedPEM(passphrase: Self.passphrase)
    #expect(String(decoding: pem, as: UTF8.self).hasPrefix("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"))
    #expect(try SigningKey(encryptedPEM: pem, passphrase: Self.passphrase).scalar == key.scalar)
    #expect(try key.encryptedPEM(passphrase: Self.passphrase) != pem)
  }

  @Test("does not open with another passphrase, or none", arguments: SignatureAlgorithm.allCases)
  func wrongPassphrase(algorithm: SignatureAlgorithm) throws {
    let pem = try SigningKey.generate(algorithm).encryptedPEM(passphrase: Self.passphrase)
    // One in 256 wrong passphrases leaves a padding that looks right: what comes of it is still no key.
    for byte in 0...UInt8.max { #expect(fault(pem, [byte] + Self.passphrase) == .wrongPassphrase) }
    #expect(fault(pem, []) == .wrongPassphrase)
    #expect(fault(pem, Self.passphrase.dropLast()) == .wrongPassphrase)
    #expect(ERR_peek_error() == 0)
    #expect(throws: CryptoFault.malformedPEM) { try SigningKey(pem: pem) }
  }

  @Test("that is damaged is never taken for another key")
  func damaged() throws {
    let key = try SigningKey.generate(.es256)
    let pem = try key.encryptedPEM(passphrase: Self.passphrase)
    let lines = String(decoding: pem, as: UTF8.self).split(separator: "\n")
    let body = try #require(Data(base64Encoded: lines.dropFirst().dropLast().joined()))
    for place in 0..<body.count * 8 {
      var changed = body
      changed[place / 8] ^= 1 << (place % 8)
      let text = """
        \(lines[0])
        \(changed.base64EncodedString(options: .lineLength64Characters))
        \(lines[lines.count - 1])

        """
      // A bit that says nothing may turn over; the key is then the same.
      guard fault(Array(text.utf8)) == nil else { continue }
      let read = try SigningKey(encryptedPEM: Array(text.utf8), passphrase: Self.passphrase)
      #expect(try read.scalar == key.scalar, "bit \(place)")
    }
    for count in stride(from: 0, to: pem.count - 2, by: 7) {
      #expect(fault([UInt8](pem.prefix(count))) == .malformedPEM)
    }
  }

  @Test("is the only form that is taken")
  func plain() throws {
    let key = try SigningKey.generate(.es256)
    #expect(fault(try key.pem()) == .unencryptedPEM)
    for row in [[], [0], Array("no key".utf8), [UInt8](repeating: 0x2D, count: 100_000)] as [[UInt8]] {
      #expect(fault(row) == .malformedPEM)
    }
  }

  @Test("is PBES2 with AES-256-CBC and HMAC-SHA-256, and the openssl tool opens it")
  func tool() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
    try Data(Self.passphrase).write(to: URL(filePath: path("secret")))
    for algorithm in SignatureAlgorithm.allCases {
      let key = try SigningKey.generate(algorithm)
      try Data(key.encryptedPEM(passphrase: Self.passphrase)).write(to: URL(filePath: path("key")))
      let form = String(decoding: try openssl(["asn1parse", "-in", path("key")]), as: UTF8.self)
      for word in [":PBES2", ":PBKDF2", ":hmacWithSHA256", ":aes-256-cbc"] { #expect(form.contains(word)) }
      let opened = try openssl(["pkey", "-in", path("key"), "-passin", "file:" + path("secret")])
      #expect(try SigningKey(pem: opened).scalar == key.scalar)
    }
    // And the other way round.
    let made = try openssl([
      "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-aes-256-cbc", "-pass",
      "file:" + path("secret"),
    ])
    #expect(fault(made) == nil)
  }
}
