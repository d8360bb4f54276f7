import LibCrypto

/// Why bytes are not the message they should be, or a value cannot become one. Nothing of the content is in a case.
public enum WireFault: Error, Equatable, Sendable {
  /// The bytes end inside an item.
  case truncated
  /// Bytes follow the message.
  case trailingBytes
  /// Well-formed CBOR perhaps, but not in the one encoding RFC 8949 4.2.1 allows: a longer head than needed, or an
  /// indefinite length.
  case notDeterministic
  /// An item of another type, a field missing, unknown, twice or out of order.
  case unexpectedStructure
  /// More bytes or items than the message may have.
  case tooLarge
  /// A number, a length or a choice that the field does not allow.
  case outOfRange
  /// Text that is not UTF-8, or not what the field allows.
  case malformedText
  /// Fields that are right alone and contradict each other.
  case inconsistent
  /// A signed message of another kind, or by another algorithm than the key's.
  case wrongKind
  /// The signature does not hold.
  case badSignature
  /// Sealed bytes that this key and context do not open.
  case notOpened
  /// libcrypto refused.
  case crypto(CryptoFault)
}
