import Devices

/// How long a finger stays on a key: until the terminal has had time to see it, as told by the rows it drives.
///
/// A terminal on a busy machine may look at its keypad late. A finger that counted milliseconds would then be gone
/// before it was seen; this one waits for whole scans of the matrix.
struct PressProgress: Sendable {
  /// From a scan that sees a key to one that believes it, in microseconds: longer than any debounce in use.
  static let believed: UInt32 = 20_000

  private var scanBegan: UInt32?
  private var firstScanEnded: UInt32?
  private var isRow3Selected = false

  /// The rows are at `levels` since `microseconds`, of a clock that wraps. True once the key can be let go: a whole scan
  /// has begun, and ended, `believed` after another had ended.
  mutating func rows(_ levels: LineSet, at microseconds: UInt32) -> Bool {
    defer { isRow3Selected = levels == Self.selecting(row: 3) }
    var isBelieved = false
    if isRow3Selected, let began = scanBegan {
      if let ended = firstScanEnded {
        let elapsed = began &- ended
        isBelieved = elapsed >= Self.believed && elapsed < UInt32.max / 2
      } else {
        firstScanEnded = microseconds
      }
      scanBegan = nil
    }
    if levels == Self.selecting(row: 0) { scanBegan = microseconds }
    return isBelieved
  }

  private static func selecting(row: UInt32) -> LineSet {
    LineSet.keypadRows.subtracting(LineSet(rawValue: 1 << (UInt32(Line.keypadRow0.rawValue) + row)))
  }
}
