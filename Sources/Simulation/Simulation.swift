import Devices
public import Journal
public import LibCrypto
public import Terminal
public import Time

/// The environment of a simulated terminal: every call goes to its ``World``.
public struct Simulation: Environment {
  public let world: World
  public var scanner: SimulatedPort
  public var printer: SimulatedPort
  public var lines: SimulatedLines

  public init(_ world: World) {
    self.world = world
    scanner = SimulatedPort(world: world, device: .scanner)
    printer = SimulatedPort(world: world, device: .printer)
    lines = SimulatedLines(world: world)
  }

  public var now: Moment { world.now }

  /// Lets time leap to the deadline, to the next thing that happens, or to the world's limit, whichever is first.
  public mutating func wait(until deadline: Uptime?, writing: Bool) -> Wake {
    var wake = happened(writing: writing)
    if wake.isEmpty {
      var next = world.limit
      if let deadline { next = min(next, deadline) }
      if let change = world.keypad.nextChange { next = min(next, change) }
      world.advance(to: next)
      wake = happened(writing: writing)
      if wake.isEmpty, let deadline, deadline <= world.uptime { world.wakeUpsByTime += 1 }
    }
    return wake
  }

  private func happened(writing: Bool) -> Wake {
    world.noticeInputs()
    var wake = world.pending
    world.pending = []
    // A port that is not open wakes nobody.
    if scanner.isOpen, !world.scannerBytes.isEmpty { wake.insert(.scanner) }
    if printer.isOpen, !world.printerBytes.isEmpty || (writing && world.plugged.contains(.printer)) {
      wake.insert(.printer)
    }
    return world.isDead ? .end : wake
  }

  public mutating func open(_ device: Device) -> Bool {
    guard world.plugged.contains(device) else { return false }
    switch device {
    case .scanner:
      scanner.isOpen = true
      // What came while nobody listened is lost.
      world.scannerBytes = []
    case .printer: printer.isOpen = true
    case .lines: lines.isOpen = true
    }
    return true
  }

  public mutating func close(_ device: Device) {
    switch device {
    case .scanner: scanner.isOpen = false
    case .printer: printer.isOpen = false
    case .lines: lines.isOpen = false
    }
  }

  public func place(of line: Line) -> String { line.role }

  public func program() -> [UInt8]? { Array("a program".utf8) }

  public mutating func openStore() throws(StoreFault) -> SimulatedStore {
    if let fault = world.openFault { throw fault }
    return SimulatedStore(world: world)
  }

  public mutating func inbox(knowing known: InboxStamps) throws(StoreFault) -> InboxContents { world.inbox }

  public mutating func tellUplink(_ news: UplinkNews) {
    if !world.isDead { world.news.append(news) }
  }

  public mutating func ask(_ inquiry: [UInt8]) -> Bool {
    !world.isDead && world.inquired(inquiry)
  }

  public mutating func takeReplies() -> [UplinkReply] {
    defer { world.replies = [] }
    return world.replies
  }

  public mutating func journalKey() throws(KeyFault) -> SigningKey {
    guard let key = world.key else { throw world.isWiped ? .wiped : .missing }
    if let fault = world.keyFault { throw fault }
    return key
  }

  public mutating func wipeKeys() -> Bool {
    guard !world.isDead, !world.isWipingRefused else { return false }
    world.key = nil
    world.isWiped = true
    return true
  }

  public mutating func trustAnchor() -> TrustAnchor? { world.anchor }

  public mutating func alive() { world.signsOfLife += 1 }

  public mutating func log(_ line: String) { world.log.append(line) }
}
