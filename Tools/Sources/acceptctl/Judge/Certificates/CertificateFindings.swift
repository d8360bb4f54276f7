import Foundation
import HealthCertificates
import Issuing
import KeyFiles
import Time
import Wire

/// What becomes of a case at each layer, by the code that a terminal judges it with.
struct CertificateFindings {
  private let item: CertificateCase
  private let reading: Result<SignedCertificate, HealthCertificateFault>
  /// Nil where the certificate is none, or has no key that signs health certificates: then nobody signed.
  let signer: DocumentSigner?
  private let now: UnixTime?

  init(_ item: CertificateCase) throws {
    self.item = item
    reading = Result { () throws(HealthCertificateFault) in try SignedCertificate(text: Array(item.text.utf8)) }
    let der = item.circumstances.certificate.flatMap { Data(base64Encoded: $0) }
    signer = der.flatMap { try? DocumentSigner(certificate: Array($0)) }
    now = try item.circumstances.validationClock.map { text in
      guard let now = Self.time(text) else { throw CertificateCaseFault.notATime(text) }
      return now
    }
  }

  /// Whether the layer holds.
  func holds(_ layer: CertificateLayer) -> Bool {
    switch layer {
    case .context: !stopped(at: [.context])
    case .base45: !stopped(at: [.context, .base45])
    case .compression: !stopped(at: [.context, .base45, .compression])
    case .structure: token != nil
    case .signature: isSigned
    case .keyUse: isKeyForIt
    case .time, .timeMisspelt: isInTime
    case .schema, .object, .json: certificate != nil
    }
  }

  private func stopped(at faults: [HealthCertificateFault]) -> Bool {
    if case .failure(let fault) = reading { faults.contains(fault) } else { false }
  }

  private var token: WebToken? { try? reading.get().unverifiedToken() }
  private var certificate: HealthCertificate? { try? token?.certificate() }

  /// The token is read only once the signature holds: what is no token was not signed as one.
  private var isSigned: Bool {
    guard let signer, token != nil, let signed = try? reading.get(),
      let verifier = try? CertificateVerifier(signers: [signer])
    else { return false }
    return switch verifier.judge(signed, at: now ?? UnixTime(seconds: 0)) {
    case .refused(.unknownIssuer), .refused(.badIssuerSignature): false
    case .refused, .accepted: true
    }
  }

  private var isKeyForIt: Bool {
    guard let signer, let certificate else { return false }
    return signer.uses.contains(certificate.event.use)
  }

  private var isInTime: Bool {
    guard let now, let token else { return false }
    return token.hasBegun(by: now) && !token.hasExpired(by: now)
  }

  /// ISO 8601 as the data has it: with any number of digits behind the second, and a zone with or without a colon.
  private static func time(_ text: String) -> UnixTime? {
    guard let match = text.wholeMatch(of: /(.{19})(?:\.\d+)?(Z|[+-]\d\d):?(\d\d)?/) else { return nil }
    let zone = match.3.map { "\(match.2):\($0)" } ?? String(match.2)
    return TimeText.parse(match.1 + zone)
  }
}

enum CertificateCaseFault: Error, CustomStringConvertible {
  case notATime(String)

  var description: String {
    switch self {
    case .notATime(let text): "TESTCTX.VALIDATIONCLOCK is no time: \(text)"
    }
  }
}
