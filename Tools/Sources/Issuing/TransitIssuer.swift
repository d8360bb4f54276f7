import Codes
import LibCrypto
import Time
import Transit

/// An issuer of transit codes (JT/T), certified by one of the root keys that a trust bundle names.
public struct TransitIssuer: Sendable {
  private let rootIndex: UInt8
  private let key: SigningKey
  /// Of the certificate, from its algorithm to the issuer's key.
  private let certified: [UInt8]
  private let certificateSignature: [UInt8]

  /// An issuer with a key of its own, certified until the end of the year 20`lastYear`.
  public init(certifiedBy root: SigningKey, rootIndex: UInt8, number: UInt32, lastYear: UInt32) throws {
    self.rootIndex = rootIndex
    key = try SigningKey.generate(.sm2)
    certified =
      [0x12] + TLVWriter.bigEndian(number) + TLVWriter.decimal(1_200 + lastYear, count: 2) + [0, 0, 1, 4, 4, 0, 0x21]
      + key.publicKey.compressedPoint
    certificateSignature = try root.sign(certified)
  }

  /// What a phone shows of `account`, 16 bytes of ASCII, generated at `now` and signed with its key `holder`. Where it is `forged`, the
  /// issuer's signature is by somebody else. Read back before it is handed out.
  public func code(
    of account: [UInt8], holder: SigningKey, generatedAt now: UnixTime, lifetimeSeconds: UInt16, forged: Bool = false
  ) throws -> String {
    guard let second = UInt32(exactly: now.seconds), account.count == 16 else { throw IssuingFault.validity }
    let authorised =
      [0x24, 1, 1, 0, 0, rootIndex] + certified + certificateSignature + account + [UInt8](repeating: 0, count: 10)
      + TLVWriter.bigEndian(UInt32(1)) + TLVWriter.bigEndian(UInt32(1)) + [1, 0, 0, 200]
      + holder.publicKey.compressedPoint + TLVWriter.bigEndian(second &+ 86_400) + TLVWriter.bigEndian(lifetimeSeconds)
      + [0]
    let issuer = forged ? try SigningKey.generate(.sm2) : key
    let issued = authorised + [0x15] + (try issuer.sign(authorised)) + TLVWriter.bigEndian(second)
    let shown = [0x81] + TLVWriter.bigEndian(UInt16(issued.count + 65)) + issued
    let bytes = shown + [0x15] + (try holder.sign(shown))
    guard (try? TransitCode(bytes: bytes)) != nil else { throw IssuingFault.doesNotReadBack }
    return Base64Text.encode(bytes)
  }
}
