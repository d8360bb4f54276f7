import Devices
import Time

/// Reads a display off its pins, whichever of the two it is.
struct DisplayReader {
  private var st7920: ST7920Decoder?
  private var hd44780: HD44780Decoder?

  init(_ display: Scenario.Display, poweredAt: Uptime, codec: TextCodec) {
    switch display {
    case .st7920: st7920 = ST7920Decoder(poweredAt: poweredAt, codec: codec)
    case .hd44780: hd44780 = HD44780Decoder(poweredAt: poweredAt)
    }
  }

  /// The pins have these levels since a moment between `earliest` and `now`.
  mutating func lines(_ levels: LineSet, since earliest: Uptime, at now: Uptime) {
    st7920?.lines(levels, since: earliest, at: now)
    hd44780?.lines(levels, since: earliest, at: now)
  }

  /// The lines on the glass, each as wide as it is.
  var text: [String] {
    st7920?.text ?? hd44780?.text ?? []
  }

  var violations: UInt64 {
    st7920?.violations.count ?? hd44780?.violations.count ?? 0
  }
}
