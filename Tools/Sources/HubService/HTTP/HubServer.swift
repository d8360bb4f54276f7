import Foundation
import Hummingbird
import HummingbirdTLS
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization
import UnixSignals

/// The sides of a hub, listening.
public struct HubServer: Sendable {
  /// Where to listen.
  public struct Addresses: Sendable {
    /// The address terminals reach, such as `0.0.0.0`. The operator side is always on `127.0.0.1`.
    public var terminalHost: String
    /// 0 for any that is free.
    public var terminalPort: Int
    public var operatorPort: Int
    /// Where institutions ask, on the terminals' address; nil where none does.
    public var institutionPort: Int?

    public init(
      terminalHost: String = "127.0.0.1", terminalPort: Int = 0, operatorPort: Int = 0, institutionPort: Int? = nil
    ) {
      self.terminalHost = terminalHost
      self.terminalPort = terminalPort
      self.operatorPort = operatorPort
      self.institutionPort = institutionPort
    }
  }

  /// Where it listens.
  public struct Ports: Equatable, Sendable {
    public var terminals: Int
    public var operators: Int
    /// Nil where no institution asks.
    public var institutions: Int?
  }

  private let hub: Hub
  private let directory: HubDirectory
  private let addresses: Addresses
  private let logger: Logger

  /// A server of `hub`, whose `directory` holds the TLS key and certificates that the hub's `HubKeys` came from.
  public init(_ hub: Hub, directory: HubDirectory, addresses: Addresses, logger: Logger) {
    self.hub = hub
    self.directory = directory
    self.addresses = addresses
    self.logger = logger
  }

  /// Listens until the task is cancelled or one of `signals` comes; then answers what was asked, and returns.
  /// Calls `whenListening` once, when all ports are bound.
  public func run(
    untilSignals signals: [UnixSignal] = [.sigterm, .sigint],
    whenListening: @escaping @Sendable (Ports) -> Void
  ) async throws {
    let ports = BoundPorts(withInstitutions: addresses.institutionPort != nil, whenAll: whenListening)
    let terminals = Application(
      router: TerminalSide(hub: hub).router,
      server: try .tls(
        .http1(configuration: .init(idleTimeout: Self.idleTimeout)),
        tlsConfiguration: TerminalSide.tlsConfiguration(directory)),
      configuration: .init(address: .hostname(addresses.terminalHost, port: addresses.terminalPort)),
      onServerRunning: { channel in ports.bound { $0.terminals = channel.localAddress?.port } }, logger: logger)
    let operators = Application(
      router: OperatorSide(hub: hub).router,
      server: .http1(configuration: .init(idleTimeout: Self.idleTimeout)),
      configuration: .init(address: .hostname("127.0.0.1", port: addresses.operatorPort)),
      onServerRunning: { channel in ports.bound { $0.operators = channel.localAddress?.port } }, logger: logger)
    var services: [any Service] = [terminals, operators, Reversing(hub: hub)]
    if let port = addresses.institutionPort {
      services.append(
        Application(
          router: InstitutionSide(hub: hub).router,
          server: try .tls(
            .http1(configuration: .init(idleTimeout: Self.idleTimeout)),
            tlsConfiguration: InstitutionSide.tlsConfiguration(directory)),
          configuration: .init(address: .hostname(addresses.terminalHost, port: port)),
          onServerRunning: { channel in ports.bound { $0.institutions = channel.localAddress?.port } }, logger: logger))
    }
    let group = ServiceGroup(
      configuration: .init(services: services, gracefulShutdownSignals: signals, logger: logger))
    do {
      try await group.run()
    } catch let error as IOError where error.errnoCode == EADDRINUSE || error.errnoCode == EACCES {
      throw HubServerFault.cannotListen(
        terminalPort: addresses.terminalPort, operatorPort: addresses.operatorPort,
        institutionPort: addresses.institutionPort, isTaken: error.errnoCode == EADDRINUSE)
    }
  }

  /// A connection on which nothing happens for this long is closed: a terminal opens another when it has something to say.
  private static let idleTimeout: TimeAmount = .seconds(60)
}

/// Why a hub does not listen.
public enum HubServerFault: Error, Equatable, CustomStringConvertible {
  /// One of the ports is another program's, or not this user's to take.
  case cannotListen(terminalPort: Int, operatorPort: Int, institutionPort: Int?, isTaken: Bool)

  public var description: String {
    switch self {
    case .cannotListen(let terminalPort, let operatorPort, let institutionPort, let isTaken):
      "cannot listen on ports \([terminalPort, operatorPort, institutionPort].compactMap { $0.map(String.init) }.joined(separator: ", ")): "
        + (isTaken ? "another program, perhaps another hub, has one of them" : "this user may not take one of them")
    }
  }
}

/// Takes back what terminals have reversed and an acquirer could not take back at once: when the hub starts, and then once
/// in a while.
private struct Reversing: Service {
  let hub: Hub

  private static let interval = Duration.seconds(10)

  func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        try? await hub.reverseWhatWaits()
        try? await Task.sleep(for: Self.interval)
      }
    }
  }
}

/// Waits for all ports.
private final class BoundPorts: Sendable {
  struct Bound {
    var terminals: Int?
    var operators: Int?
    var institutions: Int?
  }

  private let state = Mutex(Bound())
  private let withInstitutions: Bool
  private let whenAll: @Sendable (HubServer.Ports) -> Void

  init(withInstitutions: Bool, whenAll: @escaping @Sendable (HubServer.Ports) -> Void) {
    self.withInstitutions = withInstitutions
    self.whenAll = whenAll
  }

  func bound(_ note: (inout Bound) -> Void) {
    let all: HubServer.Ports? = state.withLock { state in
      note(&state)
      guard let terminals = state.terminals, let operators = state.operators,
        !withInstitutions || state.institutions != nil
      else { return nil }
      return HubServer.Ports(terminals: terminals, operators: operators, institutions: state.institutions)
    }
    if let all { whenAll(all) }
  }
}
