import Devices
import Time

/// When a board's outputs changed, while somebody looks: the stamps that the emulator gave them, brought to this machine's
/// clock.
///
/// The emulator counts from a moment of its own. What it tells arrives a little later than it was, never earlier, so the
/// shortest delay that was ever seen is what lies between the two clocks, and the little that even the fastest took.
struct PinTrace: Sendable {
  struct Change: Equatable, Sendable {
    var at: Uptime
    var line: Line
    var isHigh: Bool
  }

  /// Changes that are kept; a screen takes fewer than a thousand.
  static let capacity = 100_000

  private(set) var changes: [Change] = []
  private var beginning: ContinuousClock.Instant?

  /// An output changed at `at`, by the emulator's clock, which is known `now`.
  mutating func note(_ change: Change, now: ContinuousClock.Instant = .now) {
    let began = now - .microseconds(Int64(change.at.microseconds))
    beginning = min(beginning ?? began, began)
    if changes.count < Self.capacity { changes.append(change) }
  }

  /// Looks from now on only.
  mutating func clear() { changes = [] }

  /// A moment of the emulator's in this machine's time.
  func moment(_ at: Uptime) -> ContinuousClock.Instant? {
    beginning.map { $0 + .microseconds(Int64(at.microseconds)) }
  }

  /// The display takes a nibble as its enable line falls.
  private var nibbles: [Change] { changes.filter { $0.line == .displayE && !$0.isHigh } }

  /// When the display took the last that it was given.
  var displayDone: ContinuousClock.Instant? { nibbles.last.flatMap { moment($0.at) } }

  /// Bytes that the display was given.
  var displayBytes: Int { nibbles.count / 2 }

  /// When an output first went high.
  func rose(_ line: Line) -> ContinuousClock.Instant? {
    changes.first { $0.line == line && $0.isHigh }.flatMap { moment($0.at) }
  }

  /// When a row of the keypad first changed: the terminal has noticed a key.
  var keyNoticed: ContinuousClock.Instant? {
    changes.first { LineSet($0.line).isSubset(of: .keypadRows) }.flatMap { moment($0.at) }
  }
}
