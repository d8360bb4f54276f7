import BoardKit
import ConsoleKit
public import Diagnosis
import Foundation
import LibCrypto
import NIOCore
import NIOPosix
import RigProtocol

/// A bench whose terminal is a board in QEMU: the image that would be flashed, with its kernel, its drivers and its card.
///
/// The bench's own hand in it (`rig`) is no part of the image. It does what on a desk the kernel of this machine does:
/// fills a disk, pulls a plug, sets a clock.
public actor EmulatedBench: Bench {
  public nonisolated let view: Watch<CounterView>
  public nonisolated let surroundings: Surroundings
  private(set) var board: EmulatedBoard
  let folder: EmulatedFolder
  let group: MultiThreadedEventLoopGroup
  let parts: Parts
  private let ownSecrets: TerminalSecrets
  var emulator: ChildProcess?
  /// The databases as they were last copied from the board that runs.
  private var copies: [RigFile: DatabaseCopy] = [:]
  /// The data partition was looked at since the power went.
  private var isLooked = false
  var clockOffset: Int64 = 0
  private var isLinkUp = true
  private var areDeathsAsked = false
  /// Programs that the story stopped: what is said of their end is what the story wants.
  private var frozen: Set<TerminalDaemon> = []
  private var scannerWire = ScannerWire.clear
  var noise: Task<Void, Never>?
  /// How often the board has started anew by itself, and how often it was to.
  private var starts = 0
  private var startsAsked = 0

  /// A busy machine takes its time to play another.
  static let patience = Duration.seconds(180)
  /// A press that takes longer was not seen.
  private static let keypadPatience = Duration.seconds(60)

  /// What is at the board's ends.
  struct Parts: Sendable {
    var pins: BoardPins
    var machine: QMP
    var rig: RigClient
    var scanner: SocketPort
    /// It knows no rate: an emulated line carries every byte at whatever rate.
    var scannerModel: BenchScanner
    var printer: SocketPort
    var console: SocketPort
    var printerModel: PrinterModel
    var consoleLog: Watch<ConsoleLog>
  }

  init(
    board: EmulatedBoard, folder: EmulatedFolder, surroundings: Surroundings, group: MultiThreadedEventLoopGroup,
    view: Watch<CounterView>, parts: Parts, secrets: TerminalSecrets
  ) {
    self.board = board
    self.folder = folder
    self.surroundings = surroundings
    self.group = group
    self.view = view
    self.parts = parts
    ownSecrets = secrets
  }

  /// The card and its log, on a board that was prepared for it.
  public nonisolated var loggedCard: LoggedCard { LoggedCard(folder.card) }

  var isOn: Bool { emulator?.isRunning == true }

  public func scan(_ bytes: [UInt8]) {
    // A scanner without power reads nothing.
    guard isOn, scannerWire != .silent else { return }
    parts.scanner.send(parts.scannerModel.scan(bytes, lineRate: nil))
  }

  public func press(_ keys: Set<CounterKey>) async throws {
    try await parts.pins.press(keys, within: Self.keypadPatience)
  }

  public func setHousing(_ housing: Housing) async throws {
    try await parts.pins.setCase(isClosed: housing == .closed)
  }

  public func setScanner(_ attachment: Attachment) async throws {
    if attachment == .back { parts.scannerModel.losePower() }
    try await plug(board.machine.board.ports.scanner, isIn: attachment == .back)
  }

  public func plugInScannerElsewhere() throws {
    throw BenchFault("the board's scanner is on a port of the processor's, which never has another name")
  }

  public func setPrinter(_ state: PrinterState) async throws {
    switch state {
    case .gone, .back:
      parts.printerModel.pace.set(isSlow: false)
      try await plug(board.machine.board.ports.printer, isIn: state == .back)
    case .slow: parts.printerModel.pace.set(isSlow: true)
    case .empty: parts.printerModel.setPaper(isOut: true)
    case .refilled: parts.printerModel.setPaper(isOut: false)
    }
  }

  public func setScannerWire(_ wire: ScannerWire) {
    scannerWire = wire
    noise?.cancel()
    noise = wire == .noisy ? Task { [parts] in await WireNoise.send { try await parts.scanner.pass($0) } } : nil
  }

  public func pass(onScannerLine bytes: [UInt8]) async throws {
    let port = board.machine.board.ports.scanner
    let before = try await received(by: port)
    // Not waited for here: a board that stops reading would never have taken it.
    parts.scanner.send(bytes)
    let deadline = ContinuousClock.now + Self.patience
    while try await received(by: port) < before + bytes.count {
      guard ContinuousClock.now < deadline else { throw BenchFault("the terminal does not read") }
      try await Task.sleep(for: .milliseconds(100))
    }
  }

  public func scanInPart(_ bytes: [UInt8]) async throws {
    let half = parts.scannerModel.scan(bytes, lineRate: nil).prefix(bytes.count / 2)
    let port = board.machine.board.ports.scanner
    let before = try await received(by: port)
    parts.scanner.send(Array(half))
    let deadline = ContinuousClock.now + Self.patience
    while try await received(by: port) < before + half.count {
      guard ContinuousClock.now < deadline else { throw BenchFault("the terminal does not read") }
    }
    try await plug(port, isIn: false)
  }

  /// How many bytes the kernel's driver of a port has taken in so far.
  private func received(by port: BoardDescription.Port) async throws -> Int {
    let text = try await parts.rig.perform(.read("/proc/tty/driver/IMX-uart"))
    let lines = String(decoding: RigHexadecimal.bytes(text) ?? [], as: UTF8.self).split(separator: "\n")
    let words = lines.first { $0.hasPrefix("\(port.number):") }?.split(separator: " ") ?? []
    guard let count = words.first(where: { $0.hasPrefix("rx:") }).flatMap({ Int($0.dropFirst(3)) }) else {
      throw BenchFault("the kernel does not say what \(port.device) has received")
    }
    return count
  }

  public func setKeypad(_ state: KeypadState) async throws {
    try await parts.pins.setKeypad(state)
  }

  public func setDisplay(_ attachment: Attachment) async throws {
    try await parts.pins.setDisplay(isPlugged: attachment == .back)
  }

  public func hang(_ program: BoardProgram) async throws {
    if let daemon = TerminalDaemon(rawValue: program.rawValue) {
      frozen.insert(daemon)
    } else {
      // Nobody feeds the watchdog any more.
      startsAsked += 1
    }
    try await parts.rig.perform(.freeze(program.rawValue))
  }

  public func faults() async throws -> [Finding] {
    let doctor = Doctor(over: BoardConsole(parts.console, parts.consoleLog), patience: BoardConsole.patience)
    return try await doctor.examine().filter { $0.level == .fault }
  }

  private func plug(_ port: BoardDescription.Port, isIn: Bool) async throws {
    try await parts.rig.perform(isIn ? .plug(device: port.device) : .unplug(device: port.device))
  }

  public func setDisk(_ state: DiskState) async throws {
    // An uplink that can keep nothing ends, and is started again until it can.
    if state == .full { areDeathsAsked = true }
    try await parts.rig.perform(state == .held ? .hold : .free)
    if state != .held { try await parts.rig.perform(state == .full ? .fill : .room) }
  }

  public func setClockOffset(_ seconds: Int64) async throws {
    clockOffset = seconds
    if isOn { try await parts.rig.perform(.clock(Self.time + seconds)) }
  }

  /// This machine's time, in seconds since 1970.
  static var time: Int64 { Int64(Date().timeIntervalSince1970) }

  public func setNetwork(_ mode: NetworkMode) async throws {
    switch mode {
    case .off:
      // What was open is reset before the link goes: a cable alone would leave that to time.
      try await surroundings.setNetwork(.off)
      try await setLink(isUp: false)
    case .onUnnoticed:
      // The link is there, and tells nobody that what lies behind it comes back.
      let refused = surroundings.networkSwitch.refused
      let before = refused.value
      if try await setLink(isUp: true) { _ = await refused.value(until: .now + .seconds(60)) { $0 > before } }
      try await surroundings.setNetwork(mode)
    case .on, .stalled, .answersLost, .garbled, .slow:
      try await surroundings.setNetwork(mode)
      try await setLink(isUp: true)
    }
  }

  /// True where that changed anything.
  @discardableResult
  private func setLink(isUp: Bool) async throws -> Bool {
    guard isUp != isLinkUp else { return false }
    isLinkUp = isUp
    if isOn { try await tellLink() }
    return true
  }

  func tellLink() async throws {
    try await parts.machine.perform("set_link", ["name": .text(Machine.network), "up": .flag(isLinkUp)])
  }

  public func tellUplink() async throws {
    if isOn { try await parts.rig.perform(.nudge(socket: "uplinkd.sock", byte: Nudge.entries.rawValue)) }
  }

  public func leave(bundle: [UInt8]) async throws {
    try await parts.rig.perform(.leave(bundle))
    try await parts.rig.perform(.nudge(socket: "acceptd.sock", byte: Nudge.inbox.rawValue))
  }

  public func power(_ action: PowerAction) async throws {
    switch action {
    case .cut: await cutPower()
    case .on: try await switchOn()
    case .restart:
      await cutPower()
      try await switchOn()
    case .failBeforeCommit: try await failPower(.before)
    case .failAfterCommit: try await failPower(.after)
    }
  }

  /// Has the power fail around the terminal's next commit of an entry.
  private func failPower(_ moment: RigMoment) async throws {
    try await parts.rig.perform(.stop(moment))
    Task { if await parts.rig.stopped() { await cutPower() } }
  }

  public func damage(_ part: DamagedPart) throws {
    guard !isOn else { throw BenchFault("only a terminal without power can be damaged") }
    let card = TerminalCard(CardFiles(card: folder.card, board: board.machine.board))
    try card.files.settle()
    isLooked = false
    switch part {
    case .journal: try card.spoilJournal()
    case .journalKey: try card.files.remove(TerminalCard.journalKey)
    case .board: board = try board.another(in: folder.common.root)
    case .cryptography:
      try BrokenSlot.put(on: folder.card, of: board.machine.board)
      // A program that cannot do its work says so and ends.
      areDeathsAsked = true
    }
  }

  public func journalLedger() async throws -> LedgerFacts {
    try await files([.journal]).ledger()
  }

  public func pending() async throws -> Int {
    try await files([.journal, .inbox]).pending()
  }

  public func receipted() async throws -> UInt64 {
    try await files([.inbox]).receipted()
  }

  /// The terminal's databases as they are now, where a program of this machine can open them.
  private func files(_ wanted: [RigFile]) async throws -> TerminalFiles {
    let place = { [folder] (file: RigFile) in folder.copies.appendingPathComponent(file.name + ".sqlite").path }
    if isOn {
      for file in wanted {
        copies[file, default: DatabaseCopy()].take(try await parts.rig.exchange(.copy(file)).lines)
        try copies[file]?.write(to: place(file))
      }
    } else if !isLooked {
      try look(place)
      isLooked = true
    }
    return TerminalFiles(
      journal: place(.journal), inbox: place(.inbox), key: .known(ownSecrets.keys[0].publicKey),
      receiptKey: surroundings.hubKeys.receipt)
  }

  /// Takes the databases from a copy of the card: what has to be put right for that, the next start will find as it is.
  private func look(_ place: (RigFile) -> String) throws {
    try Command.run("cp", ["--sparse=always", folder.card.path, folder.looked.path])
    defer { try? FileManager.default.removeItem(at: folder.looked) }
    let files = CardFiles(card: folder.looked, board: board.machine.board)
    try files.settle()
    for (file, path) in [(RigFile.journal, TerminalCard.journal), (.inbox, TerminalCard.inbox)] {
      var copy = DatabaseCopy()
      for (number, suffix) in ["", "-wal"].enumerated() {
        let bytes = try files.read(path + suffix) ?? []
        copy.take(whole: bytes, file: number)
      }
      try copy.write(to: place(file))
    }
  }

  public func log(of daemon: TerminalDaemon) -> [String] {
    parts.consoleLog.value.lines(of: daemon)
  }

  public func written() -> [PersonalTraces.Place] {
    [
      CardFiles(card: folder.card, board: board.machine.board).place,
      PersonalTraces.Place(.log, folder.console),
    ]
  }

  /// Nobody can: the board is another machine.
  public func remembered(in folder: URL) -> [PersonalTraces.Place] { [] }

  public func secrets() -> TerminalSecrets { ownSecrets }

  public func complaints() -> [String] {
    var complaints = parts.consoleLog.value.complaints(areDeathsAsked: areDeathsAsked, frozen: frozen)
    if starts != startsAsked {
      complaints.append("the board started anew by itself \(starts) times, and was to \(startsAsked) times")
    }
    return complaints
  }

  /// Follows a machine that starts anew by itself, as a board does whose watchdog bites.
  func followResets() async {
    var count = 0
    while let next = await parts.machine.resets(beyond: count) {
      count = next
      starts += 1
      copies = [:]
      try? await parts.pins.reset()
    }
  }

  /// The power is gone, whoever took it.
  func powerIsGone() async {
    copies = [:]
    isLooked = false
    await parts.pins.disconnected()
    parts.consoleLog.update { $0.poweredOff() }
  }
}
