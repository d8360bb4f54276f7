import CodeFixtures
import HealthCertificates
import Time
import Wire

let certificateTargets = [
  FuzzTarget(
    name: "health-certificate", longest: 4_096, runs: 20_000, seeds: { Samples.certificates.map { $0.text(sign) } },
    run: { bytes in
      // As a text, as what a text stands for, as what that holds: so that mutations need not keep one to reach the next.
      let readings = [
        made { () throws(HealthCertificateFault) in try SignedCertificate(text: bytes) },
        made { () throws(HealthCertificateFault) in try SignedCertificate(compressed: bytes) },
        made { () throws(HealthCertificateFault) in try SignedCertificate(message: bytes) },
      ]
      for case let signed? in readings { judge(signed) }
    }),
  FuzzTarget(
    name: "health-claims", longest: 2_048, runs: 30_000, seeds: { Samples.certificates.map(\.payloadBytes) },
    run: { bytes in
      // Signed, whatever it says: what is believed is as it was claimed.
      var draft = HealthCertificateDraft(at: Samples.now.seconds)
      draft.payload = .raw(bytes)
      let signed = made { () throws(HealthCertificateFault) in
        try SignedCertificate(message: draft.message { _ in [UInt8](repeating: 0, count: 64) })
      }
      guard let signed else { fatalError("a message is read whatever its payload") }
      judge(signed)
    }),
]

/// Nobody can sign but the issuer, so nothing that a mutation made is accepted unless it says the same.
private func judge(_ signed: SignedCertificate) {
  let token = made { () throws(HealthCertificateFault) in try signed.unverifiedToken() }
  let certificate = token.flatMap { token in
    made { () throws(HealthCertificateFault) in try token.certificate() }
  }
  guard case .accepted(let accepted, _) = verifier.judge(signed, at: Samples.now) else { return }
  require(accepted == certificate, "what is accepted is what is claimed")
  require(expected.contains(accepted), "only what the issuer signed is accepted")
}

private let expected = Samples.certificates.compactMap { draft in
  made { () throws(HealthCertificateFault) in
    try SignedCertificate(text: draft.text(sign)).unverifiedToken().certificate()
  }
}

private let verifier = needed {
  try CertificateVerifier(
    signers: [DocumentSigner(keyID: Array(1...8), key: .es256(Samples.documents.publicKey), uses: .all)])
}

private func sign(_ bytes: [UInt8]) -> [UInt8] { needed { try Samples.documents.sign(bytes) } }
