import Foundation
import Testing

@testable import LibCrypto

@Suite("PEM")
struct PEMTests {
  @Test("brings a key back", arguments: SignatureAlgorithm.allCases)
  func roundTrip(algorithm: SignatureAlgorithm) throws {
    for key in [try SigningKey.generate(algorithm), try SigningKey(algorithm: algorithm, scalar: scalar(1))] {
      let pem = try key.pem()
      #expect(String(decoding: pem, as: UTF8.self).hasPrefix("-----BEGIN PRIVATE KEY-----\n"))
      let back = try SigningKey(pem: pem)
      #expect(back.publicKey == key.publicKey)
      #expect(try back.scalar == key.scalar)
    }
    let agreement = try AgreementKey.generate()
    #expect(try AgreementKey(pem: agreement.pem()).publicKey == agreement.publicKey)
  }

  @Test("of the openssl tool is read, and ours by the tool")
  func tool() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (algorithm, group) in [(SignatureAlgorithm.es256, "P-256"), (.sm2, "SM2")] {
      let type = algorithm == .sm2 ? "SM2" : "EC"
      let options = algorithm == .sm2 ? [] : ["-pkeyopt", "ec_paramgen_curve:\(group)"]
      let made = try openssl(["genpkey", "-algorithm", type] + options)
      let key = try SigningKey(pem: made)
      #expect(key.algorithm == algorithm)

      let file = folder.appendingPathComponent("\(group).pem").path
      try Data(key.pem()).write(to: URL(fileURLWithPath: file))
      let text = String(decoding: try openssl(["pkey", "-in", file, "-noout", "-text"]), as: UTF8.self)
      #expect(text.contains(algorithm == .sm2 ? "SM2" : "prime256v1"))
      #expect(text.contains("pub:\n    04:"), "the point is in the form that every reader knows")

      let message = folder.appendingPathComponent("message").path
      try Data([1, 2, 3]).write(to: URL(fileURLWithPath: message))
      let signing =
        algorithm == .sm2
        ? ["pkeyutl", "-sign", "-rawin", "-digest", "sm3", "-pkeyopt", "distid:1234567812345678"]
        : ["pkeyutl", "-sign", "-rawin", "-digest", "sha256"]
      let der = try openssl(signing + ["-in", message, "-inkey", file])
      let signature = try #require(SignatureEncoding.raw(der: der))
      #expect(try VerifyingKey(key.publicKey).isValid(signature: signature, over: [1, 2, 3]))
    }
  }

  @Test("of any other kind is refused, and no pass phrase is asked for")
  func refused() throws {
    let commands = [
      ["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"], ["genpkey", "-algorithm", "ED25519"],
      ["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:1024"],
      ["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-aes256", "-pass", "pass:secret"],
    ]
    var rows = try commands.map(openssl)
    let good = try SigningKey.generate(.es256).pem()
    rows += [[], [0], [UInt8]("no key".utf8), [UInt8](good.dropLast(40)), [UInt8](repeating: 0x2D, count: 100_000)]
    for row in rows {
      #expect(throws: CryptoFault.malformedPEM) { try SigningKey(pem: row) }
    }
    #expect(throws: CryptoFault.invalidKey) { try AgreementKey(pem: SigningKey.generate(.sm2).pem()) }
  }
}

/// What the openssl tool writes.
func openssl(_ arguments: [String]) throws -> [UInt8] {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = ["openssl"] + arguments
  let output = Pipe()
  process.standardOutput = output
  process.standardError = Pipe()
  try process.run()
  let data = try output.fileHandleForReading.readToEnd() ?? Data()
  process.waitUntilExit()
  #expect(process.terminationStatus == 0, "openssl \(arguments.first ?? "")")
  return [UInt8](data)
}
