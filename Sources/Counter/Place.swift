import Wire

/// Where the counter stands: what receipts and entries say of it.
public struct Place: Equatable, Sendable {
  public let terminal: TerminalID
  public let institution: InstitutionCode

  public init(terminal: TerminalID, institution: InstitutionCode) {
    self.terminal = terminal
    self.institution = institution
  }
}
