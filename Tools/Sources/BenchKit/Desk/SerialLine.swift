import Foundation
import Glibc
import NIOCore
import NIOPosix

/// The outer end of a pseudo-terminal that stands for the serial line of a scanner or a printer. The terminal finds its
/// own end by a link whose name does not change, as it finds a USB device by its serial number.
final class SerialLine: Sendable {
  private let link: URL
  private let eventLoop: any EventLoop
  private let received: @Sendable ([UInt8], UInt32?) -> [UInt8]
  private let pace: ReadingPace?
  private let plug = Watch<Plug?>(nil)
  /// The device that was plugged in last.
  private let last = Watch<Int32?>(nil)
  /// What a pseudo-terminal holds of what its terminal has not read.
  static let heldBytes = 4_096

  private struct Plug: Sendable {
    let channel: any Channel
    /// The terminal's end, held open here too: the line stays up while nobody listens at the other end.
    let farEnd: Int32
  }

  /// A line that is not plugged in yet. `received` is called with what the terminal sends and the line's rate, in bit/s, and
  /// says what to answer.
  init(
    link: URL, on eventLoop: any EventLoop, pace: ReadingPace? = nil,
    received: @escaping @Sendable ([UInt8], UInt32?) -> [UInt8]
  ) {
    self.link = link
    self.eventLoop = eventLoop
    self.pace = pace
    self.received = received
  }

  var isPlugged: Bool {
    plug.value != nil
  }

  /// Plugs it in; `elsewhere` as another device than it was before, behind the same name.
  func attach(elsewhere: Bool = false) async throws {
    guard !isPlugged else { return }
    let (nearEnd, farEnd, number) = try Self.pair(link: link, otherThan: elsewhere ? last.value : nil)
    last.update { $0 = number }
    let (received, pace) = (received, pace)
    // A second descriptor, because a channel wants one for each direction; no child may inherit either, or pulling the
    // plug would not be noticed.
    let output = fcntl(nearEnd, F_DUPFD_CLOEXEC, 0)
    let channel = try await NIOPipeBootstrap(group: eventLoop)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try pace?.govern(channel)
          try channel.pipeline.syncOperations.addHandler(Receiver { received($0, Self.rate(of: farEnd)) })
        }
      }
      .takingOwnershipOfDescriptors(input: nearEnd, output: output).get()
    plug.update { $0 = Plug(channel: channel, farEnd: farEnd) }
  }

  /// Pulls the plug: the terminal's end reads end-of-file, and its name is gone.
  func detach() async {
    let plug = plug.update { plug in
      defer { plug = nil }
      return plug
    }
    guard let plug else { return }
    try? FileManager.default.removeItem(at: link)
    close(plug.farEnd)
    try? await plug.channel.close()
  }

  /// The rate that the terminal has set, in bit/s; nil where it is none of the usual ones, or nothing is plugged in.
  var rate: UInt32? { plug.value.flatMap { Self.rate(of: $0.farEnd) } }

  private static func rate(of farEnd: Int32) -> UInt32? {
    var attributes = termios()
    guard tcgetattr(farEnd, &attributes) == 0 else { return nil }
    let rates: [(Int32, UInt32)] = [
      (B4800, 4_800), (B9600, 9_600), (B19200, 19_200), (B38400, 38_400), (B57600, 57_600), (B115200, 115_200),
    ]
    let speed = cfgetospeed(&attributes)
    return rates.first { speed_t($0.0) == speed }?.1
  }

  func send(_ bytes: [UInt8]) async throws {
    guard let plug = plug.value else { throw BenchFault("\(link.lastPathComponent) is not plugged in") }
    try await plug.channel.writeAndFlush(ByteBuffer(bytes: bytes))
  }

  /// Waits until the terminal has read all that was sent to it; false where it does not in time.
  func isRead(within time: Duration) async throws -> Bool {
    let deadline = ContinuousClock.now + time
    while let plug = plug.value {
      var waiting: Int32 = 0
      guard ioctl(plug.farEnd, Self.countWaiting, &waiting) == 0, waiting > 0 else { return true }
      guard ContinuousClock.now < deadline else { return false }
      try await Task.sleep(for: .milliseconds(5))
    }
    return false
  }

  /// Forgets what is on its way in either direction, as a device does that loses power.
  func discard() {
    if let plug = plug.value { tcflush(plug.farEnd, TCIOFLUSH) }
  }

  /// TIOCSPTLCK and TIOCGPTN of <asm-generic/ioctls.h>, which the C library's own calls stand on.
  private static let setLock: UInt = 0x4004_5431
  private static let getNumber: UInt = 0x8004_5430
  /// FIONREAD.
  private static let countWaiting: UInt = 0x541B

  private static func nearEnd() throws -> (descriptor: Int32, number: Int32) {
    let near = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var unlocked: Int32 = 0
    var number: Int32 = 0
    guard near >= 0, ioctl(near, setLock, &unlocked) == 0, ioctl(near, getNumber, &number) == 0 else {
      throw fault(near)
    }
    return (near, number)
  }

  private static func pair(link: URL, otherThan taken: Int32?) throws -> (near: Int32, far: Int32, number: Int32) {
    var (near, number) = try nearEnd()
    if number == taken {
      // While this one is open the kernel gives another.
      let same = near
      defer { close(same) }
      (near, number) = try nearEnd()
    }
    let path = "/dev/pts/\(number)"
    let far = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard far >= 0 else { throw fault(near) }
    // Raw from the first byte: a line discipline would echo what the scanner says back at it.
    var attributes = termios()
    tcgetattr(far, &attributes)
    cfmakeraw(&attributes)
    tcsetattr(far, TCSANOW, &attributes)
    try? FileManager.default.removeItem(at: link)
    try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: path)
    return (near, far, number)
  }

  private static func fault(_ near: Int32) -> BenchFault {
    let reason = String(cString: strerror(errno))
    if near >= 0 { close(near) }
    return BenchFault("no pseudo-terminal: \(reason)")
  }

  private final class Receiver: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer
    private let received: @Sendable ([UInt8]) -> [UInt8]

    init(_ received: @escaping @Sendable ([UInt8]) -> [UInt8]) { self.received = received }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      let answer = received(Array(unwrapInboundIn(data).readableBytesView))
      if !answer.isEmpty { context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: answer)), promise: nil) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
  }
}
