import Codes
import KeyFiles
import LibCrypto
import Time
import Transit
import Trust
import Wire

/// Judges transit codes (JT/T), in base64.
struct TransitCodeJudge: ProfileJudge {
  let unusable: [String]
  private let roots: ProfileRoots
  private var used: Set<TransitPresentationKey> = []

  init(_ file: VectorFile) throws(JudgeFault) {
    var roots: [ProfileRoot] = []
    var unusable: [String] = []
    for (place, root) in (file.roots ?? []).enumerated() {
      guard let point = Hexadecimal.bytes(root.publicKey),
        let key = try? PublicKey(algorithm: .sm2, compressedPoint: point)
      else { throw .badRoot(place: place) }
      let isFirst = !roots.contains { $0.index == root.index }
      if isFirst, (try? VerifyingKey(key)) != nil {
        roots.append(ProfileRoot(profile: .transit, index: root.index, key: key))
      } else {
        unusable.append("root \(root.index)")
      }
    }
    do throws(IssuerKeysFault) {
      self.roots = try ProfileRoots(roots)
    } catch {
      throw .badKeys
    }
    self.unusable = unusable
  }

  mutating func judge(_ item: VectorFile.Case, named name: String) -> JudgedCase {
    guard let bytes = Base64.decode(Array(item.code.utf8)) else {
      return JudgedCase(name: name, verdict: RefusalReason.malformed.name)
    }
    let verdict = TransitVerdict(bytes: bytes, at: UnixTime(seconds: item.now), by: roots) { used.contains($0) }
    if case .accepted(let key) = verdict { used.insert(key) }
    return JudgedCase(name: name, verdict: verdict.name)
  }
}
