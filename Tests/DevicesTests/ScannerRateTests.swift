import Devices
import Testing
import Time

/// A line with a model of a scanner at its other end, each at a rate of its own.
private struct ModelPort: SerialPort {
  var model: ScannerModel
  var rate: UInt32
  /// The rates that the port has.
  var has: (UInt32) -> Bool = { _ in true }
  /// The fastest that the wires carry.
  var carries = UInt32.max
  var isDeaf = false
  var arriving: [UInt8] = []
  var rates: [UInt32] = []
  var asked = 0

  mutating func read(into buffer: inout [UInt8], atMost limit: Int) throws(PortFault) -> Int {
    let count = min(limit, arriving.count)
    buffer += arriving.prefix(count)
    arriving.removeFirst(count)
    return count
  }

  mutating func write(_ bytes: ArraySlice<UInt8>) throws(PortFault) -> Int {
    asked += 1
    guard !isDeaf, rate == model.rate, rate <= carries else { return bytes.count }
    arriving += model.receive(Array(bytes))
    return bytes.count
  }

  mutating func setRate(_ rate: UInt32) throws(PortFault) -> Bool {
    guard has(rate) else { return false }
    rates.append(rate)
    self.rate = rate
    return true
  }

  mutating func scan(_ code: [UInt8]) {
    let bytes = model.scan(code)
    arriving += rate == model.rate ? bytes : ScannerModel.misread(bytes)
  }
}

@Suite struct ScannerRateTests {
  /// Has time pass, and returns what is read meanwhile.
  private func pass(
    _ milliseconds: UInt64, _ scanner: inout Scanner, _ port: inout ModelPort, _ now: inout Uptime
  ) throws -> [[UInt8]] {
    var frames: [ScannerFrame] = []
    let end = now.advanced(byMilliseconds: milliseconds)
    while now < end {
      if !port.arriving.isEmpty { frames += try scanner.read(from: &port, at: now) }
      frames += try scanner.timer(at: now, from: &port)
      guard port.arriving.isEmpty else { continue }
      now = min(end, max(scanner.nextDeadline ?? end, now.advanced(byMilliseconds: 1)))
    }
    return frames.map(\.bytes)
  }

  private let code = Array("hQVDUFYwMWFz".utf8)

  @Test(arguments: [ScannerKind.ssi, .newland, .honeywell], [9_600, 38_400, 115_200] as [UInt32])
  func aScannerIsFoundSetUpAndMadeFaster(kind: ScannerKind, rate: UInt32) throws {
    var scanner = Scanner(kind, rate: 9_600)
    var port = ModelPort(model: ScannerModel(kind, rate: rate), rate: 9_600)
    var now = Uptime(microseconds: 1_000_000)
    scanner.opened(at: now)
    #expect(try pass(6_000, &scanner, &port, &now) == [])
    #expect(scanner.rate == .found(115_200))
    #expect(port.model.rate == 115_200)
    #expect(port.rate == 115_200)
    #expect(port.model.identifiesCodes)
    #expect(scanner.nextDeadline == nil, "nothing is asked any more")
    port.scan(code)
    #expect(try pass(1_000, &scanner, &port, &now) == [Array("]Q1".utf8) + code])
    // In several packets, or in lines; longer than one packet holds.
    let long = [UInt8](repeating: 0x41, count: 600)
    port.scan(long)
    #expect(try pass(1_000, &scanner, &port, &now) == [Array("]Q1".utf8) + long])
    let binary = BinaryFramerTests.binary(340)
    port.scan(binary)
    #expect(try pass(1_000, &scanner, &port, &now) == [Array("]Q1".utf8) + binary])
    #expect(scanner.dropped.count == scanner.dropped.noise + scanner.dropped.garbled)
    // A terminal that starts anew knows nothing of it, and finds it again.
    scanner = Scanner(kind, rate: 9_600)
    port.rate = 9_600
    scanner.opened(at: now)
    _ = try pass(6_000, &scanner, &port, &now)
    #expect(scanner.rate == .found(115_200))
  }

  @Test(arguments: [ScannerKind.ssi, .newland, .honeywell])
  func aRateThatTheWiresDoNotCarryIsLeft(kind: ScannerKind) throws {
    var scanner = Scanner(kind, rate: 9_600)
    var port = ModelPort(model: ScannerModel(kind), rate: 9_600)
    port.carries = 57_600
    var now = Uptime(microseconds: 1_000_000)
    scanner.opened(at: now)
    _ = try pass(10_000, &scanner, &port, &now)
    // It has gone where it cannot be heard, and only its own power brings it back.
    #expect(scanner.rate == .unanswered)
    port.model.losePower()
    port.scan(code)
    #expect(try pass(1_000, &scanner, &port, &now).count == 1)
    // Told what the wires carry, nobody goes there.
    scanner = Scanner(kind, rate: 9_600, fastest: 57_600)
    scanner.opened(at: now)
    _ = try pass(10_000, &scanner, &port, &now)
    #expect(scanner.rate == .found(57_600))
  }

  @Test func whereThePortHasNoHigherRateTheScannerIsNotSent() throws {
    var scanner = Scanner(.ssi, rate: 9_600)
    var port = ModelPort(model: ScannerModel(.ssi), rate: 9_600)
    port.has = { $0 == 9_600 || $0 == 38_400 }
    var now = Uptime(microseconds: 1_000_000)
    scanner.opened(at: now)
    _ = try pass(12_000, &scanner, &port, &now)
    #expect(scanner.rate == .found(38_400))
    #expect(port.rate == 38_400)
    #expect(port.model.rate == 38_400)
  }

  @Test func aScannerThatAnswersNothingIsListenedToAtTheConfiguredRate() throws {
    var scanner = Scanner(.newland, rate: 9_600)
    var port = ModelPort(model: ScannerModel(.newland), rate: 9_600)
    port.isDeaf = true
    var now = Uptime(microseconds: 1_000_000)
    scanner.opened(at: now)
    _ = try pass(10_000, &scanner, &port, &now)
    #expect(scanner.rate == .unanswered)
    #expect(port.rate == 9_600)
    #expect(scanner.nextDeadline == nil)
    let asked = port.asked
    port.scan(code)
    #expect(try pass(1_000, &scanner, &port, &now) == [code])
    #expect(port.asked == asked, "a scanner that cannot be asked reads all the same")
  }

  @Test func nothingIsAskedDuringASale() throws {
    var scanner = Scanner(.ssi, rate: 9_600)
    var port = ModelPort(model: ScannerModel(.ssi), rate: 9_600)
    var now = Uptime(microseconds: 1_000_000)
    scanner.opened(at: now)
    scanner.isCounterIdle = false
    port.scan(code)
    #expect(try pass(5_000, &scanner, &port, &now) == [code])
    #expect(port.rates == [])
    #expect(port.asked == 1, "the code is acknowledged, and that is all")
    scanner.isCounterIdle = true
    _ = try pass(5_000, &scanner, &port, &now)
    #expect(scanner.rate == .found(115_200))
  }

  @Test func aScannerThatLostItsPowerIsFoundAgainAfterTheFirstCodeThatIsNotUnderstood() throws {
    var scanner = Scanner(.ssi, rate: 9_600)
    var port = ModelPort(model: ScannerModel(.ssi), rate: 9_600)
    var now = Uptime(microseconds: 1_000_000)
    scanner.opened(at: now)
    _ = try pass(20_000, &scanner, &port, &now)
    port.model.losePower()
    port.scan(code)
    #expect(try pass(10_000, &scanner, &port, &now) == [])
    #expect(scanner.rate == .found(115_200))
    port.scan(code)
    #expect(try pass(1_000, &scanner, &port, &now).count == 1)
  }

  @Test(arguments: [ScannerKind.lines, .binary])
  func aScannerThatOnlyTalksIsNotSpokenTo(kind: ScannerKind) throws {
    var scanner = Scanner(kind)
    var port = ModelPort(model: ScannerModel(kind), rate: 9_600)
    var now = Uptime(microseconds: 1_000_000)
    scanner.opened(at: now)
    #expect(scanner.nextDeadline == nil)
    port.scan(code)
    #expect(try pass(1_000, &scanner, &port, &now) == [code])
    try scanner.pullTrigger(true, at: now, on: &port)
    #expect(port.asked == 0)
    #expect(scanner.rate == .untried)
  }

  @Test(arguments: [ScannerKind.ssi, .newland, .honeywell])
  func theTriggerIsPulledAndLetGo(kind: ScannerKind) throws {
    var scanner = Scanner(kind)
    var port = ModelPort(model: ScannerModel(kind), rate: 9_600)
    let now = Uptime(microseconds: 1_000_000)
    try scanner.pullTrigger(true, at: now, on: &port)
    #expect(port.model.isTriggered)
    try scanner.pullTrigger(false, at: now, on: &port)
    #expect(!port.model.isTriggered)
  }

  @Test func commandsAreTheseBytes() {
    #expect(
      NewlandLink.bytes(of: .trigger(true))
        == [0x7E, 0x01, 0x30, 0x30, 0x30, 0x30, 0x23, 0x53, 0x43, 0x4E, 0x54, 0x52, 0x47, 0x31, 0x3B, 0x03])
    #expect(HoneywellLink.bytes(of: .trigger(true)) == [0x16, 0x54, 0x0D])
    #expect(HoneywellLink.bytes(of: .trigger(false)) == [0x16, 0x55, 0x0D])
    #expect(HoneywellLink.bytes(of: .rate(115_200)) == [0x16, 0x4D, 0x0D] + Array("232BAD9!".utf8))
    #expect(HoneywellLink.bytes(of: .rate(14_400)) == nil)
    #expect(NewlandLink.bytes(of: .rate(14_400)) == nil)
  }

  /// Answers are no codes, wherever they come; and a code that comes before the answer is one.
  @Test(arguments: [
    (ScannerKind.newland, ScannerStreams.newlandTriggered), (.newland, ScannerStreams.newlandRefused),
    (.honeywell, ScannerStreams.honeywellRate), (.honeywell, ScannerStreams.honeywellUnknown),
  ])
  func anAnswerIsNoCode(kind: ScannerKind, answer: [UInt8]) throws {
    var scanner = Scanner(kind)
    var port = TestPort()
    var now = Uptime(microseconds: 1_000_000)
    scanner.opened(at: now)
    // The question of Honeywell's is what its answers begin with.
    _ = try scanner.timer(at: now, from: &port)
    #expect(!port.written.isEmpty)
    port.arriving = [Array("690123\r".utf8), answer, Array("A\r".utf8)]
    now = now.advanced(byMilliseconds: 1)
    let frames = try scanner.read(from: &port, at: now).map { String(decoding: $0.bytes, as: UTF8.self) }
    #expect(frames == ["690123", "A"])
    #expect(scanner.dropped == ScannerDrops())
    #expect(scanner.rate == .found(9_600))
  }

  @Test func honeywellsAnswerInPartsIsOne() throws {
    var scanner = Scanner(.honeywell)
    var port = TestPort()
    let now = Uptime(microseconds: 1_000_000)
    scanner.opened(at: now)
    _ = try scanner.timer(at: now, from: &port)
    port.arriving = [ScannerStreams.honeywellRate]
    _ = try scanner.read(from: &port, at: now)
    port.arriving = ScannerStreams.honeywellSetUp.map { [$0] }
    #expect(try scanner.read(from: &port, at: now).isEmpty)
    #expect(scanner.dropped == ScannerDrops())
  }
}
