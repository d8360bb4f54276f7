import NIOCore
import Synchronization

/// How fast a device takes what it is sent: as fast as it comes, or so slowly that its line fills up.
final class ReadingPace: Sendable {
  private let slow = Atomic(false)

  /// What it takes at once, in bytes. At most that is taken by mistake when it becomes slow.
  static let bytesAtOnce = 16
  /// How long a slow device works on that.
  static let pause = TimeAmount.milliseconds(200)

  var isSlow: Bool { slow.load(ordering: .relaxed) }

  func set(isSlow: Bool) { slow.store(isSlow, ordering: .relaxed) }

  /// Has a channel read at this pace. It goes first in its pipeline.
  func govern(_ channel: any Channel) throws {
    let options = channel.syncOptions
    try options?.setOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: Self.bytesAtOnce))
    try options?.setOption(.maxMessagesPerRead, value: 1)
    try channel.pipeline.syncOperations.addHandler(Governor(self))
  }

  private final class Governor: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer
    private let pace: ReadingPace
    private var isPausing = false

    init(_ pace: ReadingPace) { self.pace = pace }

    func read(context: ChannelHandlerContext) {
      guard pace.isSlow else { return context.read() }
      guard !isPausing else { return }
      isPausing = true
      let context = NIOLoopBound(context, eventLoop: context.eventLoop)
      let governor = NIOLoopBound(self, eventLoop: context.value.eventLoop)
      context.value.eventLoop.scheduleTask(in: ReadingPace.pause) {
        governor.value.isPausing = false
        context.value.read()
      }
    }
  }
}
