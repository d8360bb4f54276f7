import Glibc
import NIOCore
import NIOPosix

/// One connection of a terminal through the network switch: the near half comes from the terminal, the far half goes on
/// to the hub. On the event loop only.
final class RelayConnection {
  private let near: any Channel
  private var far: (any Channel)?
  private let state: NetworkState
  /// What waits for the network to move it, the oldest first.
  private var held: [Way: [ByteBuffer]] = [.toHub: [], .toTerminal: []]
  /// True once the hub's first flight has passed, and once the terminal has spoken again after it. In TLS 1.3 the
  /// handshake is then over on the hub's side: all that the hub says from there on is an answer.
  private var hasHubSpoken = false
  private var isHandshakeOver = false
  /// An answer was lost: the connection is of no more use to either end.
  private var hasLostBytes = false

  private enum Way: CaseIterable {
    case toHub
    case toTerminal
  }

  /// How long each piece is on its way where the network is slow.
  private static let delay = TimeAmount.seconds(2)

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
    case .slow: for way in Way.allCases { for _ in waiting(way) { passLater(way) } }
    case .on, .onUnnoticed:
      if hasLostBytes || far?.isActive == false { return reset() }
      for way in Way.allCases { while passOldest(way) {} }
    }
  }

  private func waiting(_ way: Way) -> [ByteBuffer] { held[way] ?? [] }

  /// Takes a piece to its end, at once or as the network has it.
  private func carry(_ buffer: ByteBuffer, _ way: Way) {
    held[way]?.append(buffer)
    switch state.mode {
    case .stalled: break
    case .slow: passLater(way)
    case .on, .onUnnoticed, .off, .answersLost, .garbled: if waiting(way).count == 1 { passOldest(way) }
    }
  }

  /// False where nothing is held.
  @discardableResult
  private func passOldest(_ way: Way) -> Bool {
    guard !waiting(way).isEmpty, let buffer = held[way]?.removeFirst() else { return false }
    (way == .toHub ? far : near)?.writeAndFlush(buffer, promise: nil)
    return true
  }

  /// In the time that a slow network takes, unless by then it has become another.
  private func passLater(_ way: Way) {
    let connection = NIOLoopBound(self, eventLoop: near.eventLoop)
    near.eventLoop.scheduleTask(in: Self.delay) {
      if connection.value.state.mode == .slow { connection.value.passOldest(way) }
    }
  }

  func fromTerminal(_ buffer: ByteBuffer) {
    if hasHubSpoken { isHandshakeOver = true }
    carry(buffer, .toHub)
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
    } else {
      carry(buffer, .toTerminal)
    }
  }

  /// One half has ended. A network that stands still does not even pass that on, and a slow one passes it on late.
  func ended() {
    if state.mode == .stalled && near.isActive { return }
    if state.mode == .slow, Way.allCases.contains(where: { !waiting($0).isEmpty }) {
      let connection = NIOLoopBound(self, eventLoop: near.eventLoop)
      near.eventLoop.scheduleTask(in: Self.delay) { connection.value.ended() }
      return
    }
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
