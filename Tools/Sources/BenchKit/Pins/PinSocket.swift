import Desk
import Devices
import Foundation
import NIOCore
import NIOPosix
import Time

/// The socket that a desk terminal's pins end in. One terminal at a time; the last to come is the one.
final class PinSocket: Sendable {
  private let listener: any Channel
  private let state: NIOLoopBound<State>
  /// There is one finger, however many ask for it.
  private let finger = Turn()

  /// What the terminal's connections share. On the event loop only.
  final class State {
    let pins: CounterPins
    var terminal: (any Channel)?
    /// The terminal's uptime, made whole from the low half that messages carry.
    private var uptime: UInt64 = 0
    /// Told to every terminal that comes.
    var clockOffset: Int64 = 0
    var isDiskFull = false

    init(_ pins: CounterPins) {
      self.pins = pins
      pins.carry = { [unowned self] in send(inputs()) }
    }

    func send(_ message: PinMessage) {
      guard let terminal else { return }
      terminal.writeAndFlush(ByteBuffer(bytes: message.bytes), promise: nil)
    }

    /// Takes what the terminal says, and returns the answer that it waits for where it looks at its keypad.
    func receive(_ message: PinMessage, into view: inout CounterView) -> PinMessage? {
      guard case .outputs(let mask, let levels, let microseconds) = message else { return nil }
      uptime &+= UInt64(microseconds &- UInt32(truncatingIfNeeded: uptime))
      let now = Uptime(microseconds: uptime)
      pins.panel.drive(mask, to: levels, since: now, at: now, into: &view)
      return mask.isDisjoint(with: .keypadRows) ? nil : inputs(answering: microseconds)
    }

    private func inputs(answering microseconds: UInt32 = 0) -> PinMessage {
      .inputs(mask: .inputs, levels: pins.panel.inputs, answering: microseconds)
    }
  }

  static func open(path: URL, display: Scenario.Display, view: Watch<CounterView>, on eventLoop: any EventLoop)
    async throws -> PinSocket
  {
    let state = try await eventLoop.submit {
      NIOLoopBound(
        State(CounterPins(panel: try PinPanel(display: display), view: view)), eventLoop: eventLoop)
    }.get()
    let listener = try await ServerBootstrap(group: eventLoop)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(Handler(state.value))
        }
      }
      .bind(unixDomainSocketPath: path.path, cleanupExistingSocketFile: true).get()
    return PinSocket(listener: listener, state: state)
  }

  private init(listener: any Channel, state: NIOLoopBound<State>) {
    self.listener = listener
    self.state = state
  }

  func close() async throws {
    try await listener.close()
  }

  /// Has a finger press these keys together, hold them until the terminal can have seen them, and let go.
  func press(_ keys: Set<CounterKey>, within time: Duration) async throws {
    try await finger.take { [self] in
      try await hold(keys, until: time) { $0.isBelieved }
      try await hold([], until: time) { $0.isKeypadIdle }
    }
  }

  func setClockOffset(_ seconds: Int64) async throws {
    try await change { state in
      state.clockOffset = seconds
      state.send(.clockOffset(seconds: seconds))
    }
  }

  func setDisk(isFull: Bool) async throws {
    try await change { state in
      state.isDiskFull = isFull
      state.send(.fault(isFull ? .diskFull : .diskRoom))
    }
  }

  func cause(_ fault: DeskFault) async throws {
    try await change { $0.send(.fault(fault)) }
  }

  func setCase(isClosed: Bool) async throws {
    try await change { $0.pins.setCase(isClosed: isClosed) }
  }

  /// Something becomes of the wires at the other end of the pins.
  func rewire(_ body: @escaping @Sendable (inout PinPanel) -> Void) async throws {
    try await change { $0.pins.rewire(body) }
  }

  private func change(_ body: @escaping @Sendable (State) throws -> Void) async throws {
    try await listener.eventLoop.submit { [state] in try body(state.value) }.get()
  }

  private func hold(
    _ keys: Set<CounterKey>, until time: Duration, where condition: @escaping @Sendable (PinPanel) -> Bool
  ) async throws {
    try await listener.eventLoop.flatSubmit { [state, listener] in
      state.value.pins.hold(keys, within: TimeAmount(time), on: listener.eventLoop, where: condition)
    }.get()
  }

  private final class Handler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let state: State
    private var received = ByteBuffer()

    init(_ state: State) { self.state = state }

    func channelActive(context: ChannelHandlerContext) {
      state.terminal = context.channel
      state.pins.connected()
      if state.clockOffset != 0 { state.send(.clockOffset(seconds: state.clockOffset)) }
      if state.isDiskFull { state.send(.fault(.diskFull)) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      var buffer = unwrapInboundIn(data)
      received.writeBuffer(&buffer)
      var answers: [PinMessage] = []
      let isWhole = state.pins.view.update { view in
        while let bytes = received.readBytes(length: PinMessage.byteCount) {
          guard let message = PinMessage(bytes[...]) else { return false }
          if let answer = state.receive(message, into: &view) { answers.append(answer) }
        }
        state.pins.panel.look(into: &view)
        return true
      }
      // Only now: a terminal that has just died is found gone by what is sent to it, which the view is then told.
      for answer in answers { state.send(answer) }
      guard isWhole else { return context.close(promise: nil) }
      state.pins.moved()
      received.discardReadBytes()
    }

    func channelInactive(context: ChannelHandlerContext) {
      guard state.terminal === context.channel else { return }
      state.terminal = nil
      state.pins.disconnected()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
  }
}
