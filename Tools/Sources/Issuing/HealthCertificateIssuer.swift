import HealthCertificates
import LibCrypto
import Time
import Wire

/// A country's office that signs health certificates with ES256 (Electronic Health Certificate Specification), as a bench needs
/// one. What it packs is stored, not compressed.
public struct HealthCertificateIssuer: Sendable {
  private let key: SigningKey
  /// The signer as a trust bundle names it; its name is made up of its key, for it has no certificate.
  public let signer: DocumentSigner

  public init(key: SigningKey) {
    self.key = key
    let name = Array(SHA256.hash(key.publicKey.compressedPoint).prefix(DocumentSigner.keyIDCount))
    signer = DocumentSigner(keyID: name, key: .es256(key.publicKey), uses: .all)
  }

  /// The text of a code about the second of two doses.
  ///
  /// - Parameters:
  ///   - name: the family name, A to Z.
  ///   - birthYear: of the holder.
  ///   - identifier: the certificate's own, by which it may be revoked.
  ///   - issuedAt: when it was issued.
  ///   - expiresAt: its last second.
  ///   - isForged: signed by somebody else.
  public func code(
    name: String, birthYear: Int, identifier: String, issuedAt: UnixTime, expiresAt: UnixTime, isForged: Bool = false
  ) throws -> String {
    let dose = CBORText.map([
      ("tg", .text("840539006")), ("vp", .text("1119349007")), ("mp", .text("EU/1/20/1528")),
      ("ma", .text("ORG-100030215")), ("dn", .number(2)), ("sd", .number(2)), ("dt", .text("2021-05-29")),
      ("co", .text("AT")), ("is", .text("Ministry of Health")), ("ci", .text(identifier)),
    ])
    let certificate = CBORText.map([
      ("v", .array([dose])), ("dob", .text("\(birthYear)-02-26")), ("ver", .text("1.3.0")),
      ("nam", .map([("fn", .text(name)), ("fnt", .text(name))])),
    ])
    let firstVersion: [(Int64, CBORText)] = [(1, certificate)]
    let claims = CBORText.numbered([
      (1, .text("AT")), (4, .number(expiresAt.seconds)), (6, .number(issuedAt.seconds)),
      (-260, .numbered(firstVersion)),
    ])
    let header = CBORText.numbered([(1, .number(-7)), (4, .bytes(signer.keyID))]).encoded
    let signed = CBORText.array([.text("Signature1"), .bytes(header), .bytes([]), .bytes(claims.encoded)]).encoded
    let signature = try (isForged ? SigningKey.generate(.es256) : key).sign(signed)
    let message: CBORText = .array([.bytes(header), .numbered([]), .bytes(claims.encoded), .bytes(signature)])
    let text = "HC1:" + Self.base45(Self.stored([0xD2] + message.encoded))
    guard (try? SignedCertificate(text: Array(text.utf8))) != nil else { throw IssuingFault.doesNotReadBack }
    return text
  }

  /// RFC 1950 around one stored block of RFC 1951.
  private static func stored(_ bytes: [UInt8]) -> [UInt8] {
    let count = UInt16(bytes.count)
    var (sum, sumOfSums): (UInt32, UInt32) = (1, 0)
    for byte in bytes {
      sum = (sum + UInt32(byte)) % 65_521
      sumOfSums = (sumOfSums + sum) % 65_521
    }
    let head: [UInt8] = [
      0x78, 0x01, 0x01, UInt8(count & 0xFF), UInt8(count >> 8), UInt8(~count & 0xFF), UInt8(~count >> 8),
    ]
    return head + bytes + TLVWriter.bigEndian(sumOfSums << 16 | sum)
  }

  /// RFC 9285.
  private static func base45(_ bytes: [UInt8]) -> String {
    let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 2) {
      let pair = bytes[start..<min(start + 2, bytes.count)]
      var value = pair.reduce(0) { $0 << 8 | Int($1) }
      for _ in 0...pair.count {
        text.append(alphabet[value % 45])
        value /= 45
      }
    }
    return text
  }
}

/// What of CBOR a certificate needs.
private indirect enum CBORText {
  case number(Int64)
  case bytes([UInt8])
  case text(String)
  case array([CBORText])
  case map([(String, CBORText)])
  case numbered([(Int64, CBORText)])

  var encoded: [UInt8] {
    switch self {
    case .number(let value): value < 0 ? Self.head(1, UInt64(~value)) : Self.head(0, UInt64(value))
    case .bytes(let bytes): Self.head(2, UInt64(bytes.count)) + bytes
    case .text(let text): Self.head(3, UInt64(text.utf8.count)) + Array(text.utf8)
    case .array(let items): Self.head(4, UInt64(items.count)) + items.flatMap(\.encoded)
    case .map(let pairs): Self.head(5, UInt64(pairs.count)) + pairs.flatMap { CBORText.text($0).encoded + $1.encoded }
    case .numbered(let pairs):
      Self.head(5, UInt64(pairs.count)) + pairs.flatMap { CBORText.number($0).encoded + $1.encoded }
    }
  }

  private static func head(_ type: UInt8, _ argument: UInt64) -> [UInt8] {
    switch argument {
    case 0..<24: [type << 5 | UInt8(argument)]
    case 24...0xFF: [type << 5 | 24, UInt8(argument)]
    case 0x100...0xFFFF: [type << 5 | 25] + TLVWriter.bigEndian(UInt16(argument))
    default: [type << 5 | 26] + TLVWriter.bigEndian(UInt32(truncatingIfNeeded: argument))
    }
  }
}
