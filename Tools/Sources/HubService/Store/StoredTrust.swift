/// A trust bundle as it was published.
public struct StoredBundle: Equatable, Sendable {
  public var version: UInt64
  /// As the root key signed it (COSE_Sign1).
  public var signed: [UInt8]
  /// Seconds since 1970-01-01 UTC.
  public var publishedAt: Int64

  public init(version: UInt64, signed: [UInt8], publishedAt: Int64) {
    self.version = version
    self.signed = signed
    self.publishedAt = publishedAt
  }
}

/// A revocation delta as it was published.
public struct StoredDelta: Equatable, Sendable {
  /// The version of the bundle it adds to.
  public var base: UInt64
  public var number: UInt32
  public var signed: [UInt8]
  public var publishedAt: Int64

  public init(base: UInt64, number: UInt32, signed: [UInt8], publishedAt: Int64) {
    self.base = base
    self.number = number
    self.signed = signed
    self.publishedAt = publishedAt
  }
}

/// What terminals are brought to.
public struct StoredTrust: Equatable, Sendable {
  public var bundle: StoredBundle?
  /// Belongs to `bundle`.
  public var delta: StoredDelta?

  public init(bundle: StoredBundle? = nil, delta: StoredDelta? = nil) {
    self.bundle = bundle
    self.delta = delta
  }
}
