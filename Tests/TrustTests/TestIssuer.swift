import CodeFixtures
import Codes
import LibCrypto
import Time
import Trust
import Wire

let now = UnixTime(seconds: 1_790_000_000)

/// Keys made for a test, and codes signed with them.
struct TestIssuer {
  static let id: UInt32 = 0x6100_0001

  let algorithm: SignatureAlgorithm
  let key: SigningKey
  let holder: SigningKey
  let stranger: SigningKey

  init(_ algorithm: SignatureAlgorithm) throws {
    self.algorithm = algorithm
    key = try SigningKey.generate(algorithm)
    holder = try SigningKey.generate(algorithm)
    stranger = try SigningKey.generate(algorithm)
  }

  /// The issuer's key as a terminal caches it.
  func cached(
    index: UInt8 = 1, from notBefore: Int64 = -1_000, to notAfter: Int64 = 1_000, applications: Applications = .all,
    regions: [RegionPrefix] = []
  ) -> IssuerKey {
    IssuerKey(
      issuer: Self.id, index: index, key: key.publicKey, notBefore: now.advanced(bySeconds: notBefore),
      notAfter: now.advanced(bySeconds: notAfter), applications: applications, regions: regions)
  }

  func draft(
    _ applications: Applications = .all, printed: Bool = false, index: UInt8 = 1, serial: UInt64 = 7,
    holderPoint: [UInt8]? = nil
  ) -> FusedCodeDraft {
    var templates: [[DraftObject]] = []
    if applications.contains(.health) { templates.append(FusedCodeDraft.health()) }
    if applications.contains(.insurance) { templates.append(FusedCodeDraft.insurance()) }
    if applications.contains(.payment) { templates.append(FusedCodeDraft.payment()) }
    return FusedCodeDraft(
      templates, fusionIdentifier: applications.rawValue,
      holderPoint: printed ? nil : holderPoint ?? holder.publicKey.compressedPoint, issuer: Self.id, index: index,
      serial: serial, now: UInt32(now.seconds))
  }

  func text(_ draft: FusedCodeDraft, issuer: SigningKey? = nil, holder: SigningKey? = nil) -> [UInt8] {
    draft.text(issuer: signer(issuer ?? key), holder: signer(holder ?? self.holder))
  }

  private func signer(_ key: SigningKey) -> FusedCodeDraft.Signer {
    { message in
      guard let signature = try? key.sign(message) else { fatalError("libcrypto refused to sign") }
      return signature
    }
  }
}

extension FusedCodeDraft {
  /// The window of E1, in seconds from now.
  mutating func setWindow(from notBefore: Int64, to notAfter: Int64) {
    credential[5].value = bigEndian(UInt32(now.seconds + notBefore))
    credential[6].value = bigEndian(UInt32(now.seconds + notAfter))
  }

  /// When E2 says it was generated, in seconds from now, and for how long.
  mutating func setPresentation(generated: Int64, lifetime: UInt16) {
    presentation?[0].value = bigEndian(UInt32(now.seconds + generated))
    presentation?[1].value = bigEndian(lifetime)
  }
}

extension Verifier {
  /// The verdict's word, where nothing was used before.
  func word(_ text: [UInt8], at moment: UnixTime = now) -> String {
    judge(text: text, at: moment) { _ in false }.name
  }
}

func prefix(_ text: String) -> RegionPrefix {
  guard let prefix = RegionPrefix(text: text) else { fatalError("not a prefix: \(text)") }
  return prefix
}
