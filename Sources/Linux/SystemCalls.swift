import CGlibc

/// Every call into the kernel that this module makes, behind one seam, so that a test can make each of them fail.
///
/// One convention for all: a result of zero or more is the kernel's, a result below zero is the negated error number.
/// Implementations hold no state; `Kernel` is the shipping one.
public protocol SystemCalls {
  static func open(_ path: String, flags: Int32, mode: UInt32) -> Int
  static func close(_ descriptor: Int32) -> Int
  static func read(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) -> Int
  static func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int
  static func synchronise(_ descriptor: Int32) -> Int
  static func lock(_ descriptor: Int32) -> Int
  static func status(_ descriptor: Int32, into status: inout stat) -> Int
  static func unlink(_ path: String) -> Int
  static func rename(_ path: String, to newPath: String) -> Int
  static func effectiveUser() -> UInt32
  static func clock(_ clock: Int32, into time: inout timespec) -> Int
  static func random(into buffer: UnsafeMutableRawBufferPointer) -> Int

  static func epollCreate() -> Int
  static func epollControl(_ epoll: Int32, _ operation: Int32, _ descriptor: Int32, _ event: inout epoll_event) -> Int
  static func epollWait(_ epoll: Int32, into events: UnsafeMutableBufferPointer<epoll_event>, blocking: Bool) -> Int
  static func timerCreate(_ clock: Int32) -> Int
  static func timerSet(_ timer: Int32, flags: Int32, _ time: inout itimerspec) -> Int
  static func signals(_ numbers: [Int32]) -> Int

  static func socket(type: Int32) -> Int
  static func bind(_ socket: Int32, _ address: UnixAddress) -> Int
  static func connect(_ socket: Int32, _ address: UnixAddress) -> Int
  static func send(_ socket: Int32, _ bytes: UnsafeRawBufferPointer, to address: UnixAddress) -> Int
  static func changeMode(_ path: String, mode: UInt32) -> Int
  /// A netlink socket that hears what the kernel says to these groups.
  static func listen(protocol: Int32, groups: UInt32) -> Int
  /// A datagram of a netlink socket; `sender` is 0 where it is the kernel's own.
  static func receive(
    _ socket: Int32, into buffer: UnsafeMutableRawBufferPointer, sender: inout UInt32
  ) -> Int
}

/// Linux itself.
public enum Kernel: SystemCalls {
  /// What the C library answered, with the error number in place of -1.
  @inline(__always)
  private static func outcome<Number: BinaryInteger>(_ result: Number) -> Int {
    result < 0 ? -Int(glibc_errno()) : Int(result)
  }

  public static func open(_ path: String, flags: Int32, mode: UInt32) -> Int {
    outcome(path.withCString { glibc_open($0, flags | O_CLOEXEC, mode) })
  }

  public static func close(_ descriptor: Int32) -> Int { outcome(CGlibc.close(descriptor)) }

  public static func read(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) -> Int {
    outcome(CGlibc.read(descriptor, buffer.baseAddress, buffer.count))
  }

  public static func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    outcome(CGlibc.write(descriptor, bytes.baseAddress, bytes.count))
  }

  public static func synchronise(_ descriptor: Int32) -> Int { outcome(fsync(descriptor)) }

  public static func lock(_ descriptor: Int32) -> Int { outcome(flock(descriptor, LOCK_EX | LOCK_NB)) }

  public static func status(_ descriptor: Int32, into status: inout stat) -> Int {
    outcome(fstat(descriptor, &status))
  }

  public static func unlink(_ path: String) -> Int { outcome(path.withCString { CGlibc.unlink($0) }) }

  public static func rename(_ path: String, to newPath: String) -> Int {
    outcome(path.withCString { old in newPath.withCString { CGlibc.rename(old, $0) } })
  }

  public static func effectiveUser() -> UInt32 { geteuid() }

  public static func clock(_ clock: Int32, into time: inout timespec) -> Int { outcome(clock_gettime(clock, &time)) }

  public static func random(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    outcome(getrandom(buffer.baseAddress, buffer.count, 0))
  }

  public static func epollCreate() -> Int { outcome(epoll_create1(Flag.epollCloseOnExec)) }

  public static func epollControl(
    _ epoll: Int32, _ operation: Int32, _ descriptor: Int32, _ event: inout epoll_event
  ) -> Int {
    outcome(epoll_ctl(epoll, operation, descriptor, &event))
  }

  public static func epollWait(
    _ epoll: Int32, into events: UnsafeMutableBufferPointer<epoll_event>, blocking: Bool
  ) -> Int {
    guard let start = events.baseAddress else { return -Int(EINVAL) }
    return outcome(epoll_wait(epoll, start, Int32(events.count), blocking ? -1 : 0))
  }

  public static func timerCreate(_ clock: Int32) -> Int {
    outcome(timerfd_create(clock, Flag.timerCloseOnExec | Flag.timerNonBlocking))
  }

  public static func timerSet(_ timer: Int32, flags: Int32, _ time: inout itimerspec) -> Int {
    outcome(timerfd_settime(timer, flags, &time, nil))
  }

  public static func signals(_ numbers: [Int32]) -> Int {
    var set = sigset_t()
    sigemptyset(&set)
    for number in numbers { sigaddset(&set, number) }
    let descriptor = signalfd(-1, &set, Flag.signalCloseOnExec | Flag.signalNonBlocking)
    guard descriptor >= 0 else { return outcome(descriptor) }
    // A write to a socket or terminal whose other end is gone must be an error number, not a death.
    sigaddset(&set, SIGPIPE)
    let blocked = outcome(sigprocmask(SIG_BLOCK, &set, nil))
    if blocked < 0 { _ = CGlibc.close(descriptor) }
    return blocked < 0 ? blocked : Int(descriptor)
  }

  public static func socket(type: Int32) -> Int {
    outcome(CGlibc.socket(AF_UNIX, type | Flag.socketCloseOnExec | Flag.socketNonBlocking, 0))
  }

  public static func bind(_ socket: Int32, _ address: UnixAddress) -> Int {
    outcome(address.withSocketAddress { CGlibc.bind(socket, $0, $1) })
  }

  public static func connect(_ socket: Int32, _ address: UnixAddress) -> Int {
    outcome(address.withSocketAddress { CGlibc.connect(socket, $0, $1) })
  }

  public static func send(_ socket: Int32, _ bytes: UnsafeRawBufferPointer, to address: UnixAddress) -> Int {
    outcome(
      address.withSocketAddress {
        sendto(socket, bytes.baseAddress, bytes.count, Flag.noSignal, $0, $1)
      })
  }

  public static func changeMode(_ path: String, mode: UInt32) -> Int {
    outcome(path.withCString { chmod($0, mode) })
  }

  public static func listen(protocol family: Int32, groups: UInt32) -> Int {
    let type = Int32(SOCK_RAW.rawValue) | Flag.socketCloseOnExec | Flag.socketNonBlocking
    let descriptor = outcome(CGlibc.socket(AF_NETLINK, type, family))
    guard descriptor >= 0 else { return descriptor }
    var address = sockaddr_nl()
    address.nl_family = sa_family_t(AF_NETLINK)
    address.nl_groups = groups
    let size = socklen_t(MemoryLayout<sockaddr_nl>.size)
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { outcome(CGlibc.bind(Int32(descriptor), $0, size)) }
    }
    guard bound >= 0 else {
      _ = CGlibc.close(Int32(descriptor))
      return bound
    }
    return descriptor
  }

  public static func receive(
    _ socket: Int32, into buffer: UnsafeMutableRawBufferPointer, sender: inout UInt32
  ) -> Int {
    var address = sockaddr_nl()
    var size = socklen_t(MemoryLayout<sockaddr_nl>.size)
    let count = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        outcome(recvfrom(socket, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT), $0, &size))
      }
    }
    sender = address.nl_pid
    return count
  }
}

/// Flags that C spells as enumerators, as the numbers the calls take.
enum Flag {
  static let epollCloseOnExec = Int32(EPOLL_CLOEXEC)
  static let timerCloseOnExec = Int32(TFD_CLOEXEC)
  static let timerNonBlocking = Int32(TFD_NONBLOCK)
  static let signalCloseOnExec = Int32(SFD_CLOEXEC)
  static let signalNonBlocking = Int32(SFD_NONBLOCK)
  static let socketCloseOnExec = Int32(SOCK_CLOEXEC.rawValue)
  static let socketNonBlocking = Int32(SOCK_NONBLOCK.rawValue)
  static let noSignal = Int32(MSG_NOSIGNAL)
}
