public import LibCrypto

/// A list that the hub signs with its receipt key, and of which a terminal goes by the newest.
public protocol HubList {
  static var kind: SignedKind { get }
  /// 1 or more, and higher than that of the list before.
  var number: UInt64 { get }
  /// The list of a payload.
  init(decoding payload: [UInt8]) throws(WireFault)
}

extension HubList {
  /// What a terminal names the list by that it holds: SM3 over the payload as it was signed.
  public static func hash(ofPayload payload: [UInt8]) -> [UInt8] {
    SM3.hash(payload)
  }

  /// The list of a signed message, once that proved to be this key's; and its ``hash(ofPayload:)``.
  public static func opened(
    _ signed: [UInt8], by key: VerifyingKey
  ) throws(WireFault) -> (list: Self, hash: [UInt8]) {
    let payload = try Signed.open(signed, kind: kind, with: key)
    return (try Self(decoding: payload), hash(ofPayload: payload))
  }
}
