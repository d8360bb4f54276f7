import CGlibc

/// This process: how it was started, that it is alone, and its one line at a time to the log.
public enum Process {
  /// The longest command line that is looked at.
  static let maximumArgumentBytes = 65_536

  /// The words of the command line after the program's name, as the kernel keeps them.
  public static var arguments: [String] {
    guard let bytes = try? Files<Kernel>.read("/proc/self/cmdline", limit: maximumArgumentBytes) else { return [] }
    return bytes.split(separator: 0, omittingEmptySubsequences: false).dropFirst().dropLast()
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// A variable of the environment.
  public static func variable(_ name: String) -> String? {
    guard let value = name.withCString({ getenv($0) }) else { return nil }
    return String(cString: value)
  }

  /// The folder of a path, absolute; nil where the working folder cannot be known.
  public static func folder(of path: String) -> String? {
    var bytes = Array(path.utf8)
    if bytes.first != UInt8(ascii: "/") {
      var buffer = [CChar](repeating: 0, count: maximumPathBytes)
      guard getcwd(&buffer, buffer.count) != nil else { return nil }
      bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) } + [UInt8(ascii: "/")] + bytes
    }
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return nil }
    return slash == 0 ? "/" : String(decoding: bytes[..<slash], as: UTF8.self)
  }

  /// The longest path of the kernel, its terminating zero included.
  static let maximumPathBytes = 4_096

  /// Shuts the process off from whoever started it and from everybody beside it. To be called first. `last` is the last
  /// descriptor that it was given on purpose.
  ///
  /// - Every descriptor but the standard ones, and those up to `last`, is closed. Whoever started the daemon may have left it ends of sockets
  ///   and terminals, and a device that was pulled out would seem to be there as long as somebody holds its other end.
  /// - Files made from here on are closed to everybody but this user and its group.
  /// - No core file is written of its memory, in which keys are, and no other process of this user may look into it.
  public static func shutOff(last: Int32 = STDERR_FILENO) {
    closefrom(last + 1)
    _ = umask(0o027)
    keepMemoryPrivate()
  }

  /// Neither call can fail for a process that only ever gives up rights.
  static func keepMemoryPrivate() {
    _ = glibc_prctl(PR_SET_DUMPABLE, 0)
    _ = glibc_limit_core_files(0)
  }

  /// How a daemon ends that cannot begin or go on: numbers of `sysexits.h`.
  public enum Failure: Int32, Sendable {
    /// The configuration is at fault: starting again will not help.
    case configuration = 78
    /// The kernel refuses something that it never should: starting again may help.
    case system = 71
  }

  /// Ends the process.
  public static func exit(_ failure: Failure) -> Never { CGlibc.exit(failure.rawValue) }

  /// Writes one line to standard error, where the service manager's log takes it. Cut at `maximumLineBytes`.
  public static func log(_ text: String) {
    let line = Array(text.utf8.prefix(maximumLineBytes)) + [UInt8(ascii: "\n")]
    // A log that cannot be written cannot be complained about.
    _ = line.withUnsafeBytes { Kernel.write(STDERR_FILENO, $0) }
  }

  /// A line this long still reaches a pipe in one piece.
  static let maximumLineBytes = 1_000
}

/// The right to be the only process of its kind over a state folder, held while this value lives.
public struct InstanceLock<Calls: SystemCalls>: ~Copyable {
  private let file: Descriptor<Calls>

  /// Fails with `EAGAIN` where another process holds it. The kernel lets go of it however that process ends.
  public init(path: String) throws(SystemFault) {
    let file = try Descriptor<Calls>.open(path, flags: O_RDWR | O_CREAT, mode: 0o600)
    _ = try SystemFault.check(.lock, Calls.lock(file.number))
    self.file = file
  }
}
