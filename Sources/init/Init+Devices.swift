import CGlibc
import Linux
import Settings
import Supervision
import Time

/// Nodes and watchdog: whose they are, whenever they come.
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
