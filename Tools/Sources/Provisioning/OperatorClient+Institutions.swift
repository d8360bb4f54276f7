import OperatorAPI

extension OperatorClient {
  public func grantAccess(_ institution: InstitutionName) async throws -> InstitutionGrant {
    try await post("/v1/institutions", json(institution))
  }

  public func withdrawAccess(_ institution: InstitutionName) async throws -> InstitutionName {
    try await post("/v1/institutions/withdraw", json(institution))
  }

  /// Who may ask the hub.
  public func institutions() async throws -> [InstitutionRecord] {
    try await get("/v1/institutions")
  }
}
