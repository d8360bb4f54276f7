import AsyncHTTPClient
import Foundation
import NIOCore
import OperatorAPI

/// Calls a hub's operator side.
public struct OperatorClient: Sendable {
  /// Such as `http://127.0.0.1:8080`.
  public let address: String
  private let token: String

  /// - Parameters:
  ///   - address: without a slash at its end.
  ///   - token: what the hub's `operator.token` holds.
  public init(address: String, token: String) {
    self.address = address
    self.token = token
  }

  public func status() async throws -> HubStatus {
    try await get("/v1/status")
  }

  public func terminals() async throws -> [TerminalRecord] {
    try await get("/v1/terminals")
  }

  /// Entries of a terminal above a sequence, in order; one page of them.
  public func entries(of terminal: String, after sequence: UInt64 = 0, limit: Int = 500) async throws -> [EntryRecord] {
    var query = URLComponents()
    query.queryItems = [
      URLQueryItem(name: "terminal", value: terminal), URLQueryItem(name: "after", value: "\(sequence)"),
      URLQueryItem(name: "limit", value: "\(limit)"),
    ]
    return try await get("/v1/entries?" + (query.percentEncodedQuery ?? ""))
  }

  /// Uploads that contradicted what the hub holds, of one terminal or of all.
  public func conflicts(of terminal: String? = nil) async throws -> [ConflictRecord] {
    guard let terminal else { return try await get("/v1/conflicts") }
    var query = URLComponents()
    query.queryItems = [URLQueryItem(name: "terminal", value: terminal)]
    return try await get("/v1/conflicts?" + (query.percentEncodedQuery ?? ""))
  }

  /// Takes a terminal out of service for good.
  public func retire(_ request: Retirement) async throws -> TerminalRecord {
    try await post("/v1/retirements", json(request))
  }

  /// What the hub disputes of one terminal's entries or of all, what is settled left out or not.
  public func disputes(of terminal: String? = nil, withSettled: Bool = false) async throws -> [DisputeRecord] {
    var query = URLComponents()
    query.queryItems = [URLQueryItem(name: "settled", value: "\(withSettled)")]
    if let terminal { query.queryItems?.append(URLQueryItem(name: "terminal", value: terminal)) }
    return try await get("/v1/disputes?" + (query.percentEncodedQuery ?? ""))
  }

  /// Disputes an entry because the region declines it; answers what is then open at the terminal.
  public func decline(_ request: DisputeNote) async throws -> [DisputeRecord] {
    try await post("/v1/disputes", json(request))
  }

  /// Settles all that is disputed of an entry; answers what is then open at the terminal.
  public func settleDisputes(_ request: DisputeNote) async throws -> [DisputeRecord] {
    try await post("/v1/disputes/settle", json(request))
  }

  public func publish(bundle signed: [UInt8]) async throws -> Published {
    try await post("/v1/bundles", signed)
  }

  public func publish(delta signed: [UInt8]) async throws -> Published {
    try await post("/v1/deltas", signed)
  }

  public func makeEnrolmentCode(terminal: String? = nil) async throws -> EnrolmentCode {
    try await post("/v1/enrolment-codes", json(EnrolmentCodeRequest(terminal: terminal)))
  }

  public func enrol(_ request: EnrolmentRequest) async throws -> EnrolmentAnswer {
    try await post("/v1/enrolments", json(request))
  }

  /// What a terminal has asked to be paid.
  public func authorisations(of terminal: String) async throws -> [AuthorisationRecord] {
    try await get("/v1/authorisations?terminal=" + terminal)
  }

  public func openPersonalData(_ request: PersonalDataOpening) async throws -> OpenedPersonalData {
    try await post("/v1/personal-data/open", json(request))
  }

  func json(_ value: some Encodable) throws -> [UInt8] {
    try [UInt8](JSONEncoder().encode(value))
  }

  func get<Answer: Decodable>(_ path: String) async throws -> Answer {
    try await call(HTTPClientRequest(url: address + path))
  }

  func post<Answer: Decodable>(_ path: String, _ body: [UInt8]) async throws -> Answer {
    var request = HTTPClientRequest(url: address + path)
    request.method = .POST
    request.body = .bytes(ByteBuffer(bytes: body))
    return try await call(request)
  }

  private func call<Answer: Decodable>(_ unauthorised: HTTPClientRequest) async throws -> Answer {
    var request = unauthorised
    request.headers.add(name: "Authorization", value: "Bearer " + token)
    let status: Int
    let bytes: [UInt8]
    do {
      let response = try await Self.client.execute(request, timeout: Self.timeout)
      status = Int(response.status.code)
      bytes = [UInt8](buffer: try await response.body.collect(upTo: Self.largestAnswer))
    } catch {
      let reason = (error as? IOError).map { String(cString: strerror($0.errnoCode)) } ?? "\(error)"
      throw OperatorClientFault.unreachable(address: address, reason: reason)
    }
    guard status == 200 else {
      let refusal = try? JSONDecoder().decode(OperatorRefusal.self, from: Data(bytes))
      throw OperatorClientFault.refused(status: status, refusal)
    }
    do {
      return try JSONDecoder().decode(Answer.self, from: Data(bytes))
    } catch {
      throw OperatorClientFault.notAHub(address: address)
    }
  }

  /// One for the whole process, which says at once that nobody listens instead of trying on.
  private static let client: HTTPClient = {
    var configuration = HTTPClient.Configuration.singletonConfiguration
    configuration.connectionPool.retryConnectionEstablishment = false
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }()

  private static let timeout: TimeAmount = .seconds(30)
  /// A page of entries is the largest answer.
  private static let largestAnswer = 4 * 1_024 * 1_024
}

/// Why a call to a hub's operator side came to nothing.
public enum OperatorClientFault: Error, Equatable, CustomStringConvertible {
  case unreachable(address: String, reason: String)
  /// The hub said no, and why if it said that too.
  case refused(status: Int, OperatorRefusal?)
  /// Whatever answered, it was not a hub of this version.
  case notAHub(address: String)

  public var description: String {
    switch self {
    case .unreachable(let address, let reason): "cannot reach the hub at \(address): \(reason)"
    case .refused(_, let refusal?): "the hub refused: \(refusal.message)"
    case .refused(let status, nil): "the hub refused with HTTP status \(status)"
    case .notAHub(let address): "what answered at \(address) is not a hub of this version"
    }
  }
}
