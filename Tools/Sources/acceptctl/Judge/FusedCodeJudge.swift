import Codes
import KeyFiles
import LibCrypto
import Time
import Trust
import Wire

/// Judges fused codes, profile 1.
struct FusedCodeJudge: ProfileJudge {
  let unusable: [String]
  private let verifier: Verifier
  private var used: Set<PresentationKey> = []

  init(_ file: VectorFile) throws(JudgeFault) {
    var keys: [IssuerKey] = []
    var unusable: [String] = []
    for (place, issuer) in (file.issuers ?? []).enumerated() {
      let key = try Self.key(issuer, at: place)
      let isFirst = !keys.contains { $0.issuer == key.issuer && $0.index == key.index }
      if isFirst, (try? VerifyingKey(key.key)) != nil {
        keys.append(key)
      } else {
        unusable.append("issuer \(issuer.issuer) key \(issuer.index)")
      }
    }
    var revoked: [CardReference] = []
    for (place, card) in (file.revoked ?? []).enumerated() {
      guard let issuer = UInt32(card.issuer, radix: 16), let serial = UInt64(card.serial, radix: 16) else {
        throw .badCard(place: place)
      }
      revoked.append(CardReference(issuer: issuer, serial: serial))
    }
    do throws(IssuerKeysFault) {
      verifier = try Verifier(issuers: keys, revocations: Revocations(revoked))
    } catch {
      throw .badKeys
    }
    self.unusable = unusable
  }

  mutating func judge(_ item: VectorFile.Case, named name: String) -> JudgedCase {
    let code: FusedCode
    do throws(FusedCodeFault) {
      code = try FusedCode(text: Array(item.code.utf8))
    } catch {
      return JudgedCase(name: name, verdict: RefusalReason(error).name)
    }
    let verdict = verifier.judge(code, at: UnixTime(seconds: item.now)) { used.contains($0) }
    guard case .accepted(let accepted) = verdict else { return JudgedCase(name: name, verdict: verdict.name) }
    if let presentation = accepted.presentation { used.insert(presentation.key) }
    return JudgedCase(
      name: name, verdict: verdict.name, presence: "\(accepted.presence.name)", fields: CodeFields(code))
  }

  private static func key(_ issuer: VectorFile.Issuer, at place: Int) throws(JudgeFault) -> IssuerKey {
    guard let id = UInt32(issuer.issuer, radix: 16) else { throw .badIssuer(place: place, field: "issuer") }
    guard let algorithm = SignatureAlgorithm(name: issuer.algorithm) else {
      throw .badIssuer(place: place, field: "algorithm")
    }
    guard let point = Hexadecimal.bytes(issuer.publicKey),
      let key = try? PublicKey(algorithm: algorithm, compressedPoint: point)
    else { throw .badIssuer(place: place, field: "publicKey") }
    var regions: [RegionPrefix] = []
    for text in issuer.regions ?? [] {
      guard let region = RegionPrefix(text: text) else { throw .badIssuer(place: place, field: "regions") }
      regions.append(region)
    }
    return IssuerKey(
      issuer: id, index: issuer.index, key: key, notBefore: UnixTime(seconds: issuer.notBefore ?? 0),
      notAfter: UnixTime(seconds: issuer.notAfter ?? Int64(UInt32.max)),
      applications: issuer.applications.map { Applications(rawValue: $0) } ?? .all, regions: regions)
  }
}
