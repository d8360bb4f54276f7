import COpenSSL

/// SM4 (GB/T 32907) on whole blocks, each by itself, without padding (ECB): what the electronic health card ID is made
/// with. Not a way to protect a message.
public struct SM4: Sendable {
  public static let keySize = 16
  public static let blockSize = 16
  /// The most bytes one call takes.
  public static let maximumCount = 65_536

  private let key: [UInt8]

  /// Throws `malformedKey` unless the key has 16 bytes.
  public init(key: [UInt8]) throws(CryptoFault) {
    guard key.count == SM4.keySize else { throw .malformedKey }
    self.key = key
  }

  /// Throws `wrongSize` unless `blocks` are whole blocks, at most `maximumCount` bytes.
  public func encrypt(_ blocks: [UInt8]) throws(CryptoFault) -> [UInt8] {
    try transform(blocks, encrypting: 1)
  }

  /// Throws `wrongSize` unless `blocks` are whole blocks, at most `maximumCount` bytes.
  public func decrypt(_ blocks: [UInt8]) throws(CryptoFault) -> [UInt8] {
    try transform(blocks, encrypting: 0)
  }

  private func transform(_ blocks: [UInt8], encrypting: CInt) throws(CryptoFault) -> [UInt8] {
    guard blocks.count % SM4.blockSize == 0, blocks.count <= SM4.maximumCount else { throw .wrongSize }
    guard !blocks.isEmpty else { return [] }
    let context = EVP_CIPHER_CTX_new()
    defer { EVP_CIPHER_CTX_free(context) }
    var output = [UInt8](repeating: 0, count: blocks.count)
    var count: CInt = 0
    guard let context, EVP_CipherInit_ex(context, EVP_sm4_ecb(), nil, key, nil, encrypting) == 1,
      EVP_CIPHER_CTX_set_padding(context, 0) == 1,
      EVP_CipherUpdate(context, &output, &count, blocks, CInt(blocks.count)) == 1, Int(count) == blocks.count
    else { throw failure(.unavailable) }
    return output
  }
}
