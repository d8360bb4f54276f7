import CGlibc
import Linux
import Supervision
import Time

/// Waits for a partition of the card to come.
struct CardWatch<Calls: MachineCalls>: ~Copyable {
  private var socket: KernelSocket<Calls>
  private var reactor: Reactor<Calls>
  private var timer: DeadlineTimer<Calls>

  private static var timerToken: UInt8 { 1 }
  private static var eventToken: UInt8 { 2 }

  /// From here on nothing that comes is missed.
  init() throws(SystemFault) {
    let socket = try KernelSocket<Calls>(.devices)
    var reactor = try Reactor<Calls>()
    let timer = try DeadlineTimer<Calls>()
    _ = try reactor.add(socket.number, .reading, token: Self.eventToken)
    _ = try reactor.add(timer.number, .reading, token: Self.timerToken)
    self.socket = socket
    self.reactor = reactor
    self.timer = timer
  }

  /// The device of the partition of a label; nil where it does not come in so many milliseconds.
  mutating func path(labelled label: String, within limit: UInt64) throws(SystemFault) -> String? {
    if let path = CardPartition.path(labelled: label, among: BlockDevices<Calls>.events()) { return path }
    try timer.arm(Clock<Calls>.uptime.advanced(byMilliseconds: limit))
    while true {
      for ready in try reactor.wait() {
        if ready.token == Self.timerToken { return nil }
        if let path = try heard(label) { return path }
      }
    }
  }

  private mutating func heard(_ label: String) throws(SystemFault) -> String? {
    while true {
      switch try socket.hear() {
      case .nothing: return nil
      case .lost:
        if let path = CardPartition.path(labelled: label, among: BlockDevices<Calls>.events()) { return path }
      case .datagram(let bytes):
        guard let event = KernelEvent(datagram: bytes) else { continue }
        if let path = CardPartition.path(labelled: label, in: event) { return path }
      }
    }
  }
}
