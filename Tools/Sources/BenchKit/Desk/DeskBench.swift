import Diagnosis
import Desk
import Foundation
import Glibc
import KeyFiles
import NIOCore
import NIOPosix

/// A bench on a desk: the terminal's own programs on this machine, their pins and serial lines in the bench's hands.
public actor DeskBench: Bench {
  public nonisolated let view: Watch<CounterView>
  public nonisolated let surroundings: Surroundings
  let programs: DeskPrograms
  let folder: DeskFolder
  let group: MultiThreadedEventLoopGroup
  let pins: PinSocket
  let scanner: SerialLine
  let scannerModel: BenchScanner
  let printer: SerialLine
  let printerModel: PrinterModel
  let files: TerminalFiles
  var terminal: ChildProcess?
  var uplink: ChildProcess?
  /// False once the library that computes it is broken.
  var hasCryptography = true
  /// Nil where a key was gone before the bench began.
  var ownSecrets: TerminalSecrets?
  private var journalLock: JournalLock?
  private var scannerWire = ScannerWire.clear
  var noise: Task<Void, Never>?

  /// A busy machine may take its time to start a program, or to look at a keypad.
  static let patience = Duration.seconds(60)

  init(
    programs: DeskPrograms, folder: DeskFolder, surroundings: Surroundings, group: MultiThreadedEventLoopGroup,
    view: Watch<CounterView>, parts: Parts
  ) {
    self.programs = programs
    self.folder = folder
    self.surroundings = surroundings
    self.group = group
    self.view = view
    pins = parts.pins
    scanner = parts.scanner
    scannerModel = parts.scannerModel
    printer = parts.printer
    printerModel = parts.printerModel
    files = parts.files
  }

  /// What a desk is put together from.
  struct Parts: Sendable {
    var pins: PinSocket
    var scanner: SerialLine
    var scannerModel: BenchScanner
    var printer: SerialLine
    var printerModel: PrinterModel
    var files: TerminalFiles
  }

  public func scan(_ bytes: [UInt8]) async throws {
    // A scanner without power reads nothing.
    guard terminal?.isRunning == true, scannerWire != .silent else { return }
    try await scanner.send(scannerModel.scan(bytes, lineRate: scanner.rate))
  }

  public func pass(onScannerLine bytes: [UInt8]) async throws {
    for start in stride(from: 0, to: bytes.count, by: SerialLine.heldBytes) {
      try await scanner.send(Array(bytes[start..<min(start + SerialLine.heldBytes, bytes.count)]))
      guard try await scanner.isRead(within: Self.patience) else { throw BenchFault("the terminal does not read") }
    }
  }

  public func scanInPart(_ bytes: [UInt8]) async throws {
    try await scanner.send(Array(scannerModel.scan(bytes, lineRate: scanner.rate).prefix(bytes.count / 2)))
    guard try await scanner.isRead(within: Self.patience) else { throw BenchFault("the terminal does not read") }
    await scanner.detach()
  }

  public func setScannerWire(_ wire: ScannerWire) async throws {
    scannerWire = wire
    noise?.cancel()
    noise = wire == .noisy ? Task { [scanner] in await WireNoise.send { try await scanner.send($0) } } : nil
  }

  public func setKeypad(_ state: KeypadState) async throws {
    try await pins.rewire { $0.keypad = state }
  }

  public func setDisplay(_ attachment: Attachment) async throws {
    try await pins.rewire { $0.isDisplayPlugged = attachment == .back }
  }

  public func faults() throws -> [Finding] {
    throw BenchFault("a desk has no serial console, over which a terminal could be examined")
  }

  public func hang(_ program: BoardProgram) throws {
    throw BenchFault("nobody looks after the programs on a desk: one that hangs is not started again")
  }

  public func press(_ keys: Set<CounterKey>) async throws {
    try await pins.press(keys, within: Self.patience)
  }

  public func setNetwork(_ mode: NetworkMode) async throws {
    try await surroundings.setNetwork(mode)
    // A board is told by the kernel that its link is up again; here nobody else would tell.
    if mode == .on { tellUplink() }
  }

  public func setClockOffset(_ seconds: Int64) async throws {
    try await pins.setClockOffset(seconds)
  }

  public func setDisk(_ state: DiskState) async throws {
    switch state {
    case .held: journalLock = try JournalLock(journal: folder.terminal.journal)
    case .full, .room:
      journalLock = nil
      try await pins.setDisk(isFull: state == .full)
    }
  }

  public func setPrinter(_ state: PrinterState) async throws {
    switch state {
    case .gone: await printer.detach()
    case .back:
      printerModel.pace.set(isSlow: false)
      try await printer.attach()
    case .slow: printerModel.pace.set(isSlow: true)
    case .empty: printerModel.setPaper(isOut: true)
    case .refilled: printerModel.setPaper(isOut: false)
    }
  }

  public func setHousing(_ housing: Housing) async throws {
    try await pins.setCase(isClosed: housing == .closed)
  }

  public func setScanner(_ attachment: Attachment) async throws {
    switch attachment {
    case .gone: await scanner.detach()
    case .back:
      scannerModel.losePower()
      try await scanner.attach()
    }
  }

  public func plugInScannerElsewhere() async throws {
    scannerModel.losePower()
    try await scanner.attach(elsewhere: true)
  }

  public func power(_ action: PowerAction) async throws {
    switch action {
    case .cut: await cutPower()
    case .on: try await startTerminal()
    case .restart:
      await cutPower()
      try await startTerminal()
    case .failBeforeCommit: try await pins.cause(.deathBeforeCommit)
    case .failAfterCommit: try await pins.cause(.deathAfterCommit)
    }
  }

  public func tellUplink() {
    Nudge.entries.send(to: folder.uplinkNudges)
  }

  public func leave(bundle: [UInt8]) throws {
    try files.leave(bundle: bundle)
    Nudge.inbox.send(to: folder.terminalNudges)
  }

  public func damage(_ part: DamagedPart) async throws {
    guard terminal?.isRunning != true else { throw BenchFault("only a terminal without power can be damaged") }
    switch part {
    case .journal:
      for path in [folder.terminal.journal, folder.terminal.journal + "-wal"] {
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
        try Data(repeating: 0x5A, count: size).write(to: URL(fileURLWithPath: path))
      }
    case .journalKey: try FileManager.default.removeItem(atPath: folder.terminal.journalKey.path)
    case .board:
      try FileManager.default.removeItem(atPath: folder.terminal.secret)
      try PrivateFile.create(
        folder.terminal.secret, TerminalSecrets(keys: [], board: try TerminalSecrets.freshBoard()).passphrase)
    case .cryptography:
      let configuration = "openssl_conf = all\n[all]\nproviders = list\n[list]\nnull = none\n[none]\nactivate = 1\n"
      try configuration.write(to: folder.noCryptography, atomically: true, encoding: .utf8)
      hasCryptography = false
    }
  }

  public func journalLedger() async throws -> LedgerFacts {
    try files.ledger()
  }

  public func pending() async throws -> Int {
    try files.pending()
  }

  public func receipted() throws -> UInt64 {
    try files.receipted()
  }

  public func log(of daemon: TerminalDaemon) async throws -> [String] {
    let program =
      switch daemon {
      case .acceptd: programs.terminal
      case .uplinkd: programs.uplink
      }
    let text = String(decoding: try Data(contentsOf: log(of: program)), as: UTF8.self)
    // Only whole lines: the last may be on its way.
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }

  /// The whole state directory, as someone finds it who has the card, and the logs.
  public func written() -> [PersonalTraces.Place] {
    let names = FileManager.default.enumerator(atPath: folder.terminal.path)?.allObjects as? [String] ?? []
    let files = names.map { URL(fileURLWithPath: folder.terminal.path).appendingPathComponent($0) }
      .filter { (try? $0.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true }
    return files.map { PersonalTraces.Place(.storage, $0) }
      + [programs.terminal, programs.uplink].map { PersonalTraces.Place(.log, log(of: $0)) }
  }

  public func remembered(in folder: URL) throws -> [PersonalTraces.Place] {
    try [terminal, uplink].compactMap { child in
      guard let child, child.isRunning else { return nil }
      let file = folder.appendingPathComponent("\(child.name).memory")
      guard try ProcessMemory.copy(of: child.identifier, to: file) else { return nil }
      return PersonalTraces.Place(.memory, file)
    }
  }

  public func secrets() throws -> TerminalSecrets {
    guard let ownSecrets else { throw BenchFault("the terminal's keys could not be opened as the bench began") }
    return ownSecrets
  }

  /// A daemon that a signal ended other than the bench's own, and other than the one by which it plays a power cut.
  public func complaints() -> [String] {
    [terminal, uplink].compactMap { child in
      guard let child, case .killed(let signal) = child.state.value.end, ![SIGKILL, SIGTERM].contains(signal) else {
        return nil
      }
      return "\(child.name) was ended by signal \(signal)"
    }
  }
}
