import CertificateCases
import HealthCertificates
import Time
import Wire

/// What becomes of a case at each layer, by the code that a terminal judges it with.
struct CertificateFindings {
  private let reading: Result<SignedCertificate, HealthCertificateFault>
  private let signer: DocumentSigner?
  private let now: UnixTime?

  init(_ item: CertificateCase) {
    reading = Result { () throws(HealthCertificateFault) in try SignedCertificate(text: Array(item.text.utf8)) }
    signer = item.signer
    now = item.now
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
}
