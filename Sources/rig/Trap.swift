import CGlibc
import CRig
import RigProtocol

/// Follows a process from call to call until the moment of a commit at which the power is to fail, and stops it there.
struct Trap {
  private let process: pid_t
  private let log: String
  private var watch: CommitWatch
  private var call = CommitWatch.Call.other
  private var isSprung = false

  private static let pageBytes = 4_096
  /// Marks the stop of a call among those of signals.
  private static let callMark: Int32 = 0x80

  init(_ moment: RigMoment, program: String, log: String) throws(RigFault) {
    process = try Processes.find(program)
    self.log = log
    watch = CommitWatch(moment, pageBytes: Trap.pageBytes)
    guard rig_ptrace(Int(rig_seize), process, 0, UInt(rig_mark_calls)) == 0,
      rig_ptrace(Int(rig_interrupt), process, 0, 0) == 0
    else { throw .system("trace") }
  }

  /// The process has stopped, or ended. True where it is to stay so.
  mutating func moved() -> Bool {
    guard !isSprung else { return false }
    var status: Int32 = 0
    while waitpid(process, &status, Int32(WNOHANG) | Int32(bitPattern: UInt32(__WALL))) == process {
      guard rig_is_stop(status) != 0 else { return false }
      let signal = rig_stop_signal(status)
      if signal == SIGTRAP | Trap.callMark {
        if passed() {
          isSprung = true
          return true
        }
        _ = rig_ptrace(Int(rig_until_call), process, 0, 0)
      } else {
        // A stop that is an event of the tracing has no signal to hand on.
        let handed = rig_stop_event(status) != 0 ? 0 : signal
        _ = rig_ptrace(Int(rig_until_call), process, 0, UInt(handed))
      }
    }
    return false
  }

  /// The process is at the edge of a call. True where it must not go on.
  private mutating func passed() -> Bool {
    var (number, first, third): (UInt64, UInt64, UInt64) = (0, 0, 0)
    switch rig_stop(process, &number, &first, &third) {
    case 1:
      call = .other
      if rig_is_write(number) != 0, isLog(first) { call = .write(bytes: Int(truncatingIfNeeded: third)) }
      if rig_is_sync(number) != 0, isLog(first) { call = .sync }
      return watch.enters(call)
    case 2:
      watch.leaves(call)
      return false
    default: return false
    }
  }

  private func isLog(_ descriptor: UInt64) -> Bool {
    File.target(Place.processes + "/\(process)/fd/\(descriptor)") == log
  }
}
