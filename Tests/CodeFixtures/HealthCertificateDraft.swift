/// A health certificate to be written: right as it starts, each part open to a test's edit before it is signed, and the text
/// of its code after.
///
/// Written apart from the reader, so that the two can disagree. Nothing in it is compressed: its blocks are stored.
package struct HealthCertificateDraft: Sendable {
  /// Signs a Sig_structure.
  package typealias Signer = ([UInt8]) -> [UInt8]
  package typealias Field = (CBORDraft, CBORDraft)

  package var keyID: [UInt8] = Array(1...8)
  package var protected: [Field]
  package var unprotected: [Field] = []
  package var issuer = "AT"
  package var issuedAt: CBORDraft
  package var expiresAt: CBORDraft
  /// `v`, `t` or `r`, and the entries under it.
  package var groups: [(String, CBORDraft)]
  package var names: CBORDraft = .map([
    (.text("fn"), .text("Gößinger")), (.text("fnt"), .text("GOESSINGER")), (.text("gn"), .text("Anna")),
  ])
  package var birthDate: CBORDraft = .text("1998-02-26")
  package var version: CBORDraft = .text("1.3.0")
  /// In place of all that the payload would hold.
  package var payload: CBORDraft?
  /// Around the message: none, 18, or 61 and 18.
  package var tags: [UInt64] = [18]
  package var contextIdentifier = "HC1:"

  package init(group: String = "v", _ entry: [Field] = Self.vaccination, at now: Int64, algorithm: Int64 = -7) {
    groups = [(group, .array([.map(entry)]))]
    issuedAt = .integer(now - 3_600)
    expiresAt = .integer(now + 3_600)
    protected = [(.integer(1), .integer(algorithm)), (.integer(4), .bytes(keyID))]
  }

  // Computed, each time: an indirect case hides its pointer in a static value from whoever looks for leaks.
  private static var common: [Field] {
    [
      (.text("tg"), .text("840539006")), (.text("co"), .text("AT")), (.text("is"), .text("Ministry of Health")),
      (.text("ci"), .text("URN:UVCI:01:AT:A1B2C3")),
    ]
  }
  package static var vaccination: [Field] {
    common + [
      (.text("vp"), .text("1119349007")), (.text("mp"), .text("EU/1/20/1528")), (.text("ma"), .text("ORG-100030215")),
      (.text("dn"), .integer(1)), (.text("sd"), .integer(2)), (.text("dt"), .text("2021-02-18")),
    ]
  }
  package static var test: [Field] {
    common + [
      (.text("tt"), .text("LP6464-4")), (.text("tr"), .text("260415000")), (.text("sc"), .text("2021-02-20T12:34:56Z")),
    ]
  }
  package static var recovery: [Field] {
    common + [
      (.text("fr"), .text("2021-02-20")), (.text("df"), .text("2021-04-04")), (.text("du"), .text("2021-10-04")),
    ]
  }

  private var content: CBORDraft {
    let certificate: CBORDraft = .endlessMap(
      groups.map { (.text($0.0), $0.1) }
        + [(.text("nam"), names), (.text("dob"), birthDate), (.text("ver"), version)])
    return .map([
      (.integer(1), .text(issuer)), (.integer(4), expiresAt), (.integer(6), issuedAt),
      (.integer(-260), .map([(.integer(1), certificate)])),
    ])
  }

  package var payloadBytes: [UInt8] { (payload ?? content).encoded }

  /// The signed message.
  package func message(_ sign: Signer) -> [UInt8] {
    let header: [UInt8] = protected.isEmpty ? [] : CBORDraft.map(protected).encoded
    let signed: CBORDraft = .array([.text("Signature1"), .bytes(header), .bytes([]), .bytes(payloadBytes)])
    var message: CBORDraft = .array([
      .bytes(header), .map(unprotected), .bytes(payloadBytes), .bytes(sign(signed.encoded)),
    ])
    for tag in tags.reversed() { message = .tagged(tag, message) }
    return message.encoded
  }

  /// The text of its code.
  package func text(_ sign: Signer) -> [UInt8] {
    Array(contextIdentifier.utf8) + Self.base45(Self.stored(message(sign)))
  }

  /// The container of RFC 1950 around one stored block.
  package static func stored(_ bytes: [UInt8]) -> [UInt8] {
    let count = UInt16(bytes.count)
    var (sum, sumOfSums): (UInt32, UInt32) = (1, 0)
    for byte in bytes {
      sum = (sum + UInt32(byte)) % 65_521
      sumOfSums = (sumOfSums + sum) % 65_521
    }
    let checksum = sumOfSums << 16 | sum
    return [0x78, 0x01, 0x01, UInt8(count & 0xFF), UInt8(count >> 8), UInt8(~count & 0xFF), UInt8(~count >> 8)] + bytes
      + [24, 16, 8, 0].map { UInt8(checksum >> $0 & 0xFF) }
  }

  package static func base45(_ bytes: [UInt8]) -> [UInt8] {
    let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 2) {
      let isPair = start + 1 < bytes.count
      var value = isPair ? Int(bytes[start]) << 8 | Int(bytes[start + 1]) : Int(bytes[start])
      for _ in 0..<(isPair ? 3 : 2) {
        text.append(alphabet[value % 45])
        value /= 45
      }
    }
    return text
  }
}
