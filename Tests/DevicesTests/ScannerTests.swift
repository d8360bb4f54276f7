import Devices
import RandomFixtures
import Testing
import Time

@Suite struct ScannerTests {
  private let start = Uptime(microseconds: 5_000_000)

  private func texts(_ frames: [ScannerFrame]) -> [String] {
    frames.map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  @Test(arguments: [
    ("690123\r\n", ["690123"]),
    ("a\rb\nc\r\nd\r", ["a", "b", "c", "d"]),
    ("\r\n\r\n\n\ra\n\n", ["a"]),
    ("unended", []),
    ("码\r", ["码"]),
    ("01\u{1D}21\r", ["01\u{1D}21"]),
  ])
  func frames(stream: String, expected: [String]) {
    var framer = LineFramer()
    #expect(texts(framer.receive(stream.utf8, at: start)) == expected)
    #expect(framer.dropped == ScannerDrops())
  }

  @Test func noiseBeforeACodeIsDroppedAlone() {
    var framer = LineFramer()
    #expect(texts(framer.receive([0, 0xFF, 0x7F, 0x41, 0x42, 0x0D], at: start)) == ["AB"])
    #expect(framer.dropped.noise == 3)
    #expect(framer.dropped.garbled == 0)
  }

  @Test func noiseInACodeDropsIt() {
    var framer = LineFramer()
    let frames = framer.receive([0x41, 0x00, 0x42, 0x0D, 0x43, 0x0D], at: start)
    #expect(texts(frames) == ["C"])
    #expect(framer.dropped.garbled == 1)
    #expect(framer.dropped.noise == 0)
  }

  @Test func aCodeOfTheGreatestLengthPasses() {
    var framer = LineFramer()
    let longest = [UInt8](repeating: 0x41, count: ScannerFrame.longest)
    #expect(framer.receive(longest + [13], at: start).map(\.bytes) == [longest])
    #expect(framer.receive(longest + [0x41, 13, 0x42, 13], at: start).map(\.bytes) == [[0x42]])
    #expect(framer.dropped.overlong == 1)
  }

  @Test func anEndlessStreamIsDroppedWithoutGrowing() {
    var framer = LineFramer()
    for _ in 0..<1_000 {
      #expect(framer.receive([UInt8](repeating: 0x41, count: 4_096), at: start).isEmpty)
    }
    #expect(framer.dropped.overlong == 1)
    #expect(texts(framer.receive("\rok\r".utf8, at: start)) == ["ok"])
  }

  /// Bytes at random, as a wire makes them that hangs in the air; by chance some of it ends like a code.
  private static func noise(_ random: inout some RandomNumberGenerator) -> [UInt8] {
    (0..<10).map { _ in [0x0D, 0x41, 0x42, 0x00, 0xFF].randomElement(using: &random) ?? 0 }
  }

  @Test func aLineThatNeverFallsSilentIsNoScanners() {
    var framer = LineFramer()
    var random = SystemRandomNumberGenerator()
    var now = Uptime(microseconds: 5_000_000)
    var late = 0
    for step in 0..<1_000 {
      let frames = framer.receive(Self.noise(&random), at: now)
      if step > 225 { late += frames.count }
      now = now.advanced(byMicroseconds: 10_000)
    }
    #expect(framer.isBabbling)
    #expect(late == 0)
    // A code in the middle of it cannot be told from chance.
    #expect(framer.receive(Array("6901234567892\r".utf8), at: now).isEmpty)
    #expect(framer.nextDeadline == now.advanced(byMicroseconds: LineFramer.gapMicroseconds))
    now = now.advanced(byMicroseconds: LineFramer.gapMicroseconds)
    framer.fellSilent(at: now)
    #expect(!framer.isBabbling)
    #expect(framer.nextDeadline == nil)
    #expect(texts(framer.receive(Array("6901234567892\r".utf8), at: now)) == ["6901234567892"])
  }

  @Test func aLineThatIsPulledOutHasStoppedBabbling() {
    var framer = LineFramer()
    for step in 0..<300 as Range<UInt64> {
      _ = framer.receive([0x00, 0x41], at: Uptime(microseconds: step * 10_000))
    }
    #expect(framer.isBabbling)
    framer.reset()
    #expect(!framer.isBabbling)
  }

  /// A scanner that a code is left in front of says it again and again.
  @Test func aScannerThatRepeatsItselfWithoutAPauseIsBelieved() {
    var framer = LineFramer()
    var count = 0
    for step in 0..<1_000 as Range<UInt64> {
      count += framer.receive(Array("6901234567892\r\n".utf8), at: Uptime(microseconds: step * 15_000)).count
    }
    #expect(count == 1_000)
    #expect(!framer.isBabbling)
  }

  /// A plug that is pushed in while a code is read: foul, and soon silent.
  @Test func noiseThatEndsIsForgotten() {
    var framer = LineFramer()
    var now = Uptime(microseconds: 0)
    for _ in 0..<20 {
      _ = framer.receive([0x00, 0xFF, 0x00], at: now)
      now = now.advanced(byMicroseconds: 2 * LineFramer.gapMicroseconds)
      framer.fellSilent(at: now)
      #expect(texts(framer.receive(Array("1\r".utf8), at: now)) == ["1"])
      now = now.advanced(byMicroseconds: LineFramer.gapMicroseconds)
    }
    #expect(!framer.isBabbling)
  }

  @Test func halfACodeDoesNotJoinTheNext() {
    var framer = LineFramer()
    #expect(framer.receive("half".utf8, at: start).isEmpty)
    let due = start.advanced(byMicroseconds: LineFramer.gapMicroseconds)
    #expect(framer.nextDeadline == due)
    framer.fellSilent(at: start.advanced(byMicroseconds: LineFramer.gapMicroseconds - 1))
    #expect(framer.nextDeadline == due)
    framer.fellSilent(at: due)
    #expect(framer.nextDeadline == nil)
    #expect(framer.dropped.broken == 1)
    #expect(texts(framer.receive("whole\r".utf8, at: due)) == ["whole"])
    #expect(framer.nextDeadline == nil)
  }

  @Test func anOverlongCodeIsCountedOnceWhenItFallsSilent() {
    var framer = LineFramer()
    _ = framer.receive([UInt8](repeating: 0x41, count: 2_000), at: start)
    framer.fellSilent(at: start.advanced(byMilliseconds: 500))
    #expect(framer.dropped.overlong == 1)
    #expect(framer.dropped.broken == 0)
    #expect(texts(framer.receive("x\r".utf8, at: start)) == ["x"])
  }

  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
  func anyChunkingGivesTheSameFrames(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<40 {
      var stream: [UInt8] = []
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let length = [3, 20, 400, 1_023, 1_024, 1_025, 1_500].randomElement(using: &random) ?? 3
        let isNoisy = Int.random(in: 0..<4, using: &random) == 0
        stream += (0..<length).map { _ in
          isNoisy ? UInt8.random(in: 0...255, using: &random) : UInt8.random(in: 0x20...0x7E, using: &random)
        }
        stream += [[13], [10], [13, 10]].randomElement(using: &random) ?? [13]
      }
      var whole = LineFramer()
      let expected = whole.receive(stream, at: start)
      var chunked = LineFramer()
      var frames: [ScannerFrame] = []
      var rest = stream[...]
      while !rest.isEmpty {
        let count = Int.random(in: 1...min(rest.count, 64), using: &random)
        frames += chunked.receive(rest.prefix(count), at: start)
        rest = rest.dropFirst(count)
      }
      #expect(frames == expected, "seed \(seed)")
      #expect(chunked.dropped == whole.dropped, "seed \(seed)")
      #expect(frames.allSatisfy { !$0.bytes.isEmpty && $0.bytes.count <= ScannerFrame.longest })
    }
  }

  @Test func theScannerReadsUntilThePortIsEmpty() throws {
    var scanner = Scanner()
    var port = TestPort(arriving: [Array("69".utf8), Array("01\r\nA".utf8), Array("B\n".utf8)])
    #expect(texts(try scanner.read(from: &port, at: start)) == ["6901", "AB"])
    #expect(scanner.nextDeadline == nil)
  }

  @Test func aPortThatNeverStopsDoesNotHoldTheLoop() throws {
    var scanner = Scanner()
    var port = TestPort(arriving: [[UInt8](repeating: 0x41, count: 100_000)])
    #expect(try scanner.read(from: &port, at: start).isEmpty)
    #expect(port.arriving.first?.count == 100_000 - Scanner.bytesPerCall)
  }

  @Test func aBusyTerminalDoesNotTakeItsOwnAbsenceForSilence() throws {
    var scanner = Scanner()
    var port = TestPort(arriving: [Array("first ".utf8)])
    #expect(try scanner.read(from: &port, at: start).isEmpty)
    // The rest came long ago, but the terminal was writing to its disk.
    port.arriving = [Array("half\r".utf8)]
    let late = start.advanced(byMilliseconds: 900)
    #expect(texts(try scanner.timer(at: late, from: &port)) == ["first half"])
    #expect(scanner.dropped.broken == 0)
  }

  @Test func theDeadlineGivesUpWhatDoesNotEnd() throws {
    var scanner = Scanner()
    var port = TestPort(arriving: [Array("half".utf8)])
    _ = try scanner.read(from: &port, at: start)
    let deadline = try #require(scanner.nextDeadline)
    let reads = port.reads
    #expect(try scanner.timer(at: start, from: &port).isEmpty)
    #expect(port.reads == reads)
    #expect(try scanner.timer(at: deadline, from: &port).isEmpty)
    #expect(scanner.dropped.broken == 1)
    #expect(scanner.nextDeadline == nil)
  }

  @Test(arguments: [PortFault.gone, .io])
  func aVanishingPortIsToldAfterItsLastCode(fault: PortFault) throws {
    var scanner = Scanner()
    var port = TestPort(arriving: [Array("last\rhal".utf8)], readFault: fault)
    #expect(texts(try scanner.read(from: &port, at: start)) == ["last"])
    #expect(throws: fault) { try scanner.read(from: &port, at: start) }
    scanner.vanished()
    #expect(scanner.nextDeadline == nil)
    #expect(scanner.dropped.broken == 1)
    var other = TestPort(arriving: [Array("new\r".utf8)])
    #expect(texts(try scanner.read(from: &other, at: start)) == ["new"])
  }
}
