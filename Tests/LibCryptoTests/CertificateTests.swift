import Foundation
import LibCrypto
import Testing

@Suite struct CertificateTests {
  /// What the `openssl` program makes of bytes: its output and whether it was content.
  static func openssl(_ arguments: [String], _ input: [UInt8]) throws -> (output: String, isContent: Bool) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/openssl")
    process.arguments = arguments
    let (into, out) = (Pipe(), Pipe())
    process.standardInput = into
    process.standardOutput = out
    process.standardError = out
    try process.run()
    try into.fileHandleForWriting.write(contentsOf: Data(input))
    try into.fileHandleForWriting.close()
    let output = try out.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (String(decoding: output, as: UTF8.self), process.terminationStatus == 0)
  }

  @Test func `a request is one that OpenSSL verifies, of this name and key`() throws {
    let key = try SigningKey.generate(.es256)
    let request = try Certificates.request(commonName: "T-0001", key: key)
    let seen = try Self.openssl(["req", "-inform", "DER", "-noout", "-verify", "-subject", "-pubkey"], request)
    #expect(seen.isContent)
    #expect(seen.output.contains("self-signature verify OK") || seen.output.contains("verify OK"))
    #expect(seen.output.contains("CN = T-0001") || seen.output.contains("CN=T-0001"))
    let own = try Self.openssl(["pkey", "-pubout"], key.pem())
    #expect(seen.output.contains(own.output.trimmingCharacters(in: .whitespacesAndNewlines)))
  }

  @Test func `no request is made of a name or key that has none`() throws {
    let key = try SigningKey.generate(.es256)
    #expect(throws: CryptoFault.wrongSize) { try Certificates.request(commonName: "", key: key) }
    let long = String(repeating: "T", count: Certificates.longestName + 1)
    #expect(throws: CryptoFault.wrongSize) { try Certificates.request(commonName: long, key: key) }
    let other = try SigningKey.generate(.sm2)
    #expect(throws: CryptoFault.malformedKey) { try Certificates.request(commonName: "T-1", key: other) }
  }

  @Test func `a certificate belongs to its key and to no other`() throws {
    let key = try SigningKey.generate(.es256)
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "key").path
    try Data(key.pem()).write(to: URL(filePath: path))
    let made = try Self.openssl(["req", "-x509", "-new", "-subj", "/CN=T-1", "-key", path], [])
    #expect(made.isContent)
    let pem = Array(made.output.utf8)
    #expect(Certificates.isCertificate(pem: pem))
    #expect(Certificates.isCertificate(pem: pem, of: key))
    #expect(!Certificates.isCertificate(pem: pem, of: try SigningKey.generate(.es256)))
    #expect(!Certificates.isCertificate(pem: try key.pem()))
    #expect(!Certificates.isCertificate(pem: Array(pem.prefix(200))))
    #expect(!Certificates.isCertificate(pem: []))
    #expect(!Certificates.isCertificate(pem: [UInt8](repeating: 0x41, count: Certificates.longestPEM + 1)))
  }
}
