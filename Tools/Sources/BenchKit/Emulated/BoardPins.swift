import Devices
import Foundation
import NIOCore
import NIOPosix
import Time

/// The pins of an emulated board, in the bench's hands: what QEMU tells of the outputs goes to the panel, and the panel's
/// inputs go to QEMU.
final class BoardPins: Sendable {
  private let port: SocketPort
  private let machine: QMP
  private let wiring: BoardWiring
  private let eventLoop: any EventLoop
  private let state: NIOLoopBound<State>
  /// There is one finger, however many ask for it.
  private let finger = Turn()
  /// QEMU's objects that tell of each row's changes, to be put back when a wire is taken away.
  private let tellers = Watch<[Line: String]>([:])
  private let keypad = Watch(KeypadState.intact)

  /// On the event loop only.
  final class State {
    let pins: CounterPins
    private let wiring: BoardWiring
    private var splitter = LineSplitter()
    /// When the change before the next one was, at the latest: the next was not before it.
    private var last = Uptime(microseconds: 0)
    /// What was sent to QEMU.
    private var inputs: LineSet = []
    /// The keys that are wires now: under the finger, and one that does not come up.
    private(set) var pressed: KeyWire?
    private(set) var stuck: KeyWire?
    /// Columns whose wire is just being laid.
    private var laying: LineSet = []
    /// The rows as QEMU has told of them.
    private var told: LineSet = []
    /// While somebody looks at when the outputs change.
    var trace: PinTrace?

    init(_ pins: CounterPins, _ wiring: BoardWiring) {
      self.pins = pins
      self.wiring = wiring
    }

    /// A machine is about to be switched on, whose inputs are low.
    func poweredOn() {
      trace = nil
      (last, inputs, pressed, stuck, splitter) = (Uptime(microseconds: 0), [], nil, nil, LineSplitter())
      (laying, told) = ([], [])
    }

    /// The board has started anew by itself: its inputs are low again, and nobody's finger has moved.
    func reset() {
      inputs = []
      pins.carry()
    }

    /// Takes a piece of QEMU's log.
    func receive(_ bytes: some Sequence<UInt8>) {
      pins.view.update { view in
        for line in splitter.take(bytes) {
          if let change = QTest.change(line) { take(change, into: &view) }
        }
        pins.panel.look(into: &view)
      }
      pins.moved()
    }

    private func take(_ change: QTest.Change, into view: inout CounterView) {
      defer { last = change.at }
      guard let line = wiring.output(change.line) else { return }
      trace?.note(PinTrace.Change(at: change.at, line: line, isHigh: change.isHigh))
      let mask = LineSet(line)
      told = told.replacing(mask, with: change.isHigh ? mask : [])
      pins.panel.drive(
        mask, to: change.isHigh ? mask : [], since: min(last, change.at), at: change.at, into: &view)
      if pressed == nil, !mask.isDisjoint(with: .keypadRows) { pins.carry() }
    }

    /// The commands that bring QEMU's inputs to the panel's levels. A wired column is the wire's affair, but for the
    /// moment in which the wire is laid: what the row is then, it only says to the next look.
    func commands() -> String {
      var levels = pins.panel.inputs
      for wire in [pressed, stuck].compactMap(\.self) {
        let column = LineSet(wire.column)
        if laying.contains(column) {
          levels.remove(column)
        } else {
          levels = levels.replacing(column, with: inputs)
        }
      }
      laying = []
      let changed = levels.symmetricDifference(inputs)
      inputs = levels
      var commands = ""
      for line in Line.allCases where changed.contains(line) {
        let place = wiring.place(line)
        commands += QTest.set(place.line, of: place.chip, isHigh: levels.contains(line))
      }
      return commands
    }

    /// A key's wire is there, and the key about to be pressed.
    func wired(_ wire: KeyWire) {
      pressed = wire
      laid(wire)
    }

    /// The wire is taken away: whatever it left the column at, it is the panel's again.
    func unwired() {
      if let wire = pressed { taken(wire) }
      pressed = nil
    }

    /// A key does not come up from now on, or no longer.
    func wired(stuck wire: KeyWire?) {
      if let stuck { taken(stuck) }
      stuck = wire
      if let wire { laid(wire) }
    }

    /// A row that does not tell what it is counts as high until it tells again.
    private func laid(_ wire: KeyWire) {
      laying.insert(LineSet(wire.column))
      drive(LineSet(wire.row), to: LineSet(wire.row))
    }

    private func taken(_ wire: KeyWire) {
      inputs.remove(LineSet(wire.column))
      drive(LineSet(wire.row), to: told)
    }

    private func drive(_ mask: LineSet, to levels: LineSet) {
      pins.view.update { pins.panel.drive(mask, to: levels, since: last, at: last, into: &$0) }
    }
  }

  static func open(
    _ place: URL, _ wiring: BoardWiring, display: Scenario.Display, view: Watch<CounterView>, machine: QMP,
    on eventLoop: any EventLoop
  ) async throws -> BoardPins {
    // What QEMU tells on the socket it also writes to its log, and there with the time.
    let port = try await SocketPort.open(place, on: eventLoop) { _ in [] }
    let state = try await eventLoop.submit {
      let pins = CounterPins(panel: try PinPanel(display: display), view: view)
      let state = State(pins, wiring)
      pins.carry = { [unowned state] in port.send(Array(state.commands().utf8)) }
      return NIOLoopBound(state, eventLoop: eventLoop)
    }.get()
    return BoardPins(port: port, machine: machine, wiring: wiring, eventLoop: eventLoop, state: state)
  }

  private init(
    port: SocketPort, machine: QMP, wiring: BoardWiring, eventLoop: any EventLoop, state: NIOLoopBound<State>
  ) {
    self.port = port
    self.machine = machine
    self.wiring = wiring
    self.eventLoop = eventLoop
    self.state = state
  }

  var path: String { port.path }

  /// QEMU is about to be started. What it writes to `log` is read from here on, and kept in `trace`: all that happened at
  /// the pins, with its time.
  func follow(_ log: Int32, trace: FileHandle) async throws {
    try await eventLoop.submit { [state] in state.value.poweredOn() }.get()
    _ = try await NIOPipeBootstrap(group: eventLoop)
      .channelInitializer { [state] channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(Log(state.value, trace))
        }
      }
      .takingOwnershipOfDescriptor(input: log).get()
  }

  /// The machine is there and does not run yet: watches its outputs and sets its inputs.
  func connected(until deadline: ContinuousClock.Instant) async throws {
    try await port.connected(until: deadline)
    port.send(Array(QTest.watchOutputs(of: wiring.outputChip).utf8))
    try await eventLoop.submit { [state] in state.value.pins.connected() }.get()
    var tellers: [Line: String] = [:]
    for row in Line.allCases where LineSet(row).isSubset(of: .keypadRows) {
      tellers[row] = try await teller(of: row, until: deadline)
    }
    self.tellers.update { $0 = tellers }
    if case .held(let key) = keypad.value { try await layStuck(KeyWire(key.position)) }
  }

  /// Where a row leads once QEMU watches it. The wish to watch and this question go different ways into QEMU, and the
  /// question may be there first: then the row leads nowhere yet.
  private func teller(of row: Line, until deadline: ContinuousClock.Instant) async throws -> String {
    while ContinuousClock.now < deadline {
      let found = try await lead(row)
      if !found.isEmpty { return found }
      try await Task.sleep(for: .milliseconds(10))
    }
    throw BenchFault("the emulator does not watch the board's outputs")
  }

  /// The board has started anew by itself.
  func reset() async throws {
    try await eventLoop.submit { [state] in state.value.reset() }.get()
  }

  /// Looks from now on at when the outputs change, and forgets what was seen so far.
  func beginTrace() async throws {
    try await eventLoop.submit { [state] in
      var trace = state.value.trace ?? PinTrace()
      trace.clear()
      state.value.trace = trace
    }.get()
  }

  /// What was seen since it began.
  func trace() async throws -> PinTrace {
    try await eventLoop.submit { [state] in state.value.trace ?? PinTrace() }.get()
  }

  func disconnected() async {
    try? await eventLoop.submit { [state] in state.value.pins.disconnected() }.get()
    await port.disconnect()
  }

  func close() async { await port.close() }

  func setCase(isClosed: Bool) async throws {
    try await eventLoop.submit { [state] in state.value.pins.setCase(isClosed: isClosed) }.get()
  }

  /// Something is wrong with the keypad from now on, or nothing.
  func setKeypad(_ state: KeypadState) async throws {
    let before = keypad.value
    keypad.update { $0 = state }
    if case .held(let key) = before, port.isConnected {
      let row = KeyWire(key.position).row
      _ = try await lead(row, to: tellers.value[row])
    }
    if case .held(let key) = state, port.isConnected {
      try await layStuck(KeyWire(key.position))
    } else {
      try await eventLoop.submit { [self] in self.state.value.wired(stuck: nil) }.get()
    }
    try await eventLoop.submit { [self] in
      // A contact that bounces is a wire that comes and goes.
      self.state.value.pins.rewire { $0.keypad = state == .bouncing ? .intact : state }
    }.get()
  }

  private func layStuck(_ wire: KeyWire) async throws {
    _ = try await lead(wire.row, to: wiring.place(wire.column).input)
    try await eventLoop.submit { [state] in
      state.value.wired(stuck: wire)
      state.value.pins.carry()
    }.get()
  }

  func setDisplay(isPlugged: Bool) async throws {
    try await eventLoop.submit { [state] in state.value.pins.rewire { $0.isDisplayPlugged = isPlugged } }.get()
  }

  /// Has a finger press these keys together, hold them until the terminal can have seen them, and let go.
  func press(_ keys: Set<CounterKey>, within time: Duration) async throws {
    try await finger.take { [self] in
      guard keys.count == 1, let key = keys.first, port.isConnected else { return try await work(out: keys, time) }
      let wire = KeyWire(key.position)
      switch keypad.value {
      case .intact, .bouncing: try await press(key, by: wire, time)
      case .shorted(let column):
        // A column that is low for good says nothing of its keys.
        let isDead = wire.column == Line(rawValue: Line.keypadColumn0.rawValue + UInt8(column - 1))
        if isDead { try await work(out: keys, time) } else { try await press(key, by: wire, time) }
      case .held(let other):
        let stuck = KeyWire(other.position)
        guard wire.row != stuck.row, wire.column != stuck.column else {
          throw BenchFault("on an emulated board no other key of a held one's row or column can be pressed")
        }
        try await press(key, by: wire, time)
      }
    }
  }

  private func press(_ key: CounterKey, by wire: KeyWire, _ time: Duration) async throws {
    if keypad.value == .bouncing { try await bounce(wire) }
    _ = try await lead(wire.row, to: wiring.place(wire.column).input)
    let held: Result<Void, any Error>
    do {
      held = .success(try await hold([key], wire, until: time) { $0.isBelieved })
    } catch {
      held = .failure(error)
    }
    // A terminal that died under the finger has no wires any more.
    if port.isConnected {
      if keypad.value == .bouncing { try await bounce(wire) }
      _ = try await lead(wire.row, to: tellers.value[wire.row])
    }
    try await eventLoop.submit { [state] in state.value.unwired() }.get()
    try held.get()
    try await hold([], until: time) { $0.isKeypadIdle }
  }

  /// How often a bad contact opens and closes before it stays; each takes a part of a millisecond.
  private static let bounces = 4

  private func bounce(_ wire: KeyWire) async throws {
    for _ in 0..<Self.bounces {
      _ = try await lead(wire.row, to: wiring.place(wire.column).input)
      _ = try await lead(wire.row, to: tellers.value[wire.row])
    }
  }

  /// Keys of which no wire can be made: which columns they join to which rows is worked out here, and comes a little late.
  private func work(out keys: Set<CounterKey>, _ time: Duration) async throws {
    try await hold(keys, until: time) { $0.isBelieved }
    try await hold([], until: time) { $0.isKeypadIdle }
  }

  /// Where a row leads; and, where `target` is given, leads it there.
  private func lead(_ row: Line, to target: String? = nil) async throws -> String {
    let place = wiring.place(row)
    if let target {
      try await machine.perform(
        "qom-set", ["path": .text(place.chip), "property": .text(place.output), "value": .text(target)])
      return target
    }
    guard
      let found = try await machine.perform("qom-get", ["path": .text(place.chip), "property": .text(place.output)])
    else { throw BenchFault("the emulator does not say where a row leads") }
    return found
  }

  private func hold(
    _ keys: Set<CounterKey>, _ wire: KeyWire? = nil, until time: Duration,
    where condition: @escaping @Sendable (PinPanel) -> Bool
  ) async throws {
    try await eventLoop.flatSubmit { [state, eventLoop] in
      if let wire { state.value.wired(wire) }
      return state.value.pins.hold(keys, within: TimeAmount(time), on: eventLoop, where: condition)
    }.get()
  }

  private final class Log: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let state: State
    private let trace: FileHandle

    init(_ state: State, _ trace: FileHandle) {
      self.state = state
      self.trace = trace
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      let bytes = unwrapInboundIn(data).readableBytesView
      try? trace.write(contentsOf: Data(bytes))
      state.receive(bytes)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
  }
}
