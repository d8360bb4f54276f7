import CGlibc

/// The signals that ask the process to end, as something to read. SIGPIPE is blocked besides.
public struct EndSignals<Calls: SystemCalls>: ~Copyable {
  private let signals: Descriptor<Calls>

  public init() throws(SystemFault) {
    signals = Descriptor(owning: Int32(try SystemFault.check(.signals, Calls.signals([SIGTERM, SIGINT, SIGHUP]))))
  }

  /// The descriptor to watch for reading.
  public var number: Int32 { signals.number }

  /// Whether the process was asked to end since the last look.
  public mutating func wasAsked() throws(SystemFault) -> Bool {
    let bytes = try signals.read(atMost: MemoryLayout<signalfd_siginfo>.size)
    return bytes?.isEmpty == false
  }
}

/// The signals that the first process of a machine lives by, as something to read.
public struct MachineSignals<Calls: SystemCalls>: ~Copyable {
  private let signals: Descriptor<Calls>

  /// What a signal tells.
  public enum Signal: Equatable, Sendable {
    /// A child ended.
    case childEnded
    /// The machine is to be restarted: SIGTERM, or Ctrl-Alt-Delete.
    case restart
    /// The machine is to be switched off: SIGUSR2, as `busybox poweroff` and others send it.
    case powerOff
  }

  public init() throws(SystemFault) {
    let outcome = Calls.signals([SIGCHLD, SIGTERM, SIGINT, SIGUSR2])
    signals = Descriptor(owning: Int32(try SystemFault.check(.signals, outcome)))
  }

  /// The descriptor to watch for reading.
  public var number: Int32 { signals.number }

  /// The next signal; nil where no more came.
  public mutating func next() throws(SystemFault) -> Signal? {
    let size = MemoryLayout<signalfd_siginfo>.size
    guard let bytes = try signals.read(atMost: size), bytes.count == size else { return nil }
    let number = bytes.withUnsafeBytes { $0.loadUnaligned(as: UInt32.self) }
    switch Int32(number) {
    case SIGCHLD: return .childEnded
    case SIGUSR2: return .powerOff
    default: return .restart
    }
  }
}
