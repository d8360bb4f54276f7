import CGlibc
import Linux
import Time

/// The console's end of what it may ask of init.
struct Link: ~Copyable {
  private let socket: Descriptor<Kernel>

  /// A terminal that is to stand still may take this long to end, in milliseconds.
  private static let patience: UInt64 = 20_000

  init(owning descriptor: Int32) {
    socket = Descriptor(owning: descriptor)
  }

  /// Asks, and waits for the answer: 0, or the number of an error; nil where there is none.
  func ask(_ request: InitRequest) -> UInt8? {
    let expected = request.answer(0)
    let packet = request.packet
    guard (try? socket.write(packet[...])) == packet.count else { return nil }
    let deadline = Clock<Kernel>.uptime.advanced(byMilliseconds: Link.patience)
    while true {
      let now = Clock<Kernel>.uptime
      guard now < deadline else { return nil }
      var waited = pollfd(fd: socket.number, events: Int16(POLLIN), revents: 0)
      _ = poll(&waited, 1, Int32((deadline.microseconds - now.microseconds) / 1_000 + 1))
      // An answer that came too late for an earlier request is not this one's.
      guard let answer = try? socket.read(atMost: InitRequest.maximumBytes) else { continue }
      guard !answer.isEmpty else { return nil }
      if answer.count == expected.count, answer[0] == expected[0] { return answer[1] }
    }
  }
}
