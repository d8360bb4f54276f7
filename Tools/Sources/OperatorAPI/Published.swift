/// What the hub took when a trust bundle or a revocation delta was published.
public struct Published: Codable, Equatable, Sendable {
  /// The bundle's version, or the version of the bundle that the delta adds to.
  public var bundleVersion: UInt64
  /// The delta's number. Absent for a bundle.
  public var deltaNumber: UInt32?

  public init(bundleVersion: UInt64, deltaNumber: UInt32? = nil) {
    self.bundleVersion = bundleVersion
    self.deltaNumber = deltaNumber
  }
}

/// A refusal of the operator side: a code for programs, a sentence for people.
public struct OperatorRefusal: Codable, Equatable, Sendable {
  public var code: String
  public var message: String

  public init(code: String, message: String) {
    self.code = code
    self.message = message
  }
}
