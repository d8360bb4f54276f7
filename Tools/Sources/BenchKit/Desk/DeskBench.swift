import Desk
import Foundation
import KeyFiles
import NIOCore
import NIOPosix
import OperatorAPI
import Time

/// A bench on a desk: the terminal's own programs on this machine, their pins and serial lines in the bench's hands, and
/// a hub of their own.
public actor DeskBench: Bench {
  public nonisolated let view: Watch<CounterView>
  public nonisolated let network = Watch(NetworkMode.on)
  let plan: DeskPlan
  let folder: DeskFolder
  let office: RegionOffice
  let eventLoop: any EventLoop
  let group: MultiThreadedEventLoopGroup
  let pins: PinSocket
  let scanner: SerialLine
  let printer: PrinterUnit
  let files: TerminalFiles
  let networkSwitch: NetworkSwitch
  var hubProcess: HubProcess
  var terminal: ChildProcess?
  var uplink: ChildProcess?
  var falseHub: HubProcess?
  /// False once the library that computes it is broken.
  var hasCryptography = true
  private var journalLock: JournalLock?
  /// Seconds that have passed in the story beside those that have passed.
  private var passed: Int64 = 0
  private var wrongBy: Int64 = 0
  private var deltaNumber: UInt32 = 0
  private var revoked: [Customer] = []

  public static let terminalIdentity = "DESK-0001"
  public static let institution = "P61040200001"
  /// Seconds that a code is good for on the phones of this bench's customers.
  public static let codeLifetime = Int(RegionOffice.lifetimeSeconds)
  /// A busy machine may take its time to start a program, or to look at a keypad.
  static let patience = Duration.seconds(60)

  init(
    plan: DeskPlan, office: RegionOffice, group: MultiThreadedEventLoopGroup, view: Watch<CounterView>,
    parts: Parts
  ) {
    self.plan = plan
    self.office = office
    self.group = group
    self.view = view
    folder = DeskFolder(root: plan.state)
    eventLoop = parts.eventLoop
    pins = parts.pins
    scanner = parts.scanner
    printer = parts.printer
    files = parts.files
    networkSwitch = parts.networkSwitch
    hubProcess = parts.hub
  }

  /// What a bench is put together from.
  struct Parts: Sendable {
    var eventLoop: any EventLoop
    var pins: PinSocket
    var scanner: SerialLine
    var printer: PrinterUnit
    var files: TerminalFiles
    var networkSwitch: NetworkSwitch
    var hub: HubProcess
  }

  /// The time in the story, for everyone whose clock is right.
  var now: UnixTime {
    UnixTime(seconds: Int64(Date().timeIntervalSince1970)).advanced(bySeconds: passed)
  }

  public func code(of customer: Customer, age: Int64) async throws -> [UInt8] {
    Array(try await office.code(of: customer, at: now, age: age).utf8)
  }

  public func scan(_ bytes: [UInt8]) async throws {
    // A scanner without power reads nothing.
    guard terminal?.isRunning == true else { return }
    try await scanner.send(bytes + [0x0D])
  }

  public func press(_ keys: Set<CounterKey>) async throws {
    try await pins.press(keys, within: Self.patience)
  }

  public func setNetwork(_ mode: NetworkMode) async throws {
    try await networkSwitch.set(mode)
    network.update { $0 = mode }
    // A board is told by the kernel that its link is up again; here nobody else would tell.
    if mode == .on { Nudge.entries.send(to: folder.uplinkNudges) }
  }

  public func setClock(wrongBy seconds: Int64) async throws {
    wrongBy = seconds
    try await pins.setClockOffset(passed + wrongBy)
  }

  public func pass(_ seconds: Int64) async throws {
    passed += seconds
    try await pins.setClockOffset(passed + wrongBy)
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
    case .gone: await printer.line.detach()
    case .back: try await printer.line.attach()
    case .empty: printer.model.setPaper(isOut: true)
    case .refilled: printer.model.setPaper(isOut: false)
    }
  }

  public func setHousing(_ housing: Housing) async throws {
    try await pins.setCase(isClosed: housing == .closed)
  }

  public func setScanner(_ attachment: Attachment) async throws {
    switch attachment {
    case .gone: await scanner.detach()
    case .back: try await scanner.attach()
    }
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

  public func publish(_ kind: BundleKind) async throws {
    let status = try await hubProcess.client.status()
    let version = status.bundleVersion ?? 0
    let hub = files.hub
    let issuedAt =
      switch kind {
      case .stale: now.advanced(bySeconds: -2 * Int64(RegionOffice.freshForSeconds))
      case .stopped: now.advanced(bySeconds: -2 * Int64(RegionOffice.acceptForSeconds))
      case .fresh, .forged, .rolledBack: now
      }
    switch kind {
    case .fresh, .stale, .stopped:
      _ = try await hubProcess.client.publish(
        bundle: try await office.bundle(version: version + 1, issuedAt: issuedAt, hub: hub))
      deltaNumber = 0
      Nudge.entries.send(to: folder.uplinkNudges)
    case .forged:
      try await leave(office.bundle(version: version + 1, issuedAt: issuedAt, hub: hub, forged: true))
    case .rolledBack:
      try await leave(office.bundle(version: version - 1, issuedAt: issuedAt, hub: hub))
    }
  }

  /// No honest hub hands such a bundle out, and no honest uplink passes it on. An uplink that has been taken over could.
  private func leave(_ bundle: [UInt8]) throws {
    try files.leave(bundle: bundle)
    Nudge.inbox.send(to: folder.terminalNudges)
  }

  public func revoke(_ customers: [Customer]) async throws {
    guard let base = try await hubProcess.client.status().bundleVersion else {
      throw BenchFault("nothing is published that could be added to")
    }
    revoked += customers
    deltaNumber += 1
    _ = try await hubProcess.client.publish(
      delta: try await office.delta(base: base, number: deltaNumber, issuedAt: now, revoking: revoked))
    Nudge.entries.send(to: folder.uplinkNudges)
  }

  public func hub(_ action: HubAction) async throws {
    switch action {
    case .stop: await hubProcess.child.stop()
    case .start: try await startHub()
    case .restart:
      await hubProcess.child.kill()
      try await startHub()
    case .stranger: try await supplantHub(by: [])
    case .impostor:
      try await supplantHub(
        by: try FileManager.default.contentsOfDirectory(atPath: folder.hub.path).filter { !$0.hasPrefix("receipt.") })
    case .genuine:
      await falseHub?.child.stop()
      falseHub = nil
      try await startHub()
    }
  }

  private func startHub() async throws {
    hubProcess = try await HubProcess.start(plan, in: folder.hub)
    try await lead(to: hubProcess)
  }

  /// Stops the hub, and puts one in its place that has these files of it.
  private func supplantHub(by stolen: [String]) async throws {
    await hubProcess.child.stop()
    await falseHub?.child.stop()
    try? FileManager.default.removeItem(at: folder.falseHub)
    try FileManager.default.createDirectory(
      at: folder.falseHub, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    for name in stolen {
      try FileManager.default.copyItem(
        at: folder.hub.appendingPathComponent(name), to: folder.falseHub.appendingPathComponent(name))
    }
    // A hub that has been in use does not start without a key for receipts, so that it has to be given one of its own.
    if !stolen.isEmpty { try KeyFile.create(folder.falseHub.appendingPathComponent("receipt").path, .es256) }
    let hub = try await HubProcess.start(plan, in: folder.falseHub)
    falseHub = hub
    try await lead(to: hub)
  }

  /// The network now leads to this hub; the connections to the one before have ended with it.
  private func lead(to hub: HubProcess) async throws {
    try await networkSwitch.setHub(hub.address)
    Nudge.entries.send(to: folder.uplinkNudges)
  }

  public func damage(_ part: DamagedPart) async throws {
    guard terminal?.isRunning != true else { throw BenchFault("only a terminal without power can be damaged") }
    switch part {
    case .journal:
      for path in [folder.terminal.journal, folder.terminal.journal + "-wal"] {
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
        try Data(repeating: 0x5A, count: size).write(to: URL(fileURLWithPath: path))
      }
    case .journalKey: try FileManager.default.removeItem(atPath: folder.terminal.journalKey)
    case .cryptography:
      let configuration = "openssl_conf = all\n[all]\nproviders = list\n[list]\nnull = none\n[none]\nactivate = 1\n"
      try configuration.write(to: folder.noCryptography, atomically: true, encoding: .utf8)
      hasCryptography = false
    }
  }

  public func journalLedger() async throws -> LedgerFacts {
    try files.journal()
  }

  public func pending() async throws -> Int {
    try files.pending()
  }

  public func log(of daemon: TerminalDaemon) async throws -> [String] {
    let program =
      switch daemon {
      case .acceptd: plan.programs.terminal
      case .uplinkd: plan.programs.uplink
      }
    let text = String(decoding: try Data(contentsOf: log(of: program)), as: UTF8.self)
    // Only whole lines: the last may be on its way.
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }

  public func hubLedger() async throws -> LedgerFacts {
    var facts = LedgerFacts()
    for entry in try await hubEntries() {
      facts.isGapless = facts.isGapless && entry.sequence == UInt64(facts.entries + 1)
      facts.entries += 1
      facts.total += entry.sale?.totalFen ?? 0
      facts.fund += entry.sale?.fundFen ?? 0
      facts.selfPaid += entry.sale?.selfPaidFen ?? 0
    }
    return facts
  }

  /// What the hub has of this terminal above a sequence, in the order in which the hub lists it.
  public func hubEntries(after sequence: UInt64 = 0) async throws -> [EntryRecord] {
    var entries: [EntryRecord] = []
    while true {
      let page = try await hubProcess.client.entries(
        of: Self.terminalIdentity, after: entries.last?.sequence ?? sequence)
      guard !page.isEmpty else { return entries }
      entries += page
    }
  }

  /// The hub at a glance.
  public func hubStatus() async throws -> HubStatus {
    try await hubProcess.client.status()
  }

  /// The highest entry that a receipt in the terminal's inbox covers.
  public func receipted() throws -> UInt64 {
    try files.receipted()
  }
}
