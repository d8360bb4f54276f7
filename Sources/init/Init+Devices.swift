import CGlibc
import Linux
import Settings
import Supervision
import Time

/// Nodes, clock and watchdog: whose they are, whenever they come.
extension Init {
  /// The highest number of a GPIO chip that is looked for.
  private static var chipNumbers: Range<Int> { 0..<64 }

  mutating func takeEvents() throws(SystemFault) {
    while true {
      switch try events.hear() {
      case .nothing: return
      case .lost:
        giveAllRights()
        wantNetwork()
      case .datagram(let bytes):
        guard let event = KernelEvent(datagram: bytes), event.action == .add else { continue }
        take(event)
      }
    }
  }

  private mutating func take(_ event: KernelEvent) {
    if !event.interface.utf8.isEmpty { wantNetwork() }
    guard !event.device.utf8.isEmpty, let board else { return }
    let path = "/dev/" + event.device
    if event.subsystem.utf8.elementsEqual("gpio".utf8) {
      giveChip(path)
    } else if path.isSame(as: board.scanner) || path.isSame(as: board.printer) {
      give(path, Accounts.acceptd)
      log.write(.detail, "\(path) came")
    } else if path.isSame(as: board.clock) {
      takeHardwareTime()
    }
  }

  /// Gives every node that is there to its user.
  func giveAllRights() {
    guard let board else { return }
    give(board.scanner, Accounts.acceptd)
    give(board.printer, Accounts.acceptd)
    for number in Self.chipNumbers { giveChip("/dev/gpiochip\(number)") }
  }

  /// A node that is not there is given when it comes.
  private func give(_ path: String, _ account: Account) {
    do throws(SystemFault) {
      try FileSystems<Calls>.give(path, user: account.user, group: account.group, mode: 0o600)
    } catch {
      if error.number != ENOENT { log.write(.error, "\(path): \(error.explanation)") }
    }
  }

  /// A chip that has no line of the terminal stays closed to it.
  private func giveChip(_ path: String) {
    guard let board, let label = try? GPIOChips<Calls>.label(of: path) else { return }
    if board.chips.contains(where: { label.isSame(as: $0) }) { give(path, Accounts.acceptd) }
  }

  /// Sets the system's clock by the hardware's.
  func takeHardwareTime() {
    guard let path = board?.clock else { return }
    var clock: Int64?
    do throws(SystemFault) { clock = try HardwareClock<Calls>.read(path) } catch {
      // It comes with its module.
      if error.number == ENOENT { return }
    }
    switch HardwareTime(clock: clock, system: Clock<Calls>.now.wall.seconds) {
    case .agrees: break
    case .set(let seconds): try? HardwareClock<Calls>.setSystemClock(seconds)
    case .lost:
      log.write(.error, "the hardware clock has lost the time: set it over the console, and see to its battery")
    }
  }

  /// Somebody at the console set the time: both clocks go by it. The number of the error that kept it from being so, or 0.
  func setTime(_ seconds: Int64) -> Int32 {
    guard case .set = HardwareTime(clock: seconds, system: .min) else { return EINVAL }
    do throws(SystemFault) {
      try HardwareClock<Calls>.setSystemClock(seconds)
      if let path = board?.clock { try HardwareClock<Calls>.write(seconds, to: path) }
      log.write(.notice, "the clock was set over the console")
      return 0
    } catch {
      log.write(.error, "the clock cannot be set: \(error.explanation)")
      return error.number
    }
  }

  /// Starts the hardware watchdog. From here on this process must live.
  mutating func startWatchdog() {
    guard let path = board?.watchdog, watchdog == nil else { return }
    do throws(SystemFault) {
      let opened = try HardwareWatchdog<Calls>(path: path, limit: Self.watchdogLimit)
      watchdogSeconds = opened.limit
      watchdog = consume opened
      log.write(.detail, "the watchdog waits \(watchdogSeconds) s")
    } catch {
      log.write(.error, "\(path): \(error.explanation): nothing restarts a board that hangs")
    }
  }

  /// A cable that was plugged in may lead to another network: the DHCP client asks anew.
  func askForLease() {
    if let process = supervisor[.network].process { _ = Calls.signal(process, SIGUSR1) }
  }

  /// The network's programs are wanted once its interface is there.
  mutating func wantNetwork() {
    guard case .done = background, let name = board?.network else { return }
    guard let folder = try? Descriptor<Calls>.open("/sys/class/net/" + name, flags: O_RDONLY | O_DIRECTORY) else {
      return
    }
    _ = consume folder
    supervisor[.network].want(at: now)
  }
}

extension String {
  /// The same bytes. `==` would bring the tables of Unicode into a program that needs nothing else of them.
  func isSame(as other: String?) -> Bool {
    guard let other else { return false }
    return utf8.elementsEqual(other.utf8)
  }
}
