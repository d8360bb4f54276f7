import CodeFixtures
import LibCrypto
import Time
import Transit
import Trust
import Wire

let now = UnixTime(seconds: 1_790_000_000)

/// Keys made for a test, and codes signed with them.
struct Riders {
  let root: SigningKey
  let issuer: SigningKey
  let holder: SigningKey
  let stranger: SigningKey

  init() throws {
    root = try SigningKey.generate(.sm2)
    issuer = try SigningKey.generate(.sm2)
    holder = try SigningKey.generate(.sm2)
    stranger = try SigningKey.generate(.sm2)
  }

  /// The root key as a bundle brings it.
  func root(index: UInt8 = 1, profile: SignedProfile = .transit) -> ProfileRoot {
    ProfileRoot(profile: profile, index: index, key: root.publicKey)
  }

  var draft: TransitCodeDraft {
    TransitCodeDraft(
      issuerPoint: issuer.publicKey.compressedPoint, holderPoint: holder.publicKey.compressedPoint,
      now: UInt32(now.seconds))
  }

  /// A code with these edits, signed by all three: by the stranger in place of whom a test says.
  func bytes(
    rootIs root: SigningKey? = nil, issuerIs issuer: SigningKey? = nil, holderIs holder: SigningKey? = nil,
    _ edit: (inout TransitCodeDraft) -> Void = { _ in }
  ) -> [UInt8] {
    var draft = self.draft
    edit(&draft)
    return draft.bytes(
      root: signer(root ?? self.root), issuer: signer(issuer ?? self.issuer), holder: signer(holder ?? self.holder))
  }

  /// The verdict's word, where nothing was used before.
  func word(_ bytes: [UInt8], at moment: UnixTime = now, roots: [ProfileRoot]? = nil) throws -> String {
    try TransitVerdict(bytes: bytes, at: moment, by: ProfileRoots(roots ?? [root()])) { _ in false }.name
  }

  private func signer(_ key: SigningKey) -> TransitCodeDraft.Signer {
    { message in
      guard let signature = try? key.sign(message) else { fatalError("libcrypto refused to sign") }
      return signature
    }
  }
}
