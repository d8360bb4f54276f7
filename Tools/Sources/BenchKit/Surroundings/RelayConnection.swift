import Glibc
import NIOCore
import NIOPosix

/// One connection of a terminal through the network switch: the near half comes from the terminal, the far half goes on
/// to the hub. On the event loop only.
final class RelayConnection {
  private let near: any Channel
  private var far: (any Channel)?
  private let state: NetworkState
  /// What waits for the network to move again.
  private var heldFromTerminal: [ByteBuffer] = []
  private var heldFromHub: [ByteBuffer] = []
  /// True once the hub's first flight has passed, and once the terminal has spoken again after it. In TLS 1.3 the
  /// handshake is then over on the hub's side: all that the hub says from there on is an answer.
  private var hasHubSpoken = false
  private var isHandshakeOver = false
  /// An answer was lost: the connection is of no more use to either end.
  private var hasLostBytes = false

  init(near: any Channel, state: NetworkState) {
    self.near = near
    self.state = state
  }

  /// The near half is connected.
  func opened() {
    guard state.mode != .off else {
      state.refused.update { $0 += 1 }
      return reset()
    }
    let connection = NIOLoopBound(self, eventLoop: near.eventLoop)
    let near = near
    ClientBootstrap(group: near.eventLoop)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(Far(connection.value))
        }
      }
      .connect(to: state.hub)
      .whenComplete { result in connection.value.reached(result) }
  }

  private func reached(_ result: Result<any Channel, any Error>) {
    guard case .success(let channel) = result else { return reset() }
    far = channel
    // The terminal may have gone, or the network, while the hub was being called.
    guard near.isActive, state.mode != .off else { return reset() }
    _ = near.setOption(.autoRead, value: true)
  }

  func modeChanged() {
    switch state.mode {
    case .off: reset()
    case .stalled, .answersLost, .garbled: break
    case .on, .onUnnoticed:
      if hasLostBytes || far?.isActive == false { return reset() }
      for buffer in heldFromTerminal { far?.writeAndFlush(buffer, promise: nil) }
      for buffer in heldFromHub { near.writeAndFlush(buffer, promise: nil) }
      heldFromTerminal = []
      heldFromHub = []
    }
  }

  func fromTerminal(_ buffer: ByteBuffer) {
    if hasHubSpoken { isHandshakeOver = true }
    if state.mode == .stalled || !heldFromTerminal.isEmpty {
      heldFromTerminal.append(buffer)
    } else {
      far?.writeAndFlush(buffer, promise: nil)
    }
  }

  func fromHub(_ buffer: ByteBuffer) {
    hasHubSpoken = true
    if state.mode == .garbled && isHandshakeOver {
      hasLostBytes = true
      near.writeAndFlush(ByteBuffer(bytes: buffer.readableBytesView.map { ~$0 }), promise: nil)
      return
    }
    if state.mode == .answersLost && isHandshakeOver {
      hasLostBytes = true
      state.lost.update { $0 += buffer.readableBytes }
    } else if state.mode == .stalled || !heldFromHub.isEmpty {
      heldFromHub.append(buffer)
    } else {
      near.writeAndFlush(buffer, promise: nil)
    }
  }

  /// One half has ended. A network that stands still does not even pass that on.
  func ended() {
    if state.mode == .stalled && near.isActive { return }
    state.ended(self)
    near.close(promise: nil)
    far?.close(promise: nil)
  }

  /// Ends both halves at once, as a link that breaks does: what was on its way is lost.
  private func reset() {
    state.ended(self)
    for channel in [near, far].compactMap(\.self) {
      _ = (channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
      channel.close(promise: nil)
    }
  }

  /// The half towards the terminal.
  final class Near: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let connection: RelayConnection

    init(_ connection: RelayConnection) { self.connection = connection }

    func channelActive(context: ChannelHandlerContext) { connection.opened() }
    func channelRead(context: ChannelHandlerContext, data: NIOAny) { connection.fromTerminal(unwrapInboundIn(data)) }
    func channelInactive(context: ChannelHandlerContext) { connection.ended() }
    func errorCaught(context: ChannelHandlerContext, error: any Error) { connection.ended() }
  }

  /// The half towards the hub.
  final class Far: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let connection: RelayConnection

    init(_ connection: RelayConnection) { self.connection = connection }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { connection.fromHub(unwrapInboundIn(data)) }
    func channelInactive(context: ChannelHandlerContext) { connection.ended() }
    func errorCaught(context: ChannelHandlerContext, error: any Error) { connection.ended() }
  }
}
