public import CGlibc

/// The calls of the first process of a machine, beside those of every daemon. The same convention; `Kernel` is the
/// shipping one.
public protocol MachineCalls: SystemCalls {
  static func mount(_ source: String, on target: String, type: String, flags: UInt, options: String) -> Int
  static func unmount(_ target: String, flags: Int32) -> Int
  static func changeFolder(_ path: String) -> Int
  static func changeRoot(_ path: String) -> Int
  static func makeFolder(_ path: String, mode: UInt32) -> Int
  static func link(_ target: String, at path: String) -> Int
  /// Of the path itself: a symbolic link is not followed.
  static func changeOwner(_ path: String, user: UInt32, group: UInt32) -> Int
  static func loadModule(_ descriptor: Int32, options: String) -> Int
  static func synchroniseAll()
  /// Ends it all; returns only where the kernel refuses.
  static func restart(_ how: Int32) -> Int
  static func setClock(_ time: inout timespec) -> Int
  static func control(_ descriptor: Int32, _ request: UInt, _ value: UnsafeMutableRawPointer) -> Int

  /// 0 in the new process, its number in the old one.
  static func fork() -> Int
  /// Returns only where it fails.
  static func execute(_ program: String, _ arguments: [String], _ environment: [String]) -> Int
  static func leave(_ status: Int32) -> Never
  static func signal(_ process: Int32, _ signal: Int32) -> Int
  /// The number of one child that has ended, or 0 where none has.
  static func reap(_ status: inout Int32) -> Int
  /// Waits for this child to end.
  static func await(_ process: Int32, _ status: inout Int32) -> Int
  static func duplicate(_ descriptor: Int32, as number: Int32) -> Int
  static func newSession() -> Int
  static func unblockSignals() -> Int
  static func limit(_ resource: Int32, to most: UInt64) -> Int
  static func priority(_ nice: Int32) -> Int
  static func setGroups(_ groups: [UInt32]) -> Int
  static func setGroup(_ group: UInt32) -> Int
  static func setUser(_ user: UInt32) -> Int
  static func processControl(_ option: Int32, _ value: UInt) -> Int
  static func setCapabilities(_ capabilities: UInt64) -> Int
  static func raiseAmbient(_ capability: UInt) -> Int

  /// Two ends that keep the borders of what is written.
  static func socketPair(_ first: inout Int32, _ second: inout Int32) -> Int
  static func passCredentials(_ socket: Int32) -> Int
  static func receive(
    _ socket: Int32, into buffer: UnsafeMutableRawBufferPointer, from process: inout Int32
  ) -> Int
}

extension Kernel: MachineCalls {
  @inline(__always)
  private static func result<Number: BinaryInteger>(_ number: Number) -> Int {
    number < 0 ? -Int(glibc_errno()) : Int(number)
  }

  public static func mount(
    _ source: String, on target: String, type: String, flags: UInt, options: String
  ) -> Int {
    result(
      source.withCString { source in
        target.withCString { target in
          type.withCString { type in
            options.withCString { CGlibc.mount(source, target, type, flags, $0) }
          }
        }
      })
  }

  public static func unmount(_ target: String, flags: Int32) -> Int {
    result(target.withCString { umount2($0, flags) })
  }

  public static func changeFolder(_ path: String) -> Int { result(path.withCString { chdir($0) }) }

  public static func changeRoot(_ path: String) -> Int { result(path.withCString { chroot($0) }) }

  public static func makeFolder(_ path: String, mode: UInt32) -> Int {
    result(path.withCString { mkdir($0, mode) })
  }

  public static func link(_ target: String, at path: String) -> Int {
    result(target.withCString { target in path.withCString { symlink(target, $0) } })
  }

  public static func changeOwner(_ path: String, user: UInt32, group: UInt32) -> Int {
    result(path.withCString { lchown($0, user, group) })
  }

  public static func loadModule(_ descriptor: Int32, options: String) -> Int {
    result(options.withCString { glibc_load_module(descriptor, $0) })
  }

  public static func synchroniseAll() { sync() }

  public static func restart(_ how: Int32) -> Int { result(reboot(how)) }

  public static func setClock(_ time: inout timespec) -> Int { result(clock_settime(CLOCK_REALTIME, &time)) }

  public static func control(_ descriptor: Int32, _ request: UInt, _ value: UnsafeMutableRawPointer) -> Int {
    result(glibc_ioctl(descriptor, request, value))
  }

  public static func fork() -> Int { result(CGlibc.fork()) }

  public static func execute(_ program: String, _ arguments: [String], _ environment: [String]) -> Int {
    // Never freed: either the program takes the place of all memory, or the process leaves.
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) } + [nil]
    return result(program.withCString { execve($0, &words, &variables) })
  }

  public static func leave(_ status: Int32) -> Never { _exit(status) }

  public static func signal(_ process: Int32, _ signal: Int32) -> Int { result(kill(process, signal)) }

  public static func reap(_ status: inout Int32) -> Int {
    let process = result(waitpid(-1, &status, WNOHANG))
    return process == -Int(ECHILD) ? 0 : process
  }

  public static func await(_ process: Int32, _ status: inout Int32) -> Int { result(waitpid(process, &status, 0)) }

  public static func duplicate(_ descriptor: Int32, as number: Int32) -> Int { result(dup2(descriptor, number)) }

  public static func newSession() -> Int { result(setsid()) }

  public static func unblockSignals() -> Int {
    var none = sigset_t()
    sigemptyset(&none)
    return result(sigprocmask(SIG_SETMASK, &none, nil))
  }

  public static func limit(_ resource: Int32, to most: UInt64) -> Int { result(glibc_limit(resource, rlim_t(most))) }

  public static func priority(_ nice: Int32) -> Int { result(glibc_priority(nice)) }

  public static func setGroups(_ groups: [UInt32]) -> Int { result(setgroups(groups.count, groups)) }

  public static func setGroup(_ group: UInt32) -> Int { result(setgid(group)) }

  public static func setUser(_ user: UInt32) -> Int { result(setuid(user)) }

  public static func processControl(_ option: Int32, _ value: UInt) -> Int { result(glibc_prctl(option, value)) }

  public static func setCapabilities(_ capabilities: UInt64) -> Int { result(glibc_set_capabilities(capabilities)) }

  public static func raiseAmbient(_ capability: UInt) -> Int { result(glibc_raise_ambient_capability(capability)) }

  public static func socketPair(_ first: inout Int32, _ second: inout Int32) -> Int {
    var ends: [Int32] = [-1, -1]
    let type = Int32(SOCK_SEQPACKET.rawValue) | Flag.socketCloseOnExec | Flag.socketNonBlocking
    let outcome = result(socketpair(AF_UNIX, type, 0, &ends))
    first = ends[0]
    second = ends[1]
    return outcome
  }

  public static func passCredentials(_ socket: Int32) -> Int {
    var on: Int32 = 1
    return result(setsockopt(socket, SOL_SOCKET, SO_PASSCRED, &on, socklen_t(MemoryLayout<Int32>.size)))
  }

  public static func receive(
    _ socket: Int32, into buffer: UnsafeMutableRawBufferPointer, from process: inout Int32
  ) -> Int {
    result(glibc_receive_from_process(socket, buffer.baseAddress, UInt(buffer.count), &process))
  }
}
