import Logging
import Provisioning

@testable import HubService

extension TestRegion {
  var token: String { String(decoding: keys.operatorToken, as: UTF8.self) }

  /// Runs `body` while the hub listens on ports of its own.
  func whileServing(
    _ hub: Hub, _ body: @Sendable @escaping (_ terminals: String, _ operators: String) async throws -> Void
  ) async throws {
    try await whileServing(hub, institutions: false) { ports in
      try await body("https://localhost:\(ports.terminals)", "http://127.0.0.1:\(ports.operators)")
    }
  }

  /// Runs `body` while the hub listens on ports of its own, to institutions too if told so.
  func whileServing(
    _ hub: Hub, institutions: Bool, _ body: @Sendable @escaping (HubServer.Ports) async throws -> Void
  ) async throws {
    let (ports, continuation) = AsyncStream<HubServer.Ports>.makeStream()
    let server = HubServer(
      hub, directory: directory, addresses: .init(institutionPort: institutions ? 0 : nil),
      logger: Logger(label: "hub") { _ in SwiftLogNoOpLogHandler() })
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        defer { continuation.finish() }
        try await server.run(untilSignals: []) { continuation.yield($0) }
      }
      for await ports in ports {
        try await body(ports)
        break
      }
      group.cancelAll()
      while let result = await group.nextResult() {
        if case .failure(let error) = result, !(error is CancellationError) { throw error }
      }
    }
  }

  /// The operator's client of a hub that serves.
  func client(_ operators: String) -> OperatorClient { OperatorClient(address: operators, token: token) }
}
