import Devices

/// How long a finger stays on a key: until the terminal must have believed it, as told by the rows it drives.
///
/// No time is measured. A terminal on a busy machine looks at its keypad late, and a bench hears of it later still; but
/// each row is looked at for no less than `KeypadTiming.settle` of the terminal's own time, so that so many scans of the
/// matrix take no less than its debounce time. A row says of itself that a look at it is over: it rises. One that is wired
/// to a column says nothing, and any other will do.
struct PressProgress: Sendable {
  /// Looks at one row: those whose scans take the debounce time together, the scan that was under way when the key came,
  /// the first that saw it, one more whose beginning shows that the last was over, and a rise without a look when the
  /// keypad woke.
  static let looks: Int = {
    let timing = KeypadTiming()
    let scan = timing.settle * UInt64(KeyPosition.rows)
    return Int((timing.debounce + scan - 1) / scan) + 4
  }()

  private var rises = [Int](repeating: 0, count: Int(KeyPosition.rows))

  /// The rows went from some levels to others. True once the key can be let go.
  mutating func rows(from before: LineSet, to after: LineSet) -> Bool {
    for row in rises.indices {
      let line = LineSet(rawValue: 1 << (UInt32(Line.keypadRow0.rawValue) + UInt32(row)))
      if before.isDisjoint(with: line), after.isSuperset(of: line) { rises[row] += 1 }
    }
    return rises.contains { $0 >= Self.looks }
  }
}
