/// An institution that asks the hub, by its code: the body of `POST /v1/institutions` and `POST /v1/institutions/withdraw`.
public struct InstitutionName: Codable, Equatable, Sendable {
  /// `H` or `P` and eleven digits.
  public var institution: String

  public init(institution: String) {
    self.institution = institution
  }
}

/// A token of an institution's, told once: the hub keeps its hash.
public struct InstitutionGrant: Codable, Equatable, Sendable {
  public var institution: String
  public var token: String

  public init(institution: String, token: String) {
    self.institution = institution
    self.token = token
  }
}

/// One row of `GET /v1/institutions`.
public struct InstitutionRecord: Codable, Equatable, Sendable {
  public var institution: String
  /// When its token was made, seconds since 1970-01-01 UTC.
  public var grantedAt: Int64

  public init(institution: String, grantedAt: Int64) {
    self.institution = institution
    self.grantedAt = grantedAt
  }
}
