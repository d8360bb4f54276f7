import NIOCore
import NIOPosix

/// The network between a terminal and its hub, as something that can be pulled out.
///
/// The terminal is told the address of this relay in place of the hub's. Everything runs on one event loop, so that a
/// change of mode is an instant: no byte passes by the rules of the mode before.
public final class NetworkSwitch: Sendable {
  private let listener: any Channel
  private let state: NIOLoopBound<NetworkState>
  /// Bytes of answers that were lost.
  let lost: Watch<Int>
  /// Connections that were refused.
  let refused: Watch<Int>

  /// Opens a relay to `hub` on a free port of the loopback interface.
  public static func open(to hub: SocketAddress, on eventLoop: any EventLoop) async throws -> NetworkSwitch {
    let (lost, refused) = (Watch(0), Watch(0))
    let state = try await eventLoop.submit {
      NIOLoopBound(NetworkState(hub: hub, lost: lost, refused: refused), eventLoop: eventLoop)
    }.get()
    let listener = try await ServerBootstrap(group: eventLoop)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      // What arrives is read once there is a connection to hand it to.
      .childChannelOption(.autoRead, value: false)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(RelayConnection.Near(state.value.connection(channel)))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    return NetworkSwitch(listener: listener, state: state, lost: lost, refused: refused)
  }

  private init(listener: any Channel, state: NIOLoopBound<NetworkState>, lost: Watch<Int>, refused: Watch<Int>) {
    self.lost = lost
    self.refused = refused
    self.listener = listener
    self.state = state
  }

  /// Where the terminal finds the hub.
  public var port: Int {
    listener.localAddress?.port ?? 0
  }

  public func set(_ mode: NetworkMode) async throws {
    try await listener.eventLoop.submit { [state] in state.value.set(mode) }.get()
  }

  /// The hub has moved, as it may when it is started again.
  public func setHub(_ hub: SocketAddress) async throws {
    try await listener.eventLoop.submit { [state] in state.value.hub = hub }.get()
  }

  public func close() async throws {
    try await set(.off)
    try await listener.close()
  }
}

/// What the connections of one switch share. On the event loop only.
final class NetworkState {
  var hub: SocketAddress
  let lost: Watch<Int>
  let refused: Watch<Int>
  private(set) var mode = NetworkMode.on
  private var connections: [ObjectIdentifier: RelayConnection] = [:]

  init(hub: SocketAddress, lost: Watch<Int>, refused: Watch<Int>) {
    self.hub = hub
    self.lost = lost
    self.refused = refused
  }

  func connection(_ near: any Channel) -> RelayConnection {
    let connection = RelayConnection(near: near, state: self)
    connections[ObjectIdentifier(connection)] = connection
    return connection
  }

  func ended(_ connection: RelayConnection) {
    connections[ObjectIdentifier(connection)] = nil
  }

  func set(_ next: NetworkMode) {
    mode = next
    for connection in Array(connections.values) {
      connection.modeChanged()
    }
  }
}
