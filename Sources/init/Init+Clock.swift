import CGlibc
import Linux
import Settings
import Supervision
import Time

/// The system's clock: by the hardware's, by hand, or no more than a time that is past.
extension Init {
  /// Starts the system's clock, before anything is written by it.
  ///
  /// - Parameter superblock: the beginning of the data partition.
  mutating func startClock(knowing superblock: [UInt8]) {
    dataWritten = DataFileSystem.lastWritten(superblock)
    takeHardwareTime()
  }

  /// Sets the system's clock by the hardware's. Where that does not know the time, the system's shows a time that is past
  /// and is marked, so that nobody takes it for the time.
  func takeHardwareTime() {
    var clock: Int64?
    var isThere = false
    if let path = board?.clock {
      do throws(SystemFault) {
        clock = try HardwareClock<Calls>.read(path)
        isThere = true
      } catch {
        // One that is not there yet comes with its module.
        isThere = error.number != ENOENT
      }
    }
    let system = Clock<Calls>.now.wall.seconds
    switch HardwareTime(clock: clock, system: system, image: imageDate, written: dataWritten) {
    case .agrees: if ClockMark<Calls>.isThere { try? setSystemClock(system) }
    case .set(let seconds): try? setSystemClock(seconds)
    case .lost(let past):
      // Without the mark it would be taken for the time: then it stays as wrong as it is.
      if markClock(), system < past { try? HardwareClock<Calls>.setSystemClock(past) }
      // Once every module is loaded, what is not there does not come.
      guard case .done = background else { return }
      let what = isThere ? "the hardware clock has lost the time" : "there is no hardware clock"
      log.write(.error, "\(what): set it over the console, and see to its battery")
    }
  }

  /// Somebody at the console set the time: both clocks go by it. The number of the error that kept it from being so, or 0.
  func setTime(_ seconds: Int64) -> Int32 {
    guard case .set = HardwareTime(clock: seconds, system: .min, image: imageDate, written: nil) else { return EINVAL }
    do throws(SystemFault) {
      try setSystemClock(seconds)
      if let path = board?.clock { try HardwareClock<Calls>.write(seconds, to: path) }
      log.write(.notice, "the clock was set over the console")
      return 0
    } catch {
      log.write(.error, "the clock cannot be set: \(error.explanation)")
      return error.number
    }
  }

  /// When the root slot was made: everything in it has this date.
  private var imageDate: Int64? { Files<Calls>.date(Paths.boardSettings) }

  /// Sets it to the time. The mark goes first, because whoever hears that the clock was set looks for it then.
  private func setSystemClock(_ seconds: Int64) throws(SystemFault) {
    ClockMark<Calls>.remove()
    try HardwareClock<Calls>.setSystemClock(seconds)
  }

  private func markClock() -> Bool {
    do throws(SystemFault) {
      try ClockMark<Calls>.put()
      return true
    } catch {
      log.write(.error, "\(ClockMark<Calls>.path) cannot be made: \(error.explanation)")
      return false
    }
  }
}
