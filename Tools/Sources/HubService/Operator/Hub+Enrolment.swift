import Crypto
import Foundation
import KeyFiles
import LibCrypto
import OperatorAPI
import Wire
import X509

extension Hub {
  /// Makes a code that enrols one terminal, once, within a day.
  public func makeEnrolmentCode(_ request: EnrolmentCodeRequest) async throws -> EnrolmentCode {
    var terminal: TerminalID?
    if let name = request.terminal {
      terminal = TerminalID(name)
      guard terminal != nil else { throw OperatorFault.malformedTerminal }
    }
    let code = EnrolmentCodeText.make(try Random.bytes(EnrolmentCodeText.randomSize))
    let now = clock().seconds
    let expiresAt = now + Self.enrolmentCodeLifetime
    try await store.add(
      StoredEnrolmentCode(hash: EnrolmentCodeText.hash(code), terminal: terminal, expiresAt: expiresAt), at: now)
    return EnrolmentCode(code: code, expiresAt: expiresAt)
  }

  /// Enrols a terminal: signs its certificate and keeps its journal key. The code is used up exactly when this succeeds.
  public func enrol(_ request: EnrolmentRequest) async throws -> EnrolmentAnswer {
    guard let id = TerminalID(request.terminal) else { throw OperatorFault.malformedTerminal }
    guard let institution = InstitutionCode(request.institution) else { throw OperatorFault.malformedInstitution }
    guard let algorithm = SignatureAlgorithm(name: request.algorithm),
      let point = Hexadecimal.bytes(request.journalKey),
      let journalKey = try? PublicKey(algorithm: algorithm, compressedPoint: point),
      (try? VerifyingKey(journalKey)) != nil
    else { throw OperatorFault.malformedJournalKey }
    let now = clock()
    let certificate = try keys.authority.clientCertificate(
      for: tlsKey(request.csrPEM, terminal: id), terminal: id.text,
      at: Date(timeIntervalSince1970: TimeInterval(now.seconds)))
    let outcome = try await store.enrol(
      NewTerminal(
        id: id, institution: institution.text, journalKey: journalKey,
        certificate: Certificate.fingerprint(der: try certificate.der)),
      usingCode: EnrolmentCodeText.hash(request.code), at: now.seconds)
    switch outcome {
    case .enrolled: break
    case .codeRefused: throw OperatorFault.enrolmentCodeRefused
    case .otherJournalKey: throw OperatorFault.otherJournalKey
    case .journalKeyInUse: throw OperatorFault.journalKeyInUse
    case .retired: throw OperatorFault.retiredTerminal
    }
    return EnrolmentAnswer(certificatePEM: try certificate.pem, hubCAPEM: try keys.authority.certificate.pem)
  }

  /// The key in a certificate request that its sender was proven to hold.
  private func tlsKey(_ pem: String, terminal: TerminalID) throws -> Certificate.PublicKey {
    guard pem.utf8.count <= Self.largestSigningRequest,
      let request = try? CertificateSigningRequest(pemEncoded: pem),
      P256.Signing.PublicKey(request.publicKey) != nil,
      request.publicKey.isValidSignature(request.signature, for: request),
      request.subject == (try CertificateAuthority.subject(of: terminal.text))
    else { throw OperatorFault.malformedSigningRequest }
    return request.publicKey
  }

  /// Seconds in which a code must be used.
  static let enrolmentCodeLifetime: Int64 = 24 * 3_600
  private static let largestSigningRequest = 8_192
}

/// The text of enrolment codes: 100 random bits in letters and digits that are hard to confuse.
enum EnrolmentCodeText {
  /// Random bytes that make one code; a character takes five bits of one.
  static let randomSize = 20
  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

  /// Four groups of five characters, such as `7ZK2M-…`.
  static func make(_ random: [UInt8]) -> String {
    let characters = random.map { alphabet[Int($0 & 0x1F)] }
    return stride(from: 0, to: characters.count, by: 5)
      .map { String(characters[$0..<min($0 + 5, characters.count)]) }
      .joined(separator: "-")
  }

  /// The hash of a code as someone types it: case, spaces and dashes do not matter.
  static func hash(_ code: String) -> [UInt8] {
    LibCrypto.SHA256.hash(Array(code.uppercased().utf8.filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: " ") }))
  }
}
