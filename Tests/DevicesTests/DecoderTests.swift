import RandomFixtures
import Testing
import Time

@testable import Devices

/// The decoders judge drivers, so each rule is shown to be noticed.
@Suite struct DecoderTests {
  let codec = try! TextCodec()

  /// A careful hand on the wires of an initialised display.
  private struct Hand {
    var now = Uptime(microseconds: 0)
    var levels: LineSet = []
    var hd44780: HD44780Decoder
    var st7920: ST7920Decoder

    init(codec: TextCodec) {
      hd44780 = HD44780Decoder(poweredAt: now)
      st7920 = ST7920Decoder(poweredAt: now, codec: codec)
    }

    mutating func set(_ next: LineSet, thenWait wait: UInt64) {
      levels = next
      hd44780.lines(levels, at: now)
      st7920.lines(levels, at: now)
      now = now.advanced(byMicroseconds: wait)
    }

    mutating func nibble(_ bits: UInt8, _ register: LineSet = [], pulse: UInt64 = 1, low: UInt64 = 1) {
      let data = LineSet(rawValue: UInt32(bits) << 10).union(register)
      set(data, thenWait: 1)
      set(data.union(.displayE), thenWait: pulse)
      set(data, thenWait: low)
    }

    mutating func byte(_ byte: UInt8, _ register: LineSet = [], wait: UInt64) {
      nibble(byte >> 4, register)
      nibble(byte & 15, register)
      now = now.advanced(byMicroseconds: wait)
    }

    mutating func wait(_ microseconds: UInt64) {
      now = now.advanced(byMicroseconds: microseconds)
    }

    mutating func initialiseHD44780() {
      wait(15_000)
      nibble(3); wait(4_100)
      nibble(3); wait(100)
      nibble(3); wait(37)
      nibble(2); wait(37)
      for code: UInt8 in [0x28, 0x08] { byte(code, wait: 37) }
      byte(0x01, wait: 1_520)
      for code: UInt8 in [0x06, 0x0C] { byte(code, wait: 37) }
    }

    mutating func initialiseST7920() {
      wait(40_000)
      nibble(2); wait(100)
      byte(0x20, wait: 100)
      byte(0x0C, wait: 100)
      byte(0x01, wait: 10_000)
      byte(0x06, wait: 100)
    }
  }

  private func hd44780() -> Hand {
    var hand = Hand(codec: codec)
    hand.initialiseHD44780()
    return hand
  }

  private func st7920() -> Hand {
    var hand = Hand(codec: codec)
    hand.initialiseST7920()
    return hand
  }

  @Test func theDataSheetsOwnSequencesAreFaultless() {
    #expect(hd44780().hd44780.violations == DisplayViolations())
    #expect(st7920().st7920.violations == DisplayViolations())
    #expect(hd44780().hd44780.isOn)
    #expect(st7920().st7920.isOn)
  }

  @Test func aDisplayThatIsNotSwitchedOnShowsNothing() {
    var hand = hd44780()
    hand.byte(0x41, .displayRS, wait: 41)
    #expect(hand.hd44780.text[0].hasPrefix("A"))
    hand.byte(0x08, wait: 37)
    #expect(hand.hd44780.text[0] == String(repeating: " ", count: 20))
    var other = st7920()
    other.byte(0x41, .displayRS, wait: 72)
    #expect(other.st7920.text[0].hasPrefix("A "))
    other.byte(0x08, wait: 72)
    #expect(other.st7920.text[0] == String(repeating: " ", count: 16))
  }

  @Test func hurryIsNoticed() {
    var hand = hd44780()
    hand.byte(0x80, wait: 30)
    hand.byte(0x41, .displayRS, wait: 41)
    #expect(hand.hd44780.violations.count == 1)
    guard case .busy = hand.hd44780.violations.first.first else { return #expect(Bool(false), "not busy") }

    var other = st7920()
    other.byte(0x01, wait: 1_000)
    other.byte(0x80, wait: 72)
    guard case .busy = other.st7920.violations.first.first else { return #expect(Bool(false), "not busy") }
  }

  @Test func earlyPowerOnIsNoticed() {
    var hand = Hand(codec: codec)
    hand.wait(14_000)
    hand.nibble(3)
    #expect(hand.hd44780.violations.first == [.busy(remainingMicroseconds: 999)])
    #expect(hand.st7920.violations.first == [.busy(remainingMicroseconds: 25_999)])
  }

  @Test func skippedInitialisationIsNoticed() {
    var hand = Hand(codec: codec)
    hand.wait(50_000)
    hand.nibble(2)
    hand.wait(20_000)
    hand.byte(0x28, wait: 20_000)
    #expect(hand.hd44780.violations.first == [.notInitialised])
    hand.byte(0x41, .displayRS, wait: 20_000)
    #expect(hand.st7920.violations.first.contains(.notInitialised))

    var other = Hand(codec: codec)
    other.wait(50_000)
    other.byte(0x41, .displayRS, wait: 20_000)
    #expect(other.hd44780.violations.first.contains(.notInitialised))
  }

  @Test func badEdgesAreNoticed() {
    var hand = hd44780()
    hand.nibble(4, .displayRS, pulse: 0)
    #expect(hand.hd44780.violations.first == [.shortPulse])

    hand = hd44780()
    // RS rises together with E.
    hand.set([.displayRS, .displayE], thenWait: 2)
    hand.set([.displayRS], thenWait: 60)
    #expect(hand.hd44780.violations.first == [.addressSetup])

    hand = hd44780()
    // Data falls together with E.
    hand.set([], thenWait: 1)
    hand.set([.displayE, .displayData], thenWait: 2)
    hand.set([], thenWait: 60)
    #expect(hand.hd44780.violations.first == [.dataHold])

    var other = st7920()
    let data = LineSet.displayRS
    other.set(data, thenWait: 1)
    other.set(data.union(.displayE), thenWait: 1)
    other.set(data, thenWait: 0)
    other.set(data.union(.displayE), thenWait: 1)
    other.set(data, thenWait: 100)
    #expect(other.st7920.violations.first == [.shortCycle])
  }

  @Test(
    arguments: [
      (0xA8, .address(0xA8)), (0xE8, .address(0xE8)), (0x40, .unsupported(0x40)), (0x18, .unsupported(0x18)),
      (0x07, .unsupported(0x07)), (0x00, .unsupported(0x00)), (0x20, .unsupported(0x20)),
    ] as [(UInt8, DisplayViolation)])
  func foreignInstructionsOfTheHD44780(code: UInt8, violation: DisplayViolation) {
    var hand = hd44780()
    hand.byte(code, wait: 5_000)
    #expect(hand.hd44780.violations.first == [violation])
  }

  @Test(
    arguments: [
      (0xC0, .address(0xC0)), (0x40, .unsupported(0x40)), (0x18, .unsupported(0x18)),
      (0x07, .unsupported(0x07)), (0x00, .unsupported(0x00)), (0x24, .unsupported(0x24)),
    ] as [(UInt8, DisplayViolation)])
  func foreignInstructionsOfTheST7920(code: UInt8, violation: DisplayViolation) {
    var hand = st7920()
    hand.byte(code, wait: 5_000)
    #expect(hand.st7920.violations.first == [violation])
  }

  @Test func anOddChineseCharacterIsNotReadable() {
    var hand = st7920()
    for byte: UInt8 in [0x41, 0xCA, 0xDC, 0x42] { hand.byte(byte, .displayRS, wait: 72) }
    #expect(hand.st7920.text[0] == "A\u{FFFD}\u{FFFD}B" + String(repeating: " ", count: 12))
  }

  @Test func linesContinueAsTheControllersDo() {
    var hand = hd44780()
    hand.byte(0x80 + 19, wait: 37)
    for byte in "abc".utf8 { hand.byte(byte, .displayRS, wait: 41) }
    #expect(hand.hd44780.text[0].hasSuffix("a"))
    #expect(hand.hd44780.text[2].hasPrefix("bc"))
    hand.byte(0x80 + 0x67, wait: 37)
    for byte in "yz".utf8 { hand.byte(byte, .displayRS, wait: 41) }
    #expect(hand.hd44780.text[3].hasSuffix("y"))
    #expect(hand.hd44780.text[0].hasPrefix("z"))

    var other = st7920()
    other.byte(0x87, wait: 72)
    for byte in "abcd".utf8 { other.byte(byte, .displayRS, wait: 72) }
    #expect(other.st7920.text[0].hasSuffix("ab"))
    #expect(other.st7920.text[2].hasPrefix("cd"))
  }

  @Test func violationsAreBoundedAndRubbishNeverTraps() {
    var random = SeededRandom(seed: 3)
    var hand = Hand(codec: codec)
    for _ in 0..<60_000 {
      hand.set(LineSet(rawValue: UInt32.random(in: 0...(1 << 18), using: &random)), thenWait: UInt64(random.next() % 3))
    }
    #expect(hand.hd44780.violations.first.count == DisplayViolations.kept)
    #expect(hand.hd44780.violations.count > 1_000)
    #expect(hand.hd44780.text.allSatisfy { $0.unicodeScalars.count == 20 })
    #expect(hand.st7920.text.count == 4)
  }
}
