import Foundation

/// What a board says on its console: the kernel's log, in which the daemons' lines are too.
struct ConsoleLog: Sendable {
  private var splitter = LineSplitter()
  /// All that was said, over all starts.
  private(set) var lines: [String] = []

  mutating func take(_ bytes: [UInt8]) {
    for line in splitter.take(bytes) { lines.append(Self.withoutTime(line)) }
  }

  /// The power is gone: the last line ends where it is.
  mutating func poweredOff() {
    for line in splitter.flush() { lines.append(Self.withoutTime(line)) }
  }

  /// The lines of a daemon.
  func lines(of daemon: TerminalDaemon) -> [String] {
    let prefix = daemon.rawValue + ": "
    return lines.filter { $0.hasPrefix(prefix) }
  }

  /// A line without the kernel's stamp: `[   12.345678] `.
  static func withoutTime(_ line: String) -> String {
    guard line.first == "[", let end = line.firstIndex(of: "]") else { return line }
    let stamp = line[line.index(after: line.startIndex)..<end]
    guard stamp.contains("."), stamp.allSatisfy({ $0.isNumber || $0 == "." || $0 == " " }) else { return line }
    let rest = line[line.index(after: end)...]
    return String(rest.first == " " ? rest.dropFirst() : rest)
  }

  /// Words of the kernel's that nothing good ever has: <https://docs.kernel.org/admin-guide/bug-hunting.html>.
  private static let oopses = [
    "BUG:", "WARNING:", "Oops", "Internal error", "Unable to handle kernel", "Kernel panic", "Call trace:", "segfault",
    "unhandled", "Out of memory:", "hung_task", "blocked for more than", "EXT4-fs error", "I/O error",
  ]
  /// What `init` says of a program that ended, or that it had to end, and did not ask to.
  private static let deaths = [
    " ended with status", " was killed by signal", "did not get ready", "gives no sign of life",
    "does not come up", "hangs in the kernel",
  ]

  /// Lines that tell of a crash, of a trap or of a death, in what was said from `start` on.
  /// - Parameters:
  ///   - areDeathsAsked: a program may end, because the story broke what it needs; not by a crash, even then.
  ///   - frozen: programs that the story stopped, so that they have to be ended.
  func complaints(areDeathsAsked: Bool = false, frozen: Set<TerminalDaemon> = []) -> [String] {
    lines.filter { line in
      if TerminalDaemon.allCases.contains(where: { line.hasPrefix($0.rawValue + ": ") }) {
        return line.contains("Fatal error")
      }
      if Self.oopses.contains(where: line.contains) { return true }
      guard line.hasPrefix("init: "), Self.deaths.contains(where: line.contains) else { return false }
      if frozen.contains(where: { line.hasPrefix("init: \($0.rawValue) ") }) { return false }
      return !areDeathsAsked || line.contains("signal")
    }
  }
}
