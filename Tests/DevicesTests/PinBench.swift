import Devices
import Time

/// The other end of the lines in virtual time: a keypad circuit and both displays' decoders, on one clock that only
/// moves when a test moves it, a driver holds, or a write takes its time.
struct PinBench: GPIOLines {
  var now = Uptime(microseconds: 1_000_000)
  /// What one write or read takes. 0 is the hardest case for bus timing: only what is held counts.
  var callMicroseconds: UInt64 = 0
  /// When not nil, so many more calls succeed.
  var callsUntilFault: Int?

  var levels: LineSet = .keypadRows
  var keypad = KeypadModel()
  var tamper: LineSet = .tamper
  var hd44780: HD44780Decoder
  var st7920: ST7920Decoder
  var writes = 0
  var longestHold: UInt32 = 0
  /// Every change of the buzzer and the lights: when and what.
  var signals: [(at: UInt64, levels: LineSet)] = []

  init(codec: TextCodec) {
    hd44780 = HD44780Decoder(poweredAt: now)
    st7920 = ST7920Decoder(poweredAt: now, codec: codec)
  }

  mutating func write(_ levels: LineSet, to mask: LineSet) throws(LineFault) {
    try pass()
    writes += 1
    let before = self.levels
    self.levels = self.levels.replacing(mask, with: levels)
    hd44780.lines(self.levels, at: now)
    st7920.lines(self.levels, at: now)
    let lights: LineSet = [.buzzer, .ledGreen, .ledRed]
    if before.intersection(lights) != self.levels.intersection(lights) {
      signals.append((now.microseconds, self.levels.intersection(lights)))
    }
  }

  mutating func read(_ mask: LineSet) throws(LineFault) -> LineSet {
    try pass()
    return inputs.intersection(mask)
  }

  mutating func hold(microseconds: UInt32) {
    longestHold = max(longestHold, microseconds)
    now = now.advanced(byMicroseconds: UInt64(microseconds))
  }

  /// The levels of the inputs now.
  var inputs: LineSet {
    mutating get {
      keypad.advance(to: now)
      return keypad.columnLevels(rows: levels).union(tamper)
    }
  }

  private mutating func pass() throws(LineFault) {
    now = now.advanced(byMicroseconds: callMicroseconds)
    guard let left = callsUntilFault else { return }
    guard left > 0 else { throw .io }
    callsUntilFault = left - 1
  }
}
