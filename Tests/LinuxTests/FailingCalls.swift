import CGlibc
import Linux

/// The kernel, with calls that can be made to fail, and with every descriptor counted.
///
/// Its state is shared: only the suite `FailedCallTests`, whose tests run one after the other, uses it.
enum FailingCalls: SystemCalls {
  /// Which call fails, with what, after how many good ones.
  nonisolated(unsafe) static var failing: (call: SystemFault.Call, number: Int32, after: Int)?
  nonisolated(unsafe) static var opened: Set<Int> = []
  /// How often a descriptor was closed that was not open.
  nonisolated(unsafe) static var closedTwice = 0

  static func reset() {
    failing = nil
    opened = []
    closedTwice = 0
  }

  private static func call(_ call: SystemFault.Call, _ body: () -> Int) -> Int {
    if let failing, failing.call == call {
      if failing.after == 0 { return -Int(failing.number) }
      self.failing?.after -= 1
    }
    return body()
  }

  private static func opening(_ name: SystemFault.Call, _ body: () -> Int) -> Int {
    let outcome = call(name, body)
    if outcome >= 0 { opened.insert(outcome) }
    return outcome
  }

  static func open(_ path: String, flags: Int32, mode: UInt32) -> Int {
    opening(.open) { Kernel.open(path, flags: flags, mode: mode) }
  }
  static func close(_ descriptor: Int32) -> Int {
    if opened.remove(Int(descriptor)) == nil { closedTwice += 1 }
    return Kernel.close(descriptor)
  }
  static func read(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) -> Int {
    call(.read) { Kernel.read(descriptor, into: buffer) }
  }
  static func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    call(.write) { Kernel.write(descriptor, bytes) }
  }
  static func synchronise(_ descriptor: Int32) -> Int { call(.synchronise) { Kernel.synchronise(descriptor) } }
  static func lock(_ descriptor: Int32) -> Int { call(.lock) { Kernel.lock(descriptor) } }
  static func status(_ descriptor: Int32, into status: inout stat) -> Int {
    call(.status) { Kernel.status(descriptor, into: &status) }
  }
  static func unlink(_ path: String) -> Int { call(.unlink) { Kernel.unlink(path) } }
  static func rename(_ path: String, to newPath: String) -> Int { call(.rename) { Kernel.rename(path, to: newPath) } }
  static func effectiveUser() -> UInt32 { Kernel.effectiveUser() }
  static func clock(_ clock: Int32, into time: inout timespec) -> Int {
    call(.clock) { Kernel.clock(clock, into: &time) }
  }
  static func random(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    call(.random) { Kernel.random(into: buffer) }
  }
  static func epollCreate() -> Int { opening(.epollCreate) { Kernel.epollCreate() } }
  static func epollControl(
    _ epoll: Int32, _ operation: Int32, _ descriptor: Int32, _ event: inout epoll_event
  ) -> Int {
    call(.epollControl) { Kernel.epollControl(epoll, operation, descriptor, &event) }
  }
  static func epollWait(_ epoll: Int32, into events: UnsafeMutableBufferPointer<epoll_event>, blocking: Bool) -> Int {
    call(.epollWait) { Kernel.epollWait(epoll, into: events, blocking: blocking) }
  }
  static func timerCreate(_ clock: Int32) -> Int { opening(.timerCreate) { Kernel.timerCreate(clock) } }
  static func timerSet(_ timer: Int32, flags: Int32, _ time: inout itimerspec) -> Int {
    call(.timerSet) { Kernel.timerSet(timer, flags: flags, &time) }
  }
  static func signals(_ numbers: [Int32]) -> Int { opening(.signals) { Kernel.signals(numbers) } }
  static func socket(type: Int32) -> Int { opening(.socket) { Kernel.socket(type: type) } }
  static func bind(_ socket: Int32, _ address: UnixAddress) -> Int { call(.bind) { Kernel.bind(socket, address) } }
  static func connect(_ socket: Int32, _ address: UnixAddress) -> Int {
    call(.connect) { Kernel.connect(socket, address) }
  }
  static func send(_ socket: Int32, _ bytes: UnsafeRawBufferPointer, to address: UnixAddress) -> Int {
    call(.send) { Kernel.send(socket, bytes, to: address) }
  }
  static func changeMode(_ path: String, mode: UInt32) -> Int {
    call(.changeMode) { Kernel.changeMode(path, mode: mode) }
  }
  static func listen(protocol family: Int32, groups: UInt32) -> Int {
    opening(.listen) { Kernel.listen(protocol: family, groups: groups) }
  }
  static func receive(_ socket: Int32, into buffer: UnsafeMutableRawBufferPointer, sender: inout UInt32) -> Int {
    call(.receive) { Kernel.receive(socket, into: buffer, sender: &sender) }
  }
}
