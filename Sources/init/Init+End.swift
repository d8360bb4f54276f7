import CGlibc
import Linux
import Supervision
import Time

/// The end in order: first the programs, then the disk, then the board.
extension Init {
  /// How long the programs may take to end, being killed included, in milliseconds.
  static var endLimit: UInt64 { Service.endLimit + 2_000 }

  mutating func end(isPowerOff: Bool) {
    guard ending == nil else { return }
    log.write(.notice, isPowerOff ? "switching off" : "restarting")
    ending = Ending(since: now, isPowerOff: isPowerOff)
    for name in ServiceName.allCases {
      if case .end(let process) = supervisor[name].unwant(at: now) { _ = Calls.signal(process, SIGTERM) }
    }
  }

  /// True once nothing is left to wait for; the board then restarts as soon as this returns.
  mutating func finishEnding() -> Bool {
    guard let ending else { return false }
    guard !supervisor.hasProcesses || now >= ending.since.advanced(byMilliseconds: Self.endLimit) else { return false }
    _ = Calls.signal(-1, SIGKILL)
    while nextEnded() != nil {}
    Calls.synchroniseAll()
    do throws(SystemFault) { try FileSystems<Calls>.release("/data") } catch {
      if error.number != EINVAL { log.write(.error, "/data: \(error.explanation)") }
    }
    guard ending.isPowerOff else { return true }
    // A watchdog that goes on would switch the board on again. For a restart it stays, in case that hangs.
    watchdog?.stop()
    _ = Calls.restart(Int32(bitPattern: UInt32(RB_POWER_OFF)))
    return true
  }
}
