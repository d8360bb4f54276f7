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
