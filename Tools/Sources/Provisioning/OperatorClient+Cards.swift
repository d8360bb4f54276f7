import Foundation
import OperatorAPI

extension OperatorClient {
  public func issue(_ order: CardOrder) async throws -> CardRecord {
    try await post("/v1/cards", json(order))
  }

  public func card(_ name: CardName) async throws -> CardRecord {
    var query = URLComponents()
    query.queryItems = [
      URLQueryItem(name: "issuer", value: name.issuer), URLQueryItem(name: "serial", value: name.serial),
    ]
    return try await get("/v1/cards?" + (query.percentEncodedQuery ?? ""))
  }

  public func activate(_ card: CardName) async throws -> CardRecord {
    try await post("/v1/cards/activate", json(card))
  }

  public func bind(_ request: CardBinding) async throws -> CardRecord {
    try await post("/v1/cards/bind", json(request))
  }

  public func unbind(_ card: CardName) async throws -> CardRecord {
    try await post("/v1/cards/unbind", json(card))
  }

  public func nameGuardian(_ request: CardGuardian) async throws -> CardRecord {
    try await post("/v1/cards/guardian", json(request))
  }

  public func reportLoss(of card: CardName) async throws -> CardRecord {
    try await post("/v1/cards/lose", json(card))
  }

  public func replace(_ request: CardReplacement) async throws -> CardRecord {
    try await post("/v1/cards/replace", json(request))
  }

  public func decease(_ card: CardName) async throws -> CardRecord {
    try await post("/v1/cards/decease", json(card))
  }

  /// Which cards terminals are to refuse, and the delta that would tell them.
  public func revocations() async throws -> RevocationList {
    try await get("/v1/revocations")
  }
}
