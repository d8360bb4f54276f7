import KeyFiles
import LibCrypto
import Wire

/// Signed messages in files, and what is wrong with them in words.
enum SignedFile {
  static func payload(_ path: String, _ kind: SignedKind) throws -> [UInt8] {
    let bytes = try PublicFile.read(path)
    return try decode(path) { () throws(WireFault) in try Signed.payloadUnverified(bytes, kind: kind) }
  }

  static func verified(_ path: String, _ kind: SignedKind, root: String) throws -> [UInt8] {
    let bytes = try PublicFile.read(path)
    let key = try VerifyingKey(KeyFile.publicKey(root))
    return try decode(path) { () throws(WireFault) in try Signed.open(bytes, kind: kind, with: key) }
  }

  static func decode<Value>(_ path: String, _ make: () throws(WireFault) -> Value) throws -> Value {
    do throws(WireFault) {
      return try make()
    } catch {
      throw DescriptionFault(path: path, reason: error.explanation)
    }
  }

  static func sign(_ description: String, _ make: () throws(WireFault) -> [UInt8]) throws -> [UInt8] {
    do throws(WireFault) {
      return try make()
    } catch {
      throw DescriptionFault(path: description, reason: "no terminal would take this: \(error.explanation)")
    }
  }
}

extension WireFault {
  /// The fault in words.
  var explanation: String {
    switch self {
    case .truncated: "it ends too early"
    case .trailingBytes: "something follows it"
    case .notDeterministic: "it is not in the one encoding allowed (RFC 8949, 4.2.1)"
    case .unexpectedStructure: "it is not a message of this version"
    case .tooLarge: "it is larger than allowed"
    case .outOfRange: "a number, a length or a choice in it is out of range"
    case .malformedText: "a text in it is not allowed"
    case .inconsistent: "it contradicts itself: check the order of dates and ages, doubles, and the policy's numbers"
    case .wrongKind: "it is another kind of message, or by a key of another algorithm"
    case .badSignature: "the signature is not this key's"
    case .notOpened: "it is not sealed to this key"
    case .crypto: "libcrypto refused a key in it"
    }
  }
}
