import Foundation
import NIOCore
import OperatorAPI
import Provisioning

/// A hub that the bench has started, and what the bench needs to talk to it.
struct HubProcess: Sendable {
  let child: ChildProcess
  /// Where it listens for terminals.
  let address: SocketAddress
  let client: OperatorClient

  /// A busy machine may take its time.
  private static let patience = Duration.seconds(60)

  /// Starts a hub that is kept in `state`; it makes there what it lacks. It does not listen yet.
  /// - Parameter name: the address that terminals call it by.
  static func launch(
    _ program: URL, in state: URL, root: URL, calledBy name: String, log: URL
  ) async throws -> ChildProcess {
    try await ChildProcess.start(
      program,
      [
        "serve", "--state", state.path, "--root", root.path, "--name", name, "--terminal-port", "0",
        "--operator-port", "0",
      ], log: log)
  }

  /// A hub that was launched on `state`, once it listens.
  static func listening(_ child: ChildProcess, in state: URL) async throws -> HubProcess {
    do {
      let terminals = try await child.line(beginning: "hub: terminals https://127.0.0.1:", within: patience)
      let operators = try await child.line(beginning: "hub: operator http://", within: patience)
      guard let port = Int(terminals) else { throw BenchFault("the hub has named no port") }
      let token = try String(contentsOf: state.appendingPathComponent("operator.token"), encoding: .utf8)
      return HubProcess(
        child: child, address: try SocketAddress(ipAddress: "127.0.0.1", port: port),
        client: OperatorClient(
          address: "http://" + operators, token: token.trimmingCharacters(in: .whitespacesAndNewlines)))
    } catch {
      await child.kill()
      throw error
    }
  }
}
