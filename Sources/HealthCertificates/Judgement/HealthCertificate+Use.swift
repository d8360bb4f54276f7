public import Wire

extension HealthCertificate.Event {
  /// What a key must be for, to sign it.
  public var use: DocumentSigner.Uses {
    switch self {
    case .vaccination: .vaccination
    case .test: .test
    case .recovery: .recovery
    }
  }
}
