import CGlibc

/// Whose rights a program has.
public struct Account: Equatable, Sendable {
  public var user: UInt32
  public var group: UInt32
  /// Groups beside its own.
  public var groups: [UInt32]

  public init(user: UInt32, group: UInt32, groups: [UInt32] = []) {
    self.user = user
    self.group = group
    self.groups = groups
  }
}

/// A limit that the kernel holds a process to.
public struct ResourceLimit: Equatable, Sendable {
  /// The number of the resource, as `setrlimit` has it.
  public var resource: Int32
  public var most: UInt64

  /// Bytes of memory that is the process's own.
  public static func memory(_ bytes: UInt64) -> ResourceLimit {
    ResourceLimit(resource: Int32(RLIMIT_DATA.rawValue), most: bytes)
  }
  /// Bytes that it may keep from being paged out.
  public static func lockedMemory(_ bytes: UInt64) -> ResourceLimit {
    ResourceLimit(resource: Int32(__RLIMIT_MEMLOCK.rawValue), most: bytes)
  }
  /// Open descriptors.
  public static func descriptors(_ count: UInt64) -> ResourceLimit {
    ResourceLimit(resource: Int32(RLIMIT_NOFILE.rawValue), most: count)
  }
  /// Processes and threads of its user.
  public static func processes(_ count: UInt64) -> ResourceLimit {
    ResourceLimit(resource: Int32(__RLIMIT_NPROC.rawValue), most: count)
  }
  /// Bytes of the core file that is written when it dies.
  public static func coreFile(_ bytes: UInt64) -> ResourceLimit {
    ResourceLimit(resource: Int32(RLIMIT_CORE.rawValue), most: bytes)
  }
}

/// A program to start, and all that it may.
public struct Program: Equatable, Sendable {
  public var path: String
  /// The words of its command line, its name first.
  public var arguments: [String]
  /// `NAME=VALUE` each; nothing else is passed on.
  public var environment: [String]
  public var account: Account
  /// The capabilities that it keeps though it is nobody special; of all others it is deprived for good.
  public var capabilities: [UInt8]
  public var limits: [ResourceLimit]
  /// -20, first of all, to 19.
  public var niceness: Int32
  /// -1,000, never, to 1,000: how readily the kernel kills it when memory runs out.
  public var outOfMemoryScore: Int32

  public init(
    path: String, arguments: [String], environment: [String] = [], account: Account, capabilities: [UInt8] = [],
    limits: [ResourceLimit] = [], niceness: Int32 = 0, outOfMemoryScore: Int32 = 0
  ) {
    self.path = path
    self.arguments = arguments
    self.environment = environment
    self.account = account
    self.capabilities = capabilities
    self.limits = limits
    self.niceness = niceness
    self.outOfMemoryScore = outOfMemoryScore
  }
}

/// The descriptors that a program is started with.
public struct Streams: Equatable, Sendable {
  public var input: Int32
  public var output: Int32
  public var error: Int32
  /// One more, which the program finds under the next number; nil: none.
  public var link: Int32?

  public init(input: Int32, output: Int32, error: Int32, link: Int32? = nil) {
    self.input = input
    self.output = output
    self.error = error
    self.link = link
  }
}

extension Program {
  /// How a process leaves that could not become its program; the shell's number for it.
  static var notStarted: Int32 { 126 }
  /// The highest capability that is looked for; the kernel says which of them it does not have.
  static var highestCapability: UInt { 63 }

  /// Starts it, and returns the number of its process.
  ///
  /// A program that cannot be given exactly the rights it is to have does not run: the process then writes what went wrong
  /// to the error stream and leaves.
  public func start<Calls: MachineCalls>(_ streams: Streams, _ calls: Calls.Type) throws(SystemFault) -> Int32 {
    let process = try SystemFault.check(.fork, Calls.fork())
    guard process == 0 else { return Int32(process) }
    let line: String
    do throws(SystemFault) {
      try become(streams, calls)
      line = "init: \(path): did not start\n"
    } catch {
      line = "init: \(path): \(error.explanation)\n"
    }
    _ = Array(line.utf8).withUnsafeBytes { Calls.write(streams.error, $0) }
    Calls.leave(Program.notStarted)
  }

  /// In the new process: takes on the rights of the program, then its code.
  func become<Calls: MachineCalls>(_ streams: Streams, _ calls: Calls.Type) throws(SystemFault) {
    _ = Calls.newSession()
    _ = try SystemFault.check(.signals, Calls.unblockSignals())
    var descriptors = [streams.input, streams.output, streams.error]
    if let link = streams.link { descriptors.append(link) }
    for (number, descriptor) in descriptors.enumerated() {
      _ = try SystemFault.check(.duplicate, Calls.duplicate(descriptor, as: Int32(number)))
    }
    // A favour of the scheduler's that may be refused.
    _ = Calls.priority(niceness)
    setOutOfMemoryScore(calls)
    for limit in limits { _ = try SystemFault.check(.limit, Calls.limit(limit.resource, to: limit.most)) }
    try takeRights(calls)
    _ = try SystemFault.check(.execute, Calls.execute(path, arguments, environment))
  }

  /// The order matters: each step needs rights that a later one takes away.
  private func takeRights<Calls: MachineCalls>(_ calls: Calls.Type) throws(SystemFault) {
    for capability in 0...Program.highestCapability where !capabilities.contains(UInt8(capability)) {
      // The kernel refuses the first number that it has no capability for.
      if Calls.processControl(PR_CAPBSET_DROP, capability) == -Int(EINVAL) { break }
    }
    if !capabilities.isEmpty {
      _ = try SystemFault.check(.credentials, Calls.processControl(PR_SET_KEEPCAPS, 1))
    }
    _ = try SystemFault.check(.credentials, Calls.setGroups(account.groups))
    _ = try SystemFault.check(.credentials, Calls.setGroup(account.group))
    _ = try SystemFault.check(.credentials, Calls.setUser(account.user))
    let kept = capabilities.reduce(0 as UInt64) { $0 | 1 << UInt64($1) }
    _ = try SystemFault.check(.credentials, Calls.setCapabilities(kept))
    for capability in capabilities {
      _ = try SystemFault.check(.credentials, Calls.raiseAmbient(UInt(capability)))
    }
    _ = try SystemFault.check(.credentials, Calls.processControl(PR_SET_NO_NEW_PRIVS, 1))
  }

  private func setOutOfMemoryScore<Calls: MachineCalls>(_ calls: Calls.Type) {
    guard outOfMemoryScore != 0 else { return }
    guard let file = try? Descriptor<Calls>.open("/proc/self/oom_score_adj", flags: O_WRONLY) else { return }
    _ = try? file.write(Array("\(outOfMemoryScore)".utf8)[...])
  }
}
