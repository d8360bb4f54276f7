/// Why the institution side does not do what it was asked.
public enum InstitutionFault: String, Error, CaseIterable, Sendable {
  case unauthorised
  case malformedRequest
  case tooLarge
  case tooMany

  /// A sentence for people.
  public var message: String {
    switch self {
    case .unauthorised: "the bearer token is missing, wrong or withdrawn"
    case .malformedRequest: "the request is not what this call takes"
    case .tooLarge: "the request is larger than this call takes"
    case .tooMany: "more calls than an institution may make; wait a moment"
    }
  }

  /// The HTTP status.
  public var status: Int {
    switch self {
    case .unauthorised: 401
    case .malformedRequest: 400
    case .tooLarge: 413
    case .tooMany: 429
    }
  }
}
