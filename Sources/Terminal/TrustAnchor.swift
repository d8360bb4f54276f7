public import LibCrypto

/// What the terminal believes before it has heard anything.
public struct TrustAnchor: Sendable {
  /// The key that every trust bundle must be signed with.
  public var root: PublicKey
  /// The bundle that came with the image, signed.
  public var initialBundle: [UInt8]

  /// The longest `root.pub`, in bytes.
  public static let maximumRootBytes = 256
  /// The longest `initial.bundle`, in bytes: the largest bundle and its signature.
  public static let maximumBundleBytes = 1 << 20

  public init(root: PublicKey, initialBundle: [UInt8]) {
    self.root = root
    self.initialBundle = initialBundle
  }

  /// Takes the two files as they stand: `root.pub` is one line, `ES256` or `SM2`, a space, the compressed point in hex.
  public init?(rootFile: [UInt8], initialBundle: [UInt8]) {
    guard rootFile.count <= TrustAnchor.maximumRootBytes, initialBundle.count <= TrustAnchor.maximumBundleBytes else {
      return nil
    }
    let words = rootFile.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
    guard words.count == 2, let point = TrustAnchor.bytes(hex: words[1]) else { return nil }
    let algorithm: SignatureAlgorithm
    if words[0].elementsEqual("ES256".utf8) {
      algorithm = .es256
    } else if words[0].elementsEqual("SM2".utf8) {
      algorithm = .sm2
    } else {
      return nil
    }
    guard let root = try? PublicKey(algorithm: algorithm, compressedPoint: point) else { return nil }
    self.init(root: root, initialBundle: initialBundle)
  }

  private static func bytes(hex: ArraySlice<UInt8>) -> [UInt8]? {
    guard hex.count % 2 == 0 else { return nil }
    var bytes: [UInt8] = []
    var high: UInt8?
    for digit in hex {
      let value: UInt8
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = digit - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): value = digit - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): value = digit - UInt8(ascii: "A") + 10
      default: return nil
      }
      if let first = high {
        bytes.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    return bytes
  }
}
