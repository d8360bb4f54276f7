import Board
import CGlibc
import Devices
import Diagnosis
import Journal
import LibCrypto
import Linux
import Settings
import Terminal
import TerminalFiles
import TerminalKeys
import Time
import Trust

/// The examination of what acceptd works on, with acceptd's rights and in its place.
struct DeviceCheckup {
  let checkup: Checkup
  private let lock: HeldLock

  /// How long to wait for acceptd to be gone, in milliseconds.
  private static let lockPatience: UInt64 = 5_000
  /// How long the scanner is listened to, in milliseconds.
  private static let listening: UInt32 = 1_500
  private static let answering: UInt32 = 1_000
  /// How long a scanner is looked for, in milliseconds.
  private static let asking: UInt64 = 12_000

  /// The lock that acceptd has while it runs.
  private final class HeldLock {
    let lock: InstanceLock<Kernel>

    init?(_ path: String) {
      guard let lock = try? InstanceLock<Kernel>(path: path) else { return nil }
      self.lock = lock
    }
  }

  /// Nil where acceptd does not let go.
  init?(_ checkup: Checkup) {
    let deadline = Clock<Kernel>.uptime.advanced(byMilliseconds: Self.lockPatience)
    let path = Settings.path("acceptd.lock", in: checkup.settings?.runtime ?? "/run/terminal")
    var held = HeldLock(path)
    while held == nil {
      guard Clock<Kernel>.uptime < deadline else { return nil }
      Checkup.pause(milliseconds: 100)
      held = HeldLock(path)
    }
    guard let held else { return nil }
    lock = held
    self.checkup = checkup
  }

  func run() {
    let trust = checkup.settings?.trust()
    let (lines, linesReading) = checkup.lines()
    Checkup.say(files(lines: linesReading, trust: trust?.reading).findings)
    Checkup.say(clock(floor: trust?.state).finding)
    Checkup.say(storage().finding)
    if let lines { wires(lines) }
    scanner()
    printer()
  }

  private func files(lines: FilesReading.Reading, trust: FilesReading.Trust?) -> FilesReading {
    guard let settings = checkup.settings else {
      return FilesReading(
        settings: checkup.settingsReading, lines: lines, hasSecret: checkup.hasSecret, journalKey: .missing,
        isWiped: false, trust: .none(""), journal: .missing)
    }
    var key = FilesReading.Reading.good
    var isWiped = false
    do throws(KeyFault) { _ = try TerminalFiles(settings).journalKey() } catch {
      switch error {
      case .missing: key = .missing
      case .wiped: isWiped = true
      case .notPrivate: key = .exposed
      case .unreadable: key = .wrong(OwnKeyFault.unreadable.explanation)
      case .unencrypted: key = .wrong(OwnKeyFault.unencrypted.explanation)
      case .otherBoard: key = .wrong(OwnKeyFault.otherBoard.explanation)
      case .noSecret: key = .wrong(OwnKeyFault.noSecret.explanation)
      }
    }
    return FilesReading(
      settings: .good, lines: lines, hasSecret: checkup.hasSecret, journalKey: key, isWiped: isWiped,
      trust: trust ?? .none(""), journal: journal(settings))
  }

  private func journal(_ settings: Settings) -> FilesReading.Reading {
    do throws(StoreFault) {
      _ = try JournalReader(path: settings.journal).head()
      return .good
    } catch {
      return error == .absent ? .missing : .wrong(error.explanation)
    }
  }

  private func clock(floor trust: TrustState?) -> ClockReading {
    ClockReading(
      system: Clock<Kernel>.known.wall.seconds, hardware: hardwareClock(),
      floor: trust.map { ClockFloor(signed: $0.latestSignedTime).earliest.seconds })
  }

  private func hardwareClock() -> Int64? {
    guard let path = checkup.board.clock else { return nil }
    let name = String(decoding: path.utf8.dropFirst("/dev/".utf8.count), as: UTF8.self)
    guard let text = try? Files<Kernel>.read("/sys/class/rtc/\(name)/since_epoch", limit: 64) else { return nil }
    return Int64(String(decoding: text.prefix { $0 != 0x0A }, as: UTF8.self))
  }

  private func storage() -> StorageReading {
    var status = statvfs()
    let isRead = Checkup.data.withCString { statvfs($0, &status) } == 0
    var writeError: Int32 = 0
    let file = Checkup.data + "/acceptd/checkup"
    do throws(FileFault) {
      try Files<Kernel>.create(file, [UInt8](repeating: 0x5A, count: 65_536), mode: 0o600)
      try Files<Kernel>.wipe(file)
    } catch {
      if case .system(let fault) = error { writeError = fault.number } else { writeError = EIO }
    }
    let block = UInt64(status.f_frsize)
    return StorageReading(
      freeBytes: isRead ? UInt64(status.f_bavail) * block : 0, totalBytes: isRead ? UInt64(status.f_blocks) * block : 0,
      errors: fileSystemErrors(), writeError: writeError)
  }

  /// What ext4 has counted, on whichever of the card's partitions is ext4.
  private func fileSystemErrors() -> UInt32 {
    var errors: UInt32 = 0
    for card in 0..<4 {
      for partition in 1..<9 {
        let path = "/sys/fs/ext4/mmcblk\(card)p\(partition)/errors_count"
        guard let text = try? Files<Kernel>.read(path, limit: 64) else { continue }
        errors += UInt32(String(decoding: text.prefix { $0 != 0x0A }, as: UTF8.self)) ?? 0
      }
    }
    return errors
  }

  private func wires(_ settings: LineSettings) {
    var names = WireNames()
    for entry in settings.entries {
      guard let line = Line.allCases.first(where: { $0.role.utf8.elementsEqual(entry.role.utf8) }) else { continue }
      names.name(line, role: entry.role, place: entry.location.text)
    }
    let looks = zip(settings.entries, WireProbe.look(settings)).map { entry, reading in
      var chip: String?
      if case .offset(let label, _) = entry.location { chip = label }
      return LineLook(role: entry.role, chip: chip, place: entry.location.text, reading: reading)
    }
    let findings = LineLook.findings(looks)
    guard findings.isEmpty else { return Checkup.say(findings) }
    var board = BoardLines()
    var missing = ""
    guard board.open(settings, missing: &missing) != nil else {
      Checkup.say(
        Finding(.fault, "line-refused", at: missing, "the kernel does not give this line and its like together"))
      return
    }
    do throws(LineFault) {
      Checkup.say(try matrix(&board).findings(names))
    } catch {
      Checkup.say(
        Finding(.fault, "lines-fail", at: "keypad", "its lines were there, and fail to be read: a GPIO chip is gone"))
    }
    Checkup.say(display(&board).findings)
  }

  /// Every level is read after a time that any cable settles in.
  private func matrix(_ lines: inout BoardLines) throws(LineFault) -> MatrixReading {
    try lines.write(.keypadRows, to: .keypadRows)
    Checkup.pause(milliseconds: 20)
    let idle = try lines.read([.keypadColumns, .tamper])
    var driven: [LineSet] = []
    for row in 0..<UInt32(KeyPosition.rows) {
      try lines.write(LineSet.keypadRows.subtracting(LineSet(rawValue: 1 << row)), to: .keypadRows)
      Checkup.pause(milliseconds: 20)
      driven.append(LineSet.keypadColumns.subtracting(try lines.read(.keypadColumns)))
    }
    try lines.write(.keypadRows, to: .keypadRows)
    return MatrixReading(
      low: LineSet.keypadColumns.subtracting(idle), driven: driven, isCaseClosed: idle.contains(.tamper))
  }

  /// Shows the picture, lights the lamps and beeps. The picture stays when the lines are let go.
  private func display(_ lines: inout BoardLines) -> DisplayReading {
    let wanted = checkup.settings?.display ?? checkup.board.display
    let kind: DisplayKind = wanted == .st7920 ? .st7920 : .hd44780
    guard let codec = try? TextCodec() else { return DisplayReading(kind: kind, isWritten: false) }
    var display = Display(kind, codec: codec)
    do throws(LineFault) {
      try display.start(at: Clock<Kernel>.uptime, on: &lines)
      while let deadline = display.nextDeadline {
        let now = Clock<Kernel>.uptime
        if deadline > now { Checkup.pause(milliseconds: Int32((deadline.microseconds - now.microseconds) / 1_000 + 1)) }
        try display.timer(at: Clock<Kernel>.uptime, on: &lines)
      }
      try display.show(DisplayReading.picture(kind), on: &lines)
      try lines.write([.buzzer, .ledGreen, .ledRed], to: [.buzzer, .ledGreen, .ledRed])
      Checkup.pause(milliseconds: 200)
      try lines.write([], to: .buzzer)
      return DisplayReading(kind: kind, isWritten: true)
    } catch {
      return DisplayReading(kind: kind, isWritten: false)
    }
  }

  private func scanner() {
    let path = checkup.settings?.scanner ?? checkup.board.scanner
    let speed = checkup.settings?.scannerSpeed ?? Checkup.usualSpeed
    var port = BoardPort()
    guard port.open(path: path, speed: speed) != nil else {
      Checkup.say(PortReading(isOpen: false).scannerFindings(at: path, speed: speed))
      return
    }
    let kind = checkup.settings?.scannerKind ?? .lines
    guard kind.isAsked else {
      let (reading, _) = Self.listen(&port, for: Self.listening)
      return Checkup.say(reading.scannerFindings(at: path, speed: speed))
    }
    let (rate, reading) = ask(
      Scanner(kind, rate: speed, fastest: checkup.settings?.scannerFastest ?? Scanner.usualFastest), &port)
    Checkup.say(reading.scannerFindings(at: path, kind: kind, speed: speed, rate: rate))
  }

  /// Looks for the scanner as acceptd does, and has it pull its trigger.
  private func ask(_ scanner: Scanner, _ port: inout BoardPort) -> (ScannerRate, PortReading) {
    var scanner = scanner
    let before = port.errors
    let began = Clock<Kernel>.uptime
    let deadline = began.advanced(byMilliseconds: Self.asking)
    scanner.opened(at: began)
    while scanner.nextDeadline != nil, Clock<Kernel>.uptime < deadline {
      _ = try? scanner.read(from: &port, at: Clock<Kernel>.uptime)
      _ = try? scanner.timer(at: Clock<Kernel>.uptime, from: &port)
      Checkup.pause(milliseconds: 10)
    }
    if case .found = scanner.rate {
      try? scanner.pullTrigger(true, at: Clock<Kernel>.uptime, on: &port)
      Checkup.pause(milliseconds: Int32(Self.listening))
      try? scanner.pullTrigger(false, at: Clock<Kernel>.uptime, on: &port)
      Checkup.pause(milliseconds: 50)
    }
    let after = port.errors
    let dropped = UInt32(clamping: scanner.dropped.count)
    // Where it answers, errors are those of the rates that it was looked for at.
    return (
      scanner.rate,
      PortReading(
        isOpen: true, milliseconds: UInt32(Self.asking), bytes: dropped,
        frameErrors: (after?.frames ?? 0) &- (before?.frames ?? 0),
        breaks: (after?.breaks ?? 0) &- (before?.breaks ?? 0))
    )
  }

  private func printer() {
    let path = checkup.settings?.printer ?? checkup.board.printer
    let speed = checkup.settings?.printerSpeed ?? Checkup.usualSpeed
    var port = BoardPort()
    guard port.open(path: path, speed: speed) != nil else {
      Checkup.say(PortReading(isOpen: false).printerFindings(at: path, speed: speed, status: nil))
      return
    }
    _ = try? port.write(PrinterEnquiry.question)
    var enquiry = PrinterEnquiry()
    var status: PrinterStatus?
    let (reading, bytes) = Self.listen(&port, for: Self.answering)
    for byte in bytes { status = status ?? enquiry.take(byte) }
    Checkup.say(reading.printerFindings(at: path, speed: speed, status: status))
  }

  /// What comes over a port in so many milliseconds.
  private static func listen(_ port: inout BoardPort, for milliseconds: UInt32) -> (PortReading, [UInt8]) {
    let before = port.errors
    var bytes: [UInt8] = []
    let step: UInt32 = 50
    for _ in 0..<(milliseconds / step) {
      Checkup.pause(milliseconds: Int32(step))
      _ = try? port.read(into: &bytes, atMost: 4_096)
    }
    let after = port.errors
    return (
      PortReading(
        isOpen: true, milliseconds: milliseconds, bytes: UInt32(bytes.count),
        frameErrors: (after?.frames ?? 0) &- (before?.frames ?? 0),
        breaks: (after?.breaks ?? 0) &- (before?.breaks ?? 0)),
      bytes
    )
  }
}

extension Checkup {
  /// What the lines file says.
  func lines() -> (LineSettings?, FilesReading.Reading) {
    let path = settings?.lines ?? Checkup.linesPath
    guard let bytes = try? Files<Kernel>.read(path, limit: Settings.maximumBytes) else { return (nil, .missing) }
    do throws(SettingsFault) {
      return (try LineSettings(parsing: bytes, roles: Line.allCases.map { $0.role }), .good)
    } catch {
      return (nil, .wrong(error.explanation))
    }
  }

  /// Whether the case's line reads open. Of a board whose lines cannot be had it is not known, and said to be closed: whoever
  /// cannot read the line wipes nothing.
  var isCaseOpen: Bool {
    var missing = ""
    let board = BoardLines()
    guard let settings = lines().0, board.open(settings, missing: &missing) != nil else { return false }
    Checkup.pause(milliseconds: 20)
    guard let levels = try? board.read(.tamper) else { return false }
    return !levels.contains(.tamper)
  }

  /// What a scanner or printer has where the settings do not say.
  static let usualSpeed: UInt32 = 9_600
}
