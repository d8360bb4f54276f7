/// How often a process that has nothing to do runs all the same.
public struct WakeUps: Equatable, Sendable, Codable {
  /// In a minute.
  public var perMinute: Int

  /// How often a process has gone to sleep since it began, by what the kernel says of it in `/proc/PID/status`; nil where it
  /// does not say it. Each time but the last something woke it.
  static func sleeps(status: String) -> Int? {
    for line in status.split(separator: "\n") {
      let words = line.split(whereSeparator: { $0 == ":" || $0 == "\t" || $0 == " " })
      if words.count == 2, words[0] == "voluntary_ctxt_switches" { return Int(words[1]) }
    }
    return nil
  }
}
