import LibCrypto

/// How a region makes the ID of an electronic health card (居民电子健康卡): a cipher of the holder's number under a key of the
/// holder's own, which the region's root key gives. Symmetric all through: whoever holds the root key reads every ID, and
/// nobody else can tell a good one from a made-up one.
public struct HealthCardID: Equatable, Sendable {
  /// SM3 of type, number and name: what the holder is called in the region's index, 32 bytes.
  public let index: [UInt8]
  /// The four groups of 8 bytes of the index, one XORed onto the other.
  public let factor: [UInt8]
  /// SM4 of the factor and its complement under the root key, 16 bytes.
  public let userKey: [UInt8]
  /// SM4 of type and number under the user's key, 32 bytes: what the code shows.
  public let cardID: [UInt8]

  /// A resident's identity card, as what the number is of.
  public static let residentIdentityCard = "01"
  /// How long the number may be with the type before it: what two blocks of SM4 hold.
  private static let plaintextSize = 2 * SM4.blockSize

  /// - Parameters:
  ///   - type: two digits, of what the number is.
  ///   - number: the number of the identity document, ASCII, at most 30 characters.
  ///   - name: the holder's, in full.
  ///   - rootKey: the region's, 16 bytes.
  public init(
    type: String = residentIdentityCard, number: String, name: String, rootKey: [UInt8]
  ) throws(IssuingFault) {
    let named = Array((type + number).utf8)
    guard type.utf8.count == 2, !number.isEmpty, named.count <= Self.plaintextSize,
      named.allSatisfy({ (0x21...0x7E).contains($0) })
    else { throw .identityNumber }
    let index = SM3.hash(named + Array(name.utf8))
    var factor = [UInt8](repeating: 0, count: 8)
    for (place, byte) in index.enumerated() { factor[place % 8] ^= byte }
    let padding = [UInt8](repeating: 0, count: Self.plaintextSize - named.count)
    // The sizes are right but for the root key's.
    guard let userKey = try? SM4(key: rootKey).encrypt(factor + factor.map { (byte: UInt8) in ~byte }),
      let cardID = try? SM4(key: userKey).encrypt(named + padding)
    else { throw .rootKeyLength }
    self.index = index
    self.factor = factor
    self.userKey = userKey
    self.cardID = cardID
  }
}
