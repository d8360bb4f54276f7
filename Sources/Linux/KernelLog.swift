import CGlibc

/// The kernel's own log, for who starts before there is any other: one record a line, bounded in memory, shown on the
/// console.
public struct KernelLog<Calls: SystemCalls>: ~Copyable {
  private let file: Descriptor<Calls>
  private let name: String

  /// How bad a line is, by the kernel's numbers.
  public enum Level: UInt8, Sendable {
    case error = 3
    /// What everybody at the console should see. The kernel shows it unless it was told to be quieter than usual.
    case notice = 4
    case detail = 6
  }

  /// The longest record that every kernel takes whole, in bytes.
  static var maximumBytes: Int { 900 }

  public static var path: String { "/dev/kmsg" }

  /// `name` goes before every line.
  public init(name: String) throws(SystemFault) {
    file = try Descriptor.open(Self.path, flags: O_WRONLY)
    self.name = name
  }

  /// The descriptor, for programs that write their own lines to it.
  public var number: Int32 { file.number }

  /// Writes a line. A log that cannot be written cannot be complained about.
  public borrowing func write(_ level: Level, _ text: String) {
    let line = "<\(level.rawValue)>\(name): \(text)"
    _ = try? file.write(Array(line.utf8.prefix(Self.maximumBytes))[...])
  }
}
