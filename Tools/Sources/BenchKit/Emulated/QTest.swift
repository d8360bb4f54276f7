import Time

/// QEMU's protocol for looking at a machine's pins and moving them, as far as a bench needs it
/// (https://www.qemu.org/docs/master/devel/testing/qtest.html).
enum QTest {
  /// A line of QEMU's log of that protocol which tells that an output changed: `[S +12.345678] IRQ raise 5`.
  ///
  /// The log has what the socket has, and when it was: the stamp is made as the processor writes to the pin.
  struct Change: Equatable, Sendable {
    /// Since the protocol's socket was opened. The change was not later than this; it was a little earlier where the
    /// thread that made it was interrupted before it looked at its clock.
    var at: Uptime
    /// The number of the line on its chip.
    var line: Int
    var isHigh: Bool
  }

  /// Reads a line of the log; nil for one that tells something else.
  static func change(_ line: some StringProtocol) -> Change? {
    let words = line.split(separator: " ")
    guard words.count == 5, words[0] == "[S", words[2] == "IRQ", let number = Int(words[4]), number >= 0,
      let at = stamp(words[1])
    else { return nil }
    switch words[3] {
    case "raise": return Change(at: at, line: number, isHigh: true)
    case "lower": return Change(at: at, line: number, isHigh: false)
    default: return nil
    }
  }

  /// `+12.345678]`, seconds and six digits.
  private static func stamp(_ word: some StringProtocol) -> Uptime? {
    guard word.first == "+", word.last == "]" else { return nil }
    let parts = word.dropFirst().dropLast().split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let seconds = UInt64(parts[0]), parts[1].count == 6, let rest = UInt64(parts[1]),
      seconds < 1_000_000_000
    else { return nil }
    return Uptime(microseconds: seconds * 1_000_000 + rest)
  }

  /// Has every change of a chip's outputs told. One chip at most.
  static func watchOutputs(of chip: String) -> String { "irq_intercept_out \(chip)\n" }

  /// Drives an input of a chip.
  static func set(_ line: Int, of chip: String, isHigh: Bool) -> String {
    "set_irq_in \(chip) unnamed-gpio-in \(line) \(isHigh ? 1 : 0)\n"
  }
}
