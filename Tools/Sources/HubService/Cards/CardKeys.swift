import Codes
import Crypto
import Foundation

/// What the hub calls people and phones by, so that its database alone names nobody: a health card ID, a voucher's digits and a
/// phone's name are kept as HMAC-SHA256 under a key of the hub's directory. Who has the database and not the key cannot even
/// try them out.
public struct CardKeys: Sendable {
  /// Bytes of the secret in `cards.key`.
  static let secretSize = 32

  private let names: SymmetricKey
  private let pins: SymmetricKey

  init(secret: [UInt8]) {
    func derived(_ use: String) -> SymmetricKey {
      HKDF<SHA256>.deriveKey(
        inputKeyMaterial: SymmetricKey(data: secret), info: Data("acceptd hub \(use)".utf8), outputByteCount: 32)
    }
    names = derived("names")
    pins = derived("pins")
  }

  /// Tells this key from another.
  var fingerprint: [UInt8] { digest("key", []) }

  /// - Parameter cardID: 32 bytes.
  func holder(healthCard cardID: [UInt8]) -> [UInt8] { digest("health card", cardID) }

  /// - Parameter digits: of the insurance voucher (医保码), ASCII.
  func holder(voucher digits: [UInt8]) -> [UInt8] { digest("voucher", digits) }

  /// - Parameter name: what the phone's application calls it by.
  func phone(_ name: [UInt8]) -> [UInt8] { digest("phone", name) }

  /// What is hashed in place of a PIN: of this card, and of this hub.
  func secret(of pin: PIN, on card: CardReference) -> [UInt8] {
    var input = withUnsafeBytes(of: card.issuer.bigEndian) { [UInt8]($0) }
    input += withUnsafeBytes(of: card.serial.bigEndian) { [UInt8]($0) }
    return Array(HMAC<SHA256>.authenticationCode(for: input + pin.digits, using: pins))
  }

  private func digest(_ kind: String, _ bytes: [UInt8]) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: Array(kind.utf8) + [0] + bytes, using: names))
  }
}
