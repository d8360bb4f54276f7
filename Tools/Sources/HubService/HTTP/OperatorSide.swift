import Foundation
import Hummingbird
import LibCrypto
import Logging
import OperatorAPI
import Wire

/// The side that operators and their tools reach, on loopback: JSON, a bearer token on each call.
struct OperatorSide: Sendable {
  let hub: Hub

  var router: Router<BasicRequestContext> {
    let router = Router()
    router.middlewares.add(OperatorGuard(token: hub.keys.operatorToken))
    router.get("v1/status") { _, _ in try await JSONAnswer.make(hub.status()) }
    router.get("v1/terminals") { _, _ in try await JSONAnswer.make(hub.terminals()) }
    router.get("v1/conflicts") { request, _ in
      try await JSONAnswer.make(hub.conflicts(of: request.uri.queryParameters["terminal"].map(String.init)))
    }
    router.post("v1/retirements") { request, _ in
      try await JSONAnswer.make(hub.retire(Self.json(of: request)))
    }
    router.get("v1/disputes") { request, _ in
      let query = request.uri.queryParameters
      return try await JSONAnswer.make(
        hub.disputes(of: query["terminal"].map(String.init), withSettled: query["settled"] == "true"))
    }
    router.post("v1/disputes") { request, _ in try await JSONAnswer.make(hub.decline(Self.json(of: request))) }
    router.post("v1/disputes/settle") { request, _ in
      try await JSONAnswer.make(hub.settleDisputes(Self.json(of: request)))
    }
    router.get("v1/entries") { request, _ in
      let query = request.uri.queryParameters
      guard let terminal = query["terminal"],
        let after = UInt64(query["after"].map(String.init) ?? "0"),
        let limit = Int(query["limit"].map(String.init) ?? "\(Hub.largestPage)")
      else { throw OperatorFault.malformedRequest }
      return try await JSONAnswer.make(hub.entries(of: String(terminal), after: after, limit: limit))
    }
    router.get("v1/authorisations") { request, _ in
      guard let terminal = request.uri.queryParameters["terminal"] else { throw OperatorFault.malformedRequest }
      return try await JSONAnswer.make(hub.authorisations(of: String(terminal)))
    }
    router.post("v1/bundles") { request, _ in
      try await JSONAnswer.make(hub.publish(bundle: Self.bytes(of: request, atMost: WireLimits.bundleSize)))
    }
    router.post("v1/deltas") { request, _ in
      try await JSONAnswer.make(hub.publish(delta: Self.bytes(of: request, atMost: WireLimits.deltaSize)))
    }
    router.post("v1/enrolment-codes") { request, _ in
      try await JSONAnswer.make(hub.makeEnrolmentCode(Self.json(of: request)))
    }
    router.post("v1/enrolments") { request, _ in
      try await JSONAnswer.make(hub.enrol(Self.json(of: request)))
    }
    addCards(to: router)
    router.get("v1/institutions") { _, _ in try await JSONAnswer.make(hub.accesses()) }
    router.post("v1/institutions") { request, _ in try await JSONAnswer.make(hub.grantAccess(Self.json(of: request))) }
    router.post("v1/institutions/withdraw") { request, _ in
      try await JSONAnswer.make(hub.withdrawAccess(Self.json(of: request)))
    }
    router.post("v1/personal-data/open") { request, _ in
      try await JSONAnswer.make(hub.openPersonalData(Self.json(of: request)))
    }
    return router
  }

  /// What is done to cards by hand.
  private func addCards(to router: Router<BasicRequestContext>) {
    router.get("v1/cards") { request, _ in
      let query = request.uri.queryParameters
      guard let issuer = query["issuer"], let serial = query["serial"] else { throw OperatorFault.malformedRequest }
      return try await JSONAnswer.make(hub.card(CardName(issuer: String(issuer), serial: String(serial))))
    }
    router.post("v1/cards") { request, _ in try await JSONAnswer.make(hub.issue(Self.json(of: request))) }
    router.post("v1/cards/activate") { request, _ in try await JSONAnswer.make(hub.activate(Self.json(of: request))) }
    router.post("v1/cards/bind") { request, _ in try await JSONAnswer.make(hub.bind(Self.json(of: request))) }
    router.post("v1/cards/unbind") { request, _ in try await JSONAnswer.make(hub.unbind(Self.json(of: request))) }
    router.post("v1/cards/guardian") { request, _ in
      try await JSONAnswer.make(hub.nameGuardian(Self.json(of: request)))
    }
    router.post("v1/cards/lose") { request, _ in
      try await JSONAnswer.make(hub.reportLoss(of: Self.json(of: request)))
    }
    router.post("v1/cards/replace") { request, _ in try await JSONAnswer.make(hub.replace(Self.json(of: request))) }
    router.post("v1/cards/decease") { request, _ in try await JSONAnswer.make(hub.decease(Self.json(of: request))) }
    router.get("v1/revocations") { _, _ in try await JSONAnswer.make(hub.revocations()) }
  }

  private static func bytes(of request: Request, atMost limit: Int) async throws -> [UInt8] {
    guard let body = try? await request.body.collect(upTo: limit) else { throw OperatorFault.tooLarge }
    return [UInt8](buffer: body)
  }

  private static func json<Body: Decodable>(of request: Request) async throws -> Body {
    let bytes = try await bytes(of: request, atMost: largestJSON)
    // A body that may be left out altogether is sent as nothing at all.
    guard let body = try? JSONDecoder().decode(Body.self, from: Data(bytes.isEmpty ? Array("{}".utf8) : bytes)) else {
      throw OperatorFault.malformedRequest
    }
    return body
  }

  private static let largestJSON = 64 * 1_024
}

/// Lets nobody past without the token, and turns faults into answers.
private struct OperatorGuard: RouterMiddleware {
  let token: [UInt8]

  func handle(
    _ request: Request, context: BasicRequestContext,
    next: (Request, BasicRequestContext) async throws -> Response
  ) async throws -> Response {
    guard isAuthorised(request) else { return try JSONAnswer.make(OperatorFault.unauthorised) }
    do {
      return try await next(request, context)
    } catch let fault as OperatorFault {
      return try JSONAnswer.make(fault)
    } catch let refusal as CardRefusal {
      return try JSONAnswer.make(refusal)
    } catch let error as HTTPError {
      throw error
    } catch {
      context.logger.error("an operator's call failed", metadata: ["error": "\(error)"])
      throw HTTPError(.serviceUnavailable)
    }
  }

  private func isAuthorised(_ request: Request) -> Bool {
    guard let value = request.bearerToken else { return false }
    return ConstantTime.areEqual(Array(value.utf8), token)
  }
}
