import LibCrypto
import Wire

/// The root keys of the signed profiles beside the fused code, loaded once and found by profile and index.
///
/// What a profile's signatures are over, and in what order they are tested, is the profile's own: this only says whom it
/// may believe.
public struct ProfileRoots: Sendable {
  private struct Entry: Sendable {
    let root: ProfileRoot
    let key: VerifyingKey
  }

  private let entries: [Entry]

  /// In any order.
  public init(_ roots: [ProfileRoot]) throws(IssuerKeysFault) {
    var entries: [Entry] = []
    for root in roots {
      let isAmbiguous = entries.contains { $0.root.profile == root.profile && $0.root.index == root.index }
      guard !isAmbiguous else { throw .ambiguous }
      do throws(CryptoFault) {
        entries.append(Entry(root: root, key: try VerifyingKey(root.key)))
      } catch {
        throw .unusableKey
      }
    }
    self.entries = entries
  }

  /// The key that a profile's codes name by `index`; `nil` where there is none.
  public func key(_ index: UInt8, of profile: SignedProfile) -> VerifyingKey? {
    for entry in entries where entry.root.profile == profile && entry.root.index == index { return entry.key }
    return nil
  }
}
