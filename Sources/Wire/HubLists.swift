public import LibCrypto

/// A list that the hub signs with its receipt key, and of which a terminal goes by the newest.
public protocol HubList {
  static var kind: SignedKind { get }
  /// 1 or more, and higher than that of the list before.
  var number: UInt64 { get }
  /// Whether the list is that terminal's to go by.
  func isFor(_ terminal: TerminalID) -> Bool
  /// The payload to sign.
  func encoded() throws(WireFault) -> [UInt8]
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

/// The lists that a hub signs, in the order in which hubs came to know of them. The number is the list's field in an upload
/// request and in an answer.
public enum HubListKind: UInt8, CaseIterable, Sendable {
  /// A ``LossList``.
  case losses = 5
  /// A ``DisputeList``.
  case disputes = 6
  /// A ``UseList``.
  case uses = 7

  /// What is on it, for a log.
  public var name: String {
    switch self {
    case .losses: "losses"
    case .disputes: "disputes"
    case .uses: "codes used at other counters"
    }
  }

  /// The most bytes a signed list of the kind may have.
  public var maximumSize: Int {
    switch self {
    case .losses: LossList.kind.maximumSize
    case .disputes: DisputeList.kind.maximumSize
    case .uses: UseList.kind.maximumSize
    }
  }
}

/// Something of each list that a hub signs.
public struct HubLists<Value> {
  public var losses: Value?
  public var disputes: Value?
  public var uses: Value?

  public init(losses: Value? = nil, disputes: Value? = nil, uses: Value? = nil) {
    self.losses = losses
    self.disputes = disputes
    self.uses = uses
  }

  public subscript(kind: HubListKind) -> Value? {
    get {
      switch kind {
      case .losses: losses
      case .disputes: disputes
      case .uses: uses
      }
    }
    set {
      switch kind {
      case .losses: losses = newValue
      case .disputes: disputes = newValue
      case .uses: uses = newValue
      }
    }
  }

  /// What `transform` makes of each.
  public func map<Other>(_ transform: (Value) -> Other) -> HubLists<Other> {
    var other = HubLists<Other>()
    for kind in HubListKind.allCases { other[kind] = self[kind].map(transform) }
    return other
  }

  /// Of how many of the lists there is something.
  public var count: Int {
    var count = 0
    for kind in HubListKind.allCases where self[kind] != nil { count += 1 }
    return count
  }

  public var isEmpty: Bool { count == 0 }
}

extension HubLists: Equatable where Value: Equatable {}
extension HubLists: Sendable where Value: Sendable {}
