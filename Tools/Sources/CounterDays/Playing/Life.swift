import Counter
import Devices
import Journal
import LibCrypto
import Seeds
import Simulation
import Terminal
import Time
import Wire

/// One terminal's life, played: the simulated world around it, its clerk, its uplink and what is at the end of the network.
///
/// It plays steps and looks; it judges nothing. ``Witness`` does, after everything that happens.
final class Life {
  let script: Script
  let keys: RegionKeys
  let hooks: LifeHooks
  let world: World
  let witness: Witness
  let inbox = CutInbox()
  let configuration: Configuration
  var session: Session
  var uplink: UplinkProcess
  var farEnd: FarEnd
  var line = InquiryLine()
  var office: Office
  var wallet: Wallet
  var random: Seeded
  /// By how much the terminal's clock is wrong, in seconds.
  var clockError: Int64 = 0
  var disk = DiskState.well
  /// The list of what was used at the other counter that the terminal has been told of.
  var usedElsewhere: InboxLetter?
  var cut: CutPoint?
  var cutsMade = 0
  var accepted: UInt64 { witness.books.head }

  /// 2026-11-21 18:05:30 in China.
  static let start = UnixTime(seconds: 1_795_255_530)

  init(_ script: Script, keys: RegionKeys, hooks: LifeHooks) throws {
    self.script = script
    self.keys = keys
    self.hooks = hooks
    random = Seeded(script.seed)
    guard let terminal = TerminalID("XY-0001"), let institution = InstitutionCode("P61040200001") else {
      throw WorldFault.badFixture
    }
    configuration = Configuration(
      place: Place(terminal: terminal, institution: institution), region: try Office.prefix("6104"),
      language: script.display == .st7920 ? .chinese : .english, display: script.display, supervisor: keys.supervisor)
    office = try Office(keys: keys, start: Life.start, altered: hooks.bundle)
    wallet = Wallet(keys: keys, start: Life.start, seed: random.next())
    witness = Witness(display: script.display, hooks: hooks)
    world = World(wall: Life.start, codec: try TextCodec())
    world.key = keys.journal
    world.anchor = TrustAnchor(root: keys.root.publicKey, initialBundle: office.first)
    farEnd = FarEnd(
      hub: hooks.hub(
        try HubLedger(terminal: terminal, journalKey: keys.journal.publicKey, receiptKey: keys.hubReceipts)),
      desk: hooks.desk(
        try InquiryDesk(
          terminal: terminal, journalKey: keys.journal.publicKey, answerKey: keys.hubReceipts,
          sealingKey: keys.hubSealing)))
    session = try Session(world, configuration)
    uplink = try UplinkProcess(
      terminal: terminal, root: keys.root.publicKey, region: configuration.region, image: office.first, inbox: inbox,
      at: world.now, seed: random.next())
    world.storeOutcome = { [unowned self] in outcome(of: $0) }
    world.inquired = { [unowned self] in
      line.ask($0, over: farEnd.network, at: world.uptime)
      return true
    }
    world.kept = { [hooks] in hooks.row($0) }
    pass(milliseconds: 1_500)
  }

  deinit {
    world.storeOutcome = { _ in .done }
    world.inquired = { _ in false }
  }

  /// What it truly is, by the clocks of the hub and the telephones.
  var trueNow: UnixTime { world.now.wall.advanced(bySeconds: -clockError) }

  // MARK: Time

  /// Lets so much time pass, with all that happens in it, and looks all the while. A terminal that dies in it stays dead.
  func pass(milliseconds: UInt64) {
    let end = world.uptime.advanced(byMilliseconds: milliseconds)
    while !session.isOver, world.uptime < end, witness.violation == nil {
      if !world.news.isEmpty {
        world.news = []
        uplink.nudge(at: world.uptime)
      }
      if uplink.due <= world.uptime {
        exchange()
      } else if let due = line.due, due <= world.uptime {
        takeInquiries()
      } else {
        session.turn(until: min(end, uplink.due, line.due ?? end))
        look()
      }
    }
    witness.search(world.log, nil)
    world.forgetLog()
  }

  func pass(seconds: some BinaryInteger) { pass(milliseconds: UInt64(seconds) * 1_000) }

  private func exchange() {
    inbox.file.fault = disk == .inboxFull ? .full : nil
    let (trueNow, office, keys) = (trueNow, office, keys)
    let isNews = uplink.act(at: world.now, disk: world.disk) { body, uptime in
      farEnd.send(
        body, office: office, keys: keys, terminal: configuration.place.terminal, now: trueNow, uptime: uptime)
    }
    witness.look(atHub: farEnd.hub, disk: world.disk)
    if inbox.hasCut {
      world.isDead = true
      cutsMade += 1
      session.turn(until: world.uptime)
      return
    }
    guard isNews, let contents = try? inbox.contents() else { return }
    witness.search([], contents)
    // One nudge of four is lost.
    if random.next() % 4 == 0 {
      world.inbox = hooks.inbox(contents)
    } else {
      world.deliver(hooks.inbox(contents))
      usedElsewhere = contents.lists.uses
    }
  }

  private func takeInquiries() {
    let (now, keys) = (trueNow, keys)
    let replies = line.take(at: world.uptime) { body in
      farEnd.inquire(body, keys: keys, terminal: configuration.place.terminal, now: now)
    }
    for reply in replies { world.reply(reply) }
  }

  func look() { witness.look(at: world, office: office, desk: farEnd.desk) }

  // MARK: Power

  /// The power is gone, and comes back.
  func cyclePower(off seconds: Int64) throws {
    look()
    try startAnew(off: seconds)
    // The power may fail while it starts.
    while session.isOver, witness.violation == nil { try startAnew(off: 2) }
  }

  private func startAnew(off seconds: Int64) throws {
    world.cutPower()
    world.setClock(to: world.now.wall.advanced(bySeconds: seconds))
    inbox.restart()
    // What the uplink wrote is there, whoever was told of it.
    let contents = try inbox.contents()
    world.inbox = hooks.inbox(contents)
    usedElsewhere = contents.lists.uses
    hooks.afterCut(world)
    session = try Session(world, configuration)
    try restartUplink()
    look()
    pass(milliseconds: 1_500)
  }

  func restartUplink() throws {
    line.drop()
    uplink = try UplinkProcess(
      terminal: configuration.place.terminal, root: keys.root.publicKey, region: configuration.region,
      image: office.first, inbox: inbox, at: world.now, seed: random.next())
  }

  // MARK: The disk

  private func outcome(of operation: StoreOperation) -> StoreOutcome {
    if operation == .append { witness.willWrite(in: world) }
    if let outcome = hooks.storeOutcome(operation) { return outcome }
    if var point = cut, point.operation == operation {
      point.count -= 1
      cut = point.count == 0 ? nil : point
      if point.count == 0 {
        cutsMade += 1
        return point.isAfter ? .diesAfter : .diesBefore
      }
    }
    let isWrite = operation == .append || operation == .raise || operation == .prune
    switch disk {
    case .full, .fillsUp: return isWrite ? .fails(.full) : .done
    case .failsWrites: return isWrite ? .fails(.failed) : .done
    case .failsFlushes: return operation == .append ? .failsAndReturns : .done
    case .failsLookUps: return operation == .lookUp ? .fails(.failed) : .done
    case .failsReads: return operation == .read ? .fails(.failed) : .done
    case .well, .inboxFull: return .done
    }
  }

  func set(_ state: DiskState) {
    disk = state
    world.disk.isRoomy = state != .full
  }

  func setClock(error: Int64) {
    let now = trueNow
    clockError = error
    witness.isClockRight = error == 0
    world.setClock(to: now.advanced(bySeconds: error))
  }
}
