/// The body of `POST /v1/enrolment-codes`.
public struct EnrolmentCodeRequest: Codable, Equatable, Sendable {
  /// When given, the code enrols this terminal and no other.
  public var terminal: String?

  public init(terminal: String? = nil) {
    self.terminal = terminal
  }
}

/// A code that enrols one terminal, once.
public struct EnrolmentCode: Codable, Equatable, Sendable {
  public var code: String
  /// Seconds since 1970-01-01 UTC, by the hub's clock.
  public var expiresAt: Int64

  public init(code: String, expiresAt: Int64) {
    self.code = code
    self.expiresAt = expiresAt
  }
}

/// The body of `POST /v1/enrolments`: a terminal brings a code, proves it holds a TLS key, and names its journal key.
public struct EnrolmentRequest: Codable, Equatable, Sendable {
  public var code: String
  public var terminal: String
  public var institution: String
  /// PKCS#10, subject CN the terminal's id, signed with the TLS key (P-256).
  public var csrPEM: String
  /// The compressed point that verifies the terminal's journal entries, hexadecimal.
  public var journalKey: String
  /// `ES256` or `SM2`.
  public var algorithm: String

  public init(
    code: String, terminal: String, institution: String, csrPEM: String, journalKey: String, algorithm: String
  ) {
    self.code = code
    self.terminal = terminal
    self.institution = institution
    self.csrPEM = csrPEM
    self.journalKey = journalKey
    self.algorithm = algorithm
  }
}

/// The answer to an enrolment.
public struct EnrolmentAnswer: Codable, Equatable, Sendable {
  /// The terminal's client certificate.
  public var certificatePEM: String
  /// What the terminal pins: the authority of the hub's own certificate.
  public var hubCAPEM: String

  public init(certificatePEM: String, hubCAPEM: String) {
    self.certificatePEM = certificatePEM
    self.hubCAPEM = hubCAPEM
  }
}
