import COpenSSL
import LibCrypto

/// What a sealed and signed entry needs of libcrypto, and nothing else: an ephemeral P-256 key, one agreement with it, and one
/// signature. Ciphers and hashes, a hundredth of these, are left out.
final class BareCryptography {
  private let hub: OpaquePointer
  private let terminal: OpaquePointer
  private let message: [UInt8]

  /// - Parameter bytes: of what is signed.
  init(signing bytes: Int) throws {
    guard let hub = Self.key(), let terminal = Self.key() else { throw RatiosFault("libcrypto makes no key") }
    (self.hub, self.terminal) = (hub, terminal)
    message = [UInt8](repeating: 0xA5, count: bytes)
  }

  deinit {
    EVP_PKEY_free(hub)
    EVP_PKEY_free(terminal)
  }

  private static func key() -> OpaquePointer? {
    let making = EVP_PKEY_CTX_new_from_name(nil, "EC", nil)
    defer { EVP_PKEY_CTX_free(making) }
    var key: OpaquePointer?
    guard EVP_PKEY_keygen_init(making) == 1, EVP_PKEY_CTX_set_group_name(making, "prime256v1") == 1,
      EVP_PKEY_generate(making, &key) == 1
    else { return nil }
    return key
  }

  func perform() throws {
    guard agrees(), signs() else { throw RatiosFault("libcrypto agrees on no secret or signs nothing") }
  }

  private func agrees() -> Bool {
    let making = EVP_PKEY_CTX_new_from_pkey(nil, hub, nil)
    defer { EVP_PKEY_CTX_free(making) }
    var ephemeral: OpaquePointer?
    guard EVP_PKEY_keygen_init(making) == 1, EVP_PKEY_generate(making, &ephemeral) == 1 else { return false }
    defer { EVP_PKEY_free(ephemeral) }
    let agreeing = EVP_PKEY_CTX_new_from_pkey(nil, ephemeral, nil)
    defer { EVP_PKEY_CTX_free(agreeing) }
    var secret = [UInt8](repeating: 0, count: 32)
    var count = secret.count
    return EVP_PKEY_derive_init(agreeing) == 1 && EVP_PKEY_derive_set_peer_ex(agreeing, hub, 0) == 1
      && EVP_PKEY_derive(agreeing, &secret, &count) == 1
  }

  private func signs() -> Bool {
    let context = EVP_MD_CTX_new()
    defer { EVP_MD_CTX_free(context) }
    var signature = [UInt8](repeating: 0, count: 80)
    var count = signature.count
    return EVP_DigestSignInit(context, nil, EVP_sha256(), nil, terminal) == 1
      && EVP_DigestSign(context, &signature, &count, message, message.count) == 1
  }
}
