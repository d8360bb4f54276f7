import Foundation
import NIOCore
import NIOPosix

/// A unix socket on which the bench listens and to which QEMU connects when it starts: a serial line, or one of QEMU's
/// own conversations. The last to connect is the one.
final class SocketPort: Sendable {
  let path: String
  /// No more than this is between the two ends, as on a wire: what comes when the far end is slow waits here.
  private static let onTheWayBytes: SocketOptionValue = 4_096
  private let listener: any Channel
  private let plug: Watch<(any Channel)?>

  /// - Parameter received: called on the event loop with what comes, returns what to answer.
  static func open(
    _ place: URL, on eventLoop: any EventLoop, pace: ReadingPace? = nil,
    received: @escaping @Sendable ([UInt8]) -> [UInt8]
  ) async throws -> SocketPort {
    let plug = Watch<(any Channel)?>(nil)
    let listener = try await ServerBootstrap(group: eventLoop)
      .childChannelOption(.socketOption(.so_sndbuf), value: Self.onTheWayBytes)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try pace?.govern(channel)
          try channel.pipeline.syncOperations.addHandler(
            Receiver(received) { gone in
              plug.update { if $0 === gone { $0 = nil } }
            })
          plug.update { $0 = channel }
        }
      }
      .bind(unixDomainSocketPath: place.path, cleanupExistingSocketFile: true).get()
    return SocketPort(path: place.path, listener: listener, plug: plug)
  }

  private init(path: String, listener: any Channel, plug: Watch<(any Channel)?>) {
    self.path = path
    self.listener = listener
    self.plug = plug
  }

  var isConnected: Bool { plug.value != nil }

  /// Waits until QEMU has connected.
  func connected(until deadline: ContinuousClock.Instant) async throws {
    guard await plug.value(until: deadline, where: { $0 != nil }) != nil else {
      throw BenchFault("the emulator does not connect to \(path)")
    }
  }

  /// Sends in the order of the calls. Without QEMU it goes nowhere, as on a line without a device.
  func send(_ bytes: [UInt8]) {
    guard let channel = plug.value else { return }
    channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil)
  }

  /// Sends, and waits until they are on their way: for what has no end, of which a board on a busy machine would otherwise
  /// hear long after it is over.
  func pass(_ bytes: [UInt8]) async throws {
    try await plug.value?.writeAndFlush(ByteBuffer(bytes: bytes)).get()
  }

  /// Ends the connection; the next QEMU may make another.
  func disconnect() async {
    let channel = plug.update { plug in
      defer { plug = nil }
      return plug
    }
    try? await channel?.close()
  }

  func close() async {
    try? await listener.close()
    await disconnect()
  }

  private final class Receiver: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer
    private let received: @Sendable ([UInt8]) -> [UInt8]
    private let gone: @Sendable (any Channel) -> Void

    init(_ received: @escaping @Sendable ([UInt8]) -> [UInt8], gone: @escaping @Sendable (any Channel) -> Void) {
      self.received = received
      self.gone = gone
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      let answer = received(Array(unwrapInboundIn(data).readableBytesView))
      if !answer.isEmpty { context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: answer)), promise: nil) }
    }

    func channelInactive(context: ChannelHandlerContext) { gone(context.channel) }
    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
  }
}
