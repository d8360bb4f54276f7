import LibCrypto

/// A public key as one line of text: the algorithm's name, a space, the compressed point in hexadecimal, such as
/// `ES256 02ab…`. What a `.pub` file holds.
public enum PublicKeyLine {
  /// The key in `text`, which may end in white space. `nil` unless it is one line of that form.
  public static func parse(_ text: String) -> PublicKey? {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard words.count == 2, let algorithm = SignatureAlgorithm(name: String(words[0])),
      let point = Hexadecimal.bytes(String(words[1]))
    else { return nil }
    return try? PublicKey(algorithm: algorithm, compressedPoint: point)
  }

  public static func text(of key: PublicKey) -> String {
    "\(key.algorithm.name) \(Hexadecimal.text(key.compressedPoint))"
  }
}

extension SignatureAlgorithm {
  /// The name in files and messages for people: `ES256` or `SM2`.
  public var name: String {
    switch self {
    case .es256: "ES256"
    case .sm2: "SM2"
    }
  }

  /// The algorithm called `name`, in capitals or not.
  public init?(name: String) {
    guard let found = Self.allCases.first(where: { $0.name == name.uppercased() }) else { return nil }
    self = found
  }
}
