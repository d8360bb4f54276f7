import Codes
import Foundation
import Hummingbird
import HummingbirdTLS
import KeyFiles
import Logging
import NIOCore
import NIOSSL
import OperatorAPI
import Time
import Wire

/// The side that hospitals and pharmacies reach: HTTPS, JSON, a bearer token of the institution's own on each call.
struct InstitutionSide: Sendable {
  let hub: Hub
  private let budgets = CallBudgets()

  init(hub: Hub) {
    self.hub = hub
  }

  var router: Router<InstitutionContext> {
    let router = Router(context: InstitutionContext.self)
    router.middlewares.add(InstitutionGuard(hub: hub, budgets: budgets))
    router.post("v1/recognitions") { request, context in
      try await JSONAnswer.make(hub.recognise(Self.presentation(in: request), for: context.requireInstitution()))
    }
    router.get("v1/transactions") { request, context in
      try await JSONAnswer.make(hub.transactions(of: context.requireInstitution(), Self.wanted(by: request)))
    }
    router.get("v1/identity-checks") { request, context in
      try await JSONAnswer.make(hub.identityChecks(of: context.requireInstitution(), Self.wanted(by: request)))
    }
    return router
  }

  private static func wanted(by request: Request) throws -> InstitutionMessages.Wanted {
    let query = request.uri.queryParameters
    guard let day = query["date"].flatMap({ day(String($0)) }),
      let limit = Int(query["limit"].map(String.init) ?? "\(Hub.largestPage)")
    else { throw InstitutionFault.malformedRequest }
    let after = try query["after"].map { text in
      guard let place = EntryPlace(receiptNumber: text) else { throw InstitutionFault.malformedRequest }
      return place
    }
    return InstitutionMessages.Wanted(
      on: day, card: try query["card"].map { try card(String($0)) }, after: after, limit: limit)
  }

  private static func presentation(in request: Request) async throws -> InstitutionMessages.Presentation {
    guard let body = try? await request.body.collect(upTo: largestBody) else { throw InstitutionFault.tooLarge }
    do {
      return try JSONDecoder().decode(InstitutionMessages.Presentation.self, from: Data(buffer: body))
    } catch {
      throw InstitutionFault.malformedRequest
    }
  }

  /// A day as `2026-11-22`.
  private static func day(_ text: String) -> CalendarDay? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    // A number may have a sign, a day may not.
    let numbers = parts.compactMap { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int($0) : nil }
    guard parts.map(\.utf8.count) == [4, 2, 2], numbers.count == parts.count else { return nil }
    return CalendarDay(year: Int64(numbers[0]), month: numbers[1], day: numbers[2])
  }

  private static func card(_ text: String) throws -> CardReference {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, let card = try? Hub.reference(CardName(issuer: parts[0], serial: parts[1])) else {
      throw InstitutionFault.malformedRequest
    }
    return card
  }

  /// Bytes of a request: the longest code, every character of it escaped.
  static let largestBody = 8 * 1_024

  /// The hub's certificate, and none asked for: an institution is known by its token.
  static func tlsConfiguration(_ directory: HubDirectory) throws -> TLSConfiguration {
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: try NIOSSLCertificate.fromPEMFile(directory.tlsCertificate).map { .certificate($0) },
      privateKey: .privateKey(try NIOSSLPrivateKey(file: directory.tlsKey, format: .pem)))
    configuration.minimumTLSVersion = .tlsv12
    configuration.shutdownTimeout = .milliseconds(500)
    return configuration
  }
}

/// A request, and whose it is once that is known.
struct InstitutionContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  var institution: InstitutionCode?

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
  }

  func requireInstitution() throws -> InstitutionCode {
    guard let institution else { throw InstitutionFault.unauthorised }
    return institution
  }
}

/// Lets nobody past without a token, nor more often than they may call, and turns faults into answers.
private struct InstitutionGuard: RouterMiddleware {
  let hub: Hub
  let budgets: CallBudgets

  func handle(
    _ request: Request, context: InstitutionContext,
    next: (Request, InstitutionContext) async throws -> Response
  ) async throws -> Response {
    do {
      guard let token = request.bearerToken, let institution = try await hub.institution(bearing: token) else {
        throw InstitutionFault.unauthorised
      }
      guard budgets.take(institution, at: hub.clock()) else { throw InstitutionFault.tooMany }
      var context = context
      context.institution = institution
      return try await next(request, context)
    } catch let fault as InstitutionFault {
      return try JSONAnswer.make(fault)
    } catch let error as HTTPError {
      throw error
    } catch {
      context.logger.error("an institution's call failed", metadata: ["error": "\(error)"])
      throw HTTPError(.serviceUnavailable)
    }
  }
}
