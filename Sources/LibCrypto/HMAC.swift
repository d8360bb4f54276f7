import COpenSSL

/// HMAC with SHA-256 (RFC 2104).
public enum HMACSHA256 {
  public static let size = 32

  /// The 32-byte code of `message` under `key`, which may be empty.
  public static func code(of message: [UInt8], key: [UInt8]) throws(CryptoFault) -> [UInt8] {
    var code = [UInt8](repeating: 0, count: size)
    var count = 0
    // libcrypto reads a null key pointer as "no key": an empty key is given as one zero byte, which HMAC pads to the same.
    let key = key.isEmpty ? [0] : key
    let name: StaticString = "HMAC"
    let hash: StaticString = "SHA256"
    guard
      EVP_Q_mac(
        nil, name.cString, nil, hash.cString, nil, key, key.count, message, message.count, &code, code.count, &count)
        != nil, count == size
    else { throw failure(.unavailable) }
    return code
  }
}

/// HKDF with SHA-256 (RFC 5869).
public enum HKDFSHA256 {
  /// The most bytes one derivation gives (RFC 5869, 2.3).
  public static let maximumCount = 255 * HMACSHA256.size

  /// `count` bytes, 1 to `maximumCount`, derived from `secret`. An empty salt stands for 32 zero bytes.
  public static func derive(
    _ count: Int, from secret: [UInt8], salt: [UInt8], info: [UInt8]
  ) throws(CryptoFault) -> [UInt8] {
    guard count > 0, count <= maximumCount else { throw .wrongSize }
    let key = try HMACSHA256.code(of: secret, key: salt)
    var output: [UInt8] = []
    var block: [UInt8] = []
    var number: UInt8 = 0
    while output.count < count {
      number += 1
      block = try HMACSHA256.code(of: block + info + [number], key: key)
      output += block
    }
    return [UInt8](output.prefix(count))
  }
}
