import Codes
import LibCrypto
import Time
import Transit
import Trust
import Uplink
import Wire

let trustTargets = [
  FuzzTarget(
    name: "verdict", longest: 1_024, runs: 1_500, seeds: { [Samples.code(), Samples.code(printed: true)] },
    run: { text in
      let verdict = verifier.judge(text: text, at: Samples.now) { _ in false }
      guard case .accepted = verdict else { return }
      // All that the issuer signed is in the text before the signature of it.
      let signed = made { () throws(FusedCodeFault) in try FusedCode(text: text) }?.issuerSignedBytes
      require(signed != nil && issued.contains { $0 == signed }, "only what the issuer signed is accepted")
    }),
  FuzzTarget(
    name: "transit-verdict", longest: 512, runs: 1_500,
    seeds: { [Samples.transitCode(), Samples.transitCode(custom: 32)] },
    run: { bytes in
      let code = made { () throws(TransitCodeFault) in try TransitCode(bytes: bytes) }
      if let code { require(code.holderSignedBytes + [0x15] + code.holderSignature == bytes, "a code is its parts") }
      guard case .accepted = TransitVerdict(bytes: bytes, at: Samples.now, by: transitRoots, isUsed: { _ in false })
      else {
        return
      }
      require(ridden.contains(withoutSignatures(bytes)), "only what all three signed is accepted")
    }),
  FuzzTarget(
    name: "bundle", runs: 6_000,
    seeds: { [signedBundle(4)] },
    run: { bytes in
      let state = made { () throws(BundleRefusal) in
        try TrustState.opening(bundle: bytes, root: rootKey, region: Samples.region)
      }
      guard state != nil else { return }
      let payload = made { () throws(WireFault) in try Signed.payloadUnverified(bytes, kind: .trustBundle) }
      require(payload == bundlePayload(4) || payload == bundlePayload(5), "only what the root signed is believed")
    }),
  FuzzTarget(
    name: "answer", runs: 6_000,
    seeds: {
      let delta = Samples.signed(try Samples.delta.encoded(), .revocationDelta, by: Samples.root)
      let receipt = Samples.signed(try Samples.receipt.encoded(), .receipt, by: Samples.hub)
      return [
        try Answer(receipt: receipt, bundle: nil, delta: delta, hubTime: Samples.now).encoded(),
        try Answer(receipt: receipt, bundle: signedBundle(5), delta: nil, hubTime: Samples.now).encoded(),
      ]
    },
    run: { bytes in
      var uplink = Uplink(
        terminal: Samples.terminal, trust: trust, receipt: nil, startedAt: Uptime(microseconds: 1))
      let chain = HeldChain(anchor: 0, head: 2) { $0 == 2 ? Samples.receipt.entryHash : nil }
      let outcome = uplink.answered(
        bytes, sent: 2, journal: chain, at: Moment(wall: Samples.now, uptime: Uptime(microseconds: 2)), random: 7)
      require(uplink.receipted == (outcome.receipt == nil ? 0 : 2), "only a receipt lets entries go")
      require(outcome.bundle == nil || uplink.trust.version == 5, "only the root's bundle is taken")
      require(outcome.isNews || uplink.trust.version == 4 && uplink.trust.deltaNumber == 0, "no news changes nothing")
    }),
]

private let verifier = needed { try Verifier(issuers: [Samples.issuerKey], revocations: Revocations([])) }
private let transitRoots = needed { try ProfileRoots([Samples.transitRoot]) }
/// What is signed in the ride codes of the corpus: the signatures differ, what they are over does not.
private let ridden = [Samples.transitCode(), Samples.transitCode(custom: 32)].map(withoutSignatures)

/// A ride code's bytes less the root's, the issuer's and the holder's signature.
private func withoutSignatures(_ bytes: [UInt8]) -> [UInt8] {
  var rest = bytes
  let end = bytes.count
  for signature in [end - 64..<end, end - 133..<end - 69, 56..<120] { rest.removeSubrange(signature) }
  return rest
}

private let rootKey = needed { try VerifyingKey(Samples.root.publicKey) }
private let trust = needed {
  try TrustState.opening(bundle: signedBundle(4), root: rootKey, region: Samples.region)
}
/// What the issuer signed in the codes of the corpus: the signatures differ, what they are over does not.
private let issued = [Samples.code(), Samples.code(printed: true)].compactMap { text in
  made { () throws(FusedCodeFault) in try FusedCode(text: text) }?.issuerSignedBytes
}

private func bundlePayload(_ version: UInt64) -> [UInt8] { needed { try Samples.bundle(version: version).encoded() } }

private func signedBundle(_ version: UInt64) -> [UInt8] {
  Samples.signed(bundlePayload(version), .trustBundle, by: Samples.root)
}
