import Time

/// The controller's end of the 4-bit bus: watches RS, E and D4...D7, and takes a nibble when E falls.
struct BusLatch: Sendable {
  struct Nibble {
    let bits: UInt8
    let isData: Bool
    /// When E rose for it, at the latest: by then the controller must have finished what came before.
    let began: Uptime
    /// When E fell, at the earliest.
    let at: Uptime
  }

  private let shortestPulse: UInt64
  private let shortestCycle: UInt64
  private var levels: LineSet = []
  /// When E last rose: at the earliest and at the latest.
  private var rose: (earliest: Uptime, latest: Uptime)?

  /// Times in microseconds, rounded up from the data sheet's nanoseconds.
  init(shortestPulse: UInt64, shortestCycle: UInt64) {
    self.shortestPulse = shortestPulse
    self.shortestCycle = shortestCycle
  }

  /// The lines have these levels since a moment between `earliest` and `now`. Returns the nibble that this change
  /// latches, if it does. A rule is broken only where it is, whenever the changes were between their bounds.
  mutating func lines(
    _ next: LineSet, since earliest: Uptime, at now: Uptime, into violations: inout DisplayViolations
  ) -> Nibble? {
    let next = next.intersection(.display)
    let last = levels
    levels = next
    let (wasHigh, isHigh) = (last.contains(.displayE), next.contains(.displayE))
    let changed = last.symmetricDifference(next)
    if isHigh, changed.contains(.displayRS) { violations.record(.addressSetup) }
    if isHigh && !wasHigh {
      if let rose, now.elapsed(since: rose.earliest) < shortestCycle { violations.record(.shortCycle) }
      rose = (earliest, now)
    }
    guard wasHigh, !isHigh else { return nil }
    let began = rose ?? (earliest, now)
    if now.elapsed(since: began.earliest) < shortestPulse { violations.record(.shortPulse) }
    if changed != .displayE { violations.record(.dataHold) }
    return Nibble(
      bits: UInt8(truncatingIfNeeded: last.rawValue >> UInt32(Line.displayD4.rawValue)) & 0x0F,
      isData: last.contains(.displayRS), began: began.latest, at: earliest)
  }
}

/// Nibbles to bytes, in either width of the bus. D0...D3 are grounded, so in 8-bit width a nibble is a byte's upper half.
struct ByteAssembly: Sendable {
  enum Width: Sendable { case eight, four }

  var width = Width.eight {
    didSet { if width != oldValue { high = nil } }
  }
  private var high: UInt8?

  /// True when `nibble` will begin a byte, for which the controller must be ready.
  var isAtBoundary: Bool { high == nil }

  mutating func take(_ nibble: UInt8) -> UInt8? {
    switch (width, high) {
    case (.eight, _): return nibble << 4
    case (.four, nil):
      high = nibble
      return nil
    case (.four, let upper?):
      high = nil
      return upper << 4 | nibble
    }
  }
}
