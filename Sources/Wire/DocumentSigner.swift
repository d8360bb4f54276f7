import LibCrypto

/// A key that signs health certificates, as a bundle brings it.
public struct DocumentSigner: Equatable, Sendable {
  /// What certificates name it by: the first 8 bytes of the SHA-256 of its X.509 certificate. Several may share one.
  public let keyID: [UInt8]
  public let key: Key
  /// What it may sign.
  public let uses: Uses

  public static let keyIDCount = 8

  public enum Key: Equatable, Sendable {
    case es256(PublicKey)
    case ps256(RSAPublicKey)
  }

  /// The events that a key's certificate allows it to sign for; one that names none may sign for all.
  public struct Uses: OptionSet, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
      self.rawValue = rawValue
    }

    public static let test = Uses(rawValue: 1)
    public static let vaccination = Uses(rawValue: 2)
    public static let recovery = Uses(rawValue: 4)
    public static let all: Uses = [.test, .vaccination, .recovery]
  }

  public init(keyID: [UInt8], key: Key, uses: Uses) {
    self.keyID = keyID
    self.key = key
    self.uses = uses.isEmpty ? .all : uses
  }
}

extension DocumentSigner {
  /// Whether it comes before `other` in a bundle: by name, then by the key itself.
  func precedes(_ other: DocumentSigner) -> Bool {
    keyID == other.keyID
      ? keyBytes.lexicographicallyPrecedes(other.keyBytes) : keyID.lexicographicallyPrecedes(other.keyID)
  }

  private var keyBytes: [UInt8] {
    switch key {
    case .es256(let key): key.compressedPoint
    case .ps256(let key): key.modulus
    }
  }

  func validate() throws(WireFault) {
    guard keyID.count == Self.keyIDCount, Uses.all.isSuperset(of: uses) else { throw .outOfRange }
    if case .es256(let key) = key, key.algorithm != .es256 { throw .outOfRange }
  }

  func write(to writer: inout CBORWriter) {
    switch key {
    case .es256(let key):
      writer.array(3)
      writer.bytes(keyID)
      writer.unsigned(UInt64(uses.rawValue))
      writer.publicKey(key)
    case .ps256(let key):
      writer.array(4)
      writer.bytes(keyID)
      writer.unsigned(UInt64(uses.rawValue))
      writer.bytes(key.modulus)
      writer.bytes(key.exponent)
    }
  }

  init(from reader: inout CBORReader) throws(WireFault) {
    let count = try reader.array(count: 3...4)
    let keyID = try reader.bytes(count: Self.keyIDCount)
    let uses = Uses(rawValue: UInt8(try reader.unsigned(in: 1...UInt64(Uses.all.rawValue))))
    guard count == 4 else {
      self.init(keyID: keyID, key: .es256(try reader.publicKey()), uses: uses)
      return
    }
    let modulus = try reader.bytes(count: RSAPublicKey.modulusCounts)
    let exponent = try reader.bytes(count: RSAPublicKey.exponentCounts)
    guard modulus.first != 0, exponent.first != 0,
      let key = try? RSAPublicKey(modulus: modulus, exponent: exponent)
    else { throw .crypto(.malformedKey) }
    self.init(keyID: keyID, key: .ps256(key), uses: uses)
  }
}
