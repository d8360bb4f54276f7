import CGlibc

@testable import Linux

/// The kernel as a process sees it that takes on the rights of a program: nothing is done, everything is written down.
///
/// Its state is shared: only the suite `ProgramTests`, whose tests run one after the other, uses it.
enum RecordingCalls: MachineCalls {
  nonisolated(unsafe) static var calls: [String] = []
  /// The call that fails, by what would be written down.
  nonisolated(unsafe) static var failing: String?
  /// How many capabilities the kernel knows.
  static let capabilityCount: UInt = 41

  static func reset() {
    calls = []
    failing = nil
  }

  private static func note(_ call: String) -> Int {
    calls.append(call)
    return call == failing ? -Int(EPERM) : 0
  }

  static func processControl(_ option: Int32, _ value: UInt) -> Int {
    if option == PR_CAPBSET_DROP, value >= capabilityCount { return -Int(EINVAL) }
    let names = [PR_CAPBSET_DROP: "drop", PR_SET_KEEPCAPS: "keep", PR_SET_NO_NEW_PRIVS: "no new privileges"]
    return note("\(names[option] ?? "prctl") \(value)")
  }
  static func setGroups(_ groups: [UInt32]) -> Int { note("groups \(groups)") }
  static func setGroup(_ group: UInt32) -> Int { note("group \(group)") }
  static func setUser(_ user: UInt32) -> Int { note("user \(user)") }
  static func setCapabilities(_ capabilities: UInt64) -> Int { note("capabilities \(capabilities)") }
  static func raiseAmbient(_ capability: UInt) -> Int { note("ambient \(capability)") }
  static func limit(_ resource: Int32, to most: UInt64) -> Int { note("limit \(most)") }
  static func priority(_ nice: Int32) -> Int { note("nice \(nice)") }
  static func duplicate(_ descriptor: Int32, as number: Int32) -> Int { note("\(descriptor) as \(number)") }
  static func newSession() -> Int { note("session") }
  static func unblockSignals() -> Int { note("signals") }
  static func execute(_ program: String, _ arguments: [String], _ environment: [String]) -> Int {
    note("execute \(program) \(arguments) \(environment)")
  }

  // Nothing of this is used on the way to a program.
  static func mount(_: String, on _: String, type _: String, flags _: UInt, options _: String) -> Int { -Int(ENOSYS) }
  static func unmount(_: String, flags _: Int32) -> Int { -Int(ENOSYS) }
  static func changeFolder(_: String) -> Int { -Int(ENOSYS) }
  static func changeRoot(_: String) -> Int { -Int(ENOSYS) }
  static func makeFolder(_: String, mode _: UInt32) -> Int { -Int(ENOSYS) }
  static func link(_: String, at _: String) -> Int { -Int(ENOSYS) }
  static func changeOwner(_: String, user _: UInt32, group _: UInt32) -> Int { -Int(ENOSYS) }
  static func loadModule(_: Int32, options _: String) -> Int { -Int(ENOSYS) }
  static func synchroniseAll() {}
  static func restart(_: Int32) -> Int { -Int(ENOSYS) }
  static func setClock(_: inout timespec) -> Int { -Int(ENOSYS) }
  static func control(_: Int32, _: UInt, _: UnsafeMutableRawPointer) -> Int { -Int(ENOSYS) }
  static func fork() -> Int { -Int(ENOSYS) }
  static func leave(_ status: Int32) -> Never { fatalError("left with \(status)") }
  static func signal(_: Int32, _: Int32) -> Int { -Int(ENOSYS) }
  static func reap(_: inout Int32) -> Int { 0 }
  static func await(_: Int32, _: inout Int32) -> Int { -Int(ECHILD) }
  static func socketPair(_: inout Int32, _: inout Int32) -> Int { -Int(ENOSYS) }
  static func passCredentials(_: Int32) -> Int { -Int(ENOSYS) }
  static func receive(_: Int32, into _: UnsafeMutableRawBufferPointer, from _: inout Int32) -> Int { -Int(ENOSYS) }
  static func open(_ path: String, flags _: Int32, mode _: UInt32) -> Int {
    _ = note("open \(path)")
    return -Int(ENOENT)
  }
  static func close(_: Int32) -> Int { 0 }
  static func read(_: Int32, into _: UnsafeMutableRawBufferPointer) -> Int { 0 }
  static func write(_: Int32, _ bytes: UnsafeRawBufferPointer) -> Int { bytes.count }
  static func synchronise(_: Int32) -> Int { 0 }
  static func lock(_: Int32) -> Int { 0 }
  static func status(_: Int32, into _: inout stat) -> Int { -Int(ENOSYS) }
  static func unlink(_: String) -> Int { 0 }
  static func rename(_: String, to _: String) -> Int { 0 }
  static func effectiveUser() -> UInt32 { 0 }
  static func clock(_: Int32, into _: inout timespec) -> Int { 0 }
  static func random(into buffer: UnsafeMutableRawBufferPointer) -> Int { buffer.count }
  static func epollCreate() -> Int { -Int(ENOSYS) }
  static func epollControl(_: Int32, _: Int32, _: Int32, _: inout epoll_event) -> Int { -Int(ENOSYS) }
  static func epollWait(_: Int32, into _: UnsafeMutableBufferPointer<epoll_event>, blocking _: Bool) -> Int { 0 }
  static func timerCreate(_: Int32) -> Int { -Int(ENOSYS) }
  static func timerSet(_: Int32, flags _: Int32, _: inout itimerspec) -> Int { -Int(ENOSYS) }
  static func signals(_: [Int32]) -> Int { -Int(ENOSYS) }
  static func socket(type _: Int32) -> Int { -Int(ENOSYS) }
  static func bind(_: Int32, _: UnixAddress) -> Int { -Int(ENOSYS) }
  static func connect(_: Int32, _: UnixAddress) -> Int { -Int(ENOSYS) }
  static func send(_: Int32, _: UnsafeRawBufferPointer, to _: UnixAddress) -> Int { -Int(ENOSYS) }
  static func changeMode(_: String, mode _: UInt32) -> Int { 0 }
  static func listen(protocol _: Int32, groups _: UInt32) -> Int { -Int(ENOSYS) }
  static func receive(_: Int32, into _: UnsafeMutableRawBufferPointer, sender _: inout UInt32) -> Int { -Int(ENOSYS) }
}
