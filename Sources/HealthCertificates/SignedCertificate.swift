import Wire

/// A health certificate as it was read, and **not** verified: a COSE_Sign1 (RFC 9052, 4.2) around a CBOR Web Token.
public struct SignedCertificate: Equatable, Sendable {
  /// Which of the issuers' keys signed it, as far as it says: the first bytes of the hash of the key's certificate.
  public let keyID: [UInt8]
  public let algorithm: DocumentSignatureAlgorithm
  public let signature: [UInt8]
  /// What the signature is over: Sig_structure (RFC 9052, 4.4).
  public let signedBytes: [UInt8]
  let payload: [UInt8]
}

/// How a health certificate may be signed (Electronic Health Certificate Specification, 3.3.2). The raw value is COSE's.
public enum DocumentSignatureAlgorithm: Int64, Sendable {
  /// ECDSA on P-256 with SHA-256.
  case es256 = -7
  /// RSASSA-PSS with SHA-256.
  case ps256 = -37
}

extension SignedCertificate {
  /// How much may come of a code once inflated, in bytes: what a QR code holds is a tenth of it, and what is real a fiftieth.
  public static let maximumCount = 32 << 10
  private static let contextIdentifier = [UInt8]("HC1:".utf8)

  /// Reads a code from its text on.
  public init(text: [UInt8]) throws(HealthCertificateFault) {
    guard text.starts(with: Self.contextIdentifier) else { throw .context }
    guard let compressed = Base45.decode(text[Self.contextIdentifier.count...]) else { throw .base45 }
    try self.init(compressed: compressed)
  }

  /// Reads what its text stands for.
  public init(compressed: [UInt8]) throws(HealthCertificateFault) {
    guard let message = Zlib.decompress(compressed, limit: Self.maximumCount) else { throw .compression }
    try self.init(message: message)
  }

  /// Reads the signed message.
  public init(message: [UInt8]) throws(HealthCertificateFault) {
    guard var item = CBORParser.item(message) else { throw .structure }
    // A COSE_Sign1 may say that it is one, and that it is a web token (RFC 8392, 6).
    if case .tagged(Self.webTokenTag, let inner) = item { item = inner }
    if case .tagged(Self.signedTag, let inner) = item { item = inner }
    guard let parts = item.arrayValue, parts.count == 4, let protected = parts[0].bytesValue,
      let unprotectedHeader = parts[1].mapValue, let payload = parts[2].bytesValue,
      let signature = parts[3].bytesValue,
      let protectedHeader = protected.isEmpty ? CBORMap(pairs: []) : CBORParser.item(protected)?.mapValue
    else { throw .structure }
    // Both may stand in either header. Where both headers have one, the protected one counts.
    func header(_ label: Int64) -> CBORItem? { protectedHeader[label] ?? unprotectedHeader[label] }
    guard let keyID = header(Self.keyIDLabel)?.bytesValue else { throw .structure }
    guard let number = header(Self.algorithmLabel)?.integerValue,
      let algorithm = DocumentSignatureAlgorithm(rawValue: number)
    else { throw .algorithm }
    self.keyID = keyID
    self.algorithm = algorithm
    self.signature = signature
    self.payload = payload
    signedBytes = Signed.signedBytes(header: protected, payload: payload)
  }

  /// What it claims, with nobody's word for it. Throws `.claims` where there is no token in it.
  public func unverifiedToken() throws(HealthCertificateFault) -> WebToken {
    try WebToken(payload: payload)
  }

  private static let webTokenTag: UInt64 = 61
  private static let signedTag: UInt64 = 18
  private static let algorithmLabel: Int64 = 1
  private static let keyIDLabel: Int64 = 4
}
