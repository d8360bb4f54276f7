public import Time

/// Hears from the kernel that a link, an address or a way out came back, so that whoever waits for the network may try at
/// once and need not ask.
public struct NetworkWatch<Calls: SystemCalls>: ~Copyable {
  private var socket: KernelSocket<Calls>
  private var messages = NetworkMessages()
  private var news = NetworkNews()

  /// With `linksOnly`, of links alone: for who gives the addresses and sets the ways out himself.
  public init(linksOnly: Bool = false) throws(SystemFault) {
    socket = try KernelSocket(linksOnly ? .links : .network)
  }

  /// The descriptor to watch for reading.
  public var number: Int32 { socket.number }

  /// Takes in what was said, after the reactor told that something was.
  public mutating func hear(at now: Uptime) throws(SystemFault) {
    while true {
      switch try socket.hear() {
      case .nothing: return
      case .lost: news.heard(at: now)
      case .datagram(let bytes): if messages.take(bytes) { news.heard(at: now) }
      }
    }
  }

  /// When the network is to be tried; nil where nothing came back.
  public var due: Uptime? { news.due }

  /// Whether it is to be tried now. It is said once.
  public mutating func isDue(at now: Uptime) -> Bool { news.isDue(at: now) }
}

/// When to try after the network came back: soon, so that link, address and way out make one try of three; and not so often
/// that a plug with a loose contact has the hub called all the time.
struct NetworkNews: Equatable {
  /// From the first sign to the try, and between two tries, in milliseconds.
  static let settling: UInt64 = 100
  static let spacing: UInt64 = 2_000

  private(set) var due: Uptime?
  private var last: Uptime?

  mutating func heard(at now: Uptime) {
    guard due == nil else { return }
    let soon = now.advanced(byMilliseconds: NetworkNews.settling)
    due = max(soon, last?.advanced(byMilliseconds: NetworkNews.spacing) ?? soon)
  }

  mutating func isDue(at now: Uptime) -> Bool {
    guard let due, due <= now else { return false }
    self.due = nil
    last = now
    return true
  }
}
