import CGlibc
public import Devices
import Linux
import Time

/// The lines of a desk: both directions of the pin socket.
///
/// Writes are queued, each with its own time, and leave before the next wait. A hold costs no time: it moves the time of
/// the writes that follow, which is what whoever times the pins sees.
public final class PinLines: GPIOLines {
  private var socket: Descriptor<Kernel>?
  private var queue: [UInt8] = []
  private var received: [UInt8] = []
  private var inputs = LineSet.inputs
  private var outputs: LineSet = []
  /// The time on the pins: the uptime, or later where holds have moved it ahead.
  private var pinTime: UInt64 = 0
  /// The time of the last write of the keypad's rows that the world has not answered.
  private var unanswered: UInt32?

  /// The most that may wait for a world that does not read.
  static let maximumQueuedBytes = 1 << 20
  /// How long a look at the columns waits for the world to have seen the rows: far above what a busy PC takes to answer.
  var answerMilliseconds: Int32 = 2_000

  /// What came in beside line levels.
  struct News {
    var areInputsChanged = false
    var clockOffset: Int64?
    var faults: [DeskFault] = []
  }
  private var news = News()

  var isOpen: Bool { socket != nil }
  var isSending: Bool { !queue.isEmpty }

  /// Connects to whoever listens at `path`; the descriptor to watch.
  func connect(path: String) throws(SystemFault) -> Int32 {
    guard let address = UnixAddress(path) else { throw SystemFault(.connect, ENAMETOOLONG) }
    let number = try SystemFault.check(.socket, Kernel.socket(type: Int32(SOCK_STREAM.rawValue)))
    let socket = Descriptor<Kernel>(owning: Int32(number))
    _ = try SystemFault.check(.connect, Kernel.connect(socket.number, address))
    let watched = socket.number
    self.socket = consume socket
    inputs = .inputs
    outputs = .keypadRows
    unanswered = nil
    news = News()
    queue = PinMessage.outputs(mask: .outputs, levels: outputs, microseconds: tick()).bytes
    unanswered = UInt32(truncatingIfNeeded: pinTime)
    received = []
    return watched
  }

  func disconnect() {
    socket = nil
    queue = []
  }

  public func write(_ levels: LineSet, to mask: LineSet) throws(LineFault) {
    guard socket != nil else { throw .gone }
    outputs = outputs.replacing(mask, with: levels)
    let time = tick()
    if !mask.isDisjoint(with: .keypadRows) { unanswered = time }
    queue += PinMessage.outputs(mask: mask, levels: levels.intersection(mask), microseconds: time).bytes
    guard queue.count <= PinLines.maximumQueuedBytes else { throw .gone }
  }

  public func read(_ mask: LineSet) throws(LineFault) -> LineSet {
    try flush()
    try receive()
    // The columns follow from the rows: look at them only after the world has seen these.
    while !mask.isDisjoint(with: .keypadColumns), unanswered != nil, try waitForWorld() {
      try flush()
      try receive()
    }
    return inputs.intersection(mask)
  }

  public func hold(microseconds: UInt32) {
    pinTime += UInt64(microseconds)
  }

  /// Sends what the socket takes now.
  func flush() throws(LineFault) {
    while !queue.isEmpty {
      let count: Int?
      do throws(SystemFault) { count = try socket?.write(queue[...]) } catch { throw .gone }
      guard let count else { throw .gone }
      guard count > 0 else { return }
      queue.removeFirst(count)
    }
  }

  /// Takes in what has arrived.
  func receive() throws(LineFault) {
    while true {
      guard isOpen else { throw .gone }
      let bytes: [UInt8]?
      do throws(SystemFault) { bytes = try socket?.read(atMost: 4_096) ?? nil } catch { throw .gone }
      guard let bytes else { break }
      guard !bytes.isEmpty else { throw .gone }
      received += bytes
    }
    var start = 0
    while received.count - start >= PinMessage.byteCount {
      // Bytes that are no message mean that both ends have lost count of each other.
      guard let message = PinMessage(received[start..<(start + PinMessage.byteCount)]) else { throw .io }
      start += PinMessage.byteCount
      take(message)
    }
    received.removeFirst(start)
  }

  /// What came in since the last call.
  func takeNews() -> News {
    defer { news = News() }
    return news
  }

  private func take(_ message: PinMessage) {
    switch message {
    case .inputs(let mask, let levels, let answering):
      let next = inputs.replacing(mask.intersection(.inputs), with: levels)
      if next != inputs { news.areInputsChanged = true }
      inputs = next
      if answering == unanswered { unanswered = nil }
    case .clockOffset(let seconds): news.clockOffset = seconds
    case .fault(let fault): news.faults.append(fault)
    case .outputs: break
    }
  }

  /// The time on the pins for the next write: never twice the same, so that an answer names one write.
  private func tick() -> UInt32 {
    pinTime = max(pinTime + 1, Clock<Kernel>.uptime.microseconds)
    return UInt32(truncatingIfNeeded: pinTime)
  }

  /// False where the world has not answered in time: the columns are then looked at as they are.
  private func waitForWorld() throws(LineFault) -> Bool {
    guard let number = socket?.number else { throw .gone }
    var events = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
    if isSending { events.events |= Int16(POLLOUT) }
    let outcome = poll(&events, 1, answerMilliseconds)
    if outcome < 0 && glibc_errno() != EINTR { throw .io }
    if outcome == 0 { unanswered = nil }
    return outcome != 0
  }
}
