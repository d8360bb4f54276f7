import Devices
import RandomFixtures
import Testing
import Time

@Suite struct BinaryFramerTests {
  private let start = Uptime(microseconds: 5_000_000)

  /// A code that says its own length, with every value a byte can have in it.
  static func binary(_ count: Int) -> [UInt8] {
    [0x81, UInt8(count >> 8), UInt8(truncatingIfNeeded: count)] + (0..<count).map { UInt8(truncatingIfNeeded: $0) }
  }

  @Test(arguments: [1, 10, 13, 329, 361, 1_021])
  func aBinaryCodeEndsByItsLength(count: Int) {
    for ending in [BinaryFramer.Ending.quietGap, .lineEnd] {
      var framer = BinaryFramer(ending: ending)
      let code = Self.binary(count)
      #expect(framer.receive(code + [0x0D, 0x0A] + code, at: start).map(\.bytes) == [code, code])
      #expect(framer.nextDeadline == nil)
      #expect(framer.dropped == ScannerDrops())
      var identified = BinaryFramer(ending: ending)
      let prefixed = Array("]Q1".utf8) + code
      guard prefixed.count <= ScannerFrame.longest else { continue }
      #expect(identified.receive(prefixed, at: start).map(\.bytes) == [prefixed])
    }
  }

  @Test(arguments: [
    (Array("690123".utf8), Array("690123".utf8)), (Array("690123\r\n".utf8), Array("690123".utf8)),
    (Array("two\r\nlines\r".utf8), Array("two\r\nlines".utf8)),
    // 丂 in GB 18030 begins with 81: its second byte makes it no length.
    ([0x81, 0x40, 0x41, 0x42], [0x81, 0x40, 0x41, 0x42]), (Array("]C1010".utf8), Array("]C1010".utf8)),
  ])
  func aTextEndsWithSilence(stream: [UInt8], expected: [UInt8]) throws {
    var framer = BinaryFramer()
    #expect(framer.receive(stream, at: start).isEmpty)
    let due = try #require(framer.nextDeadline)
    #expect(framer.fellSilent(at: Uptime(microseconds: due.microseconds - 1)) == nil)
    #expect(framer.fellSilent(at: due)?.bytes == expected)
    #expect(framer.nextDeadline == nil)
    #expect(framer.dropped == ScannerDrops())
  }

  @Test func aGapIsAsLongAsTheRateMakesIt() {
    #expect(BinaryFramer.gap(.quietGap, 9_600) == 32_000 + 20_833)
    #expect(BinaryFramer.gap(.quietGap, 115_200) == 32_000 + 1_736)
    #expect(BinaryFramer.gap(.lineEnd, 9_600) == LineFramer.gapMicroseconds)
  }

  @Test(arguments: [[0x81], [0x81, 0x01], Array(BinaryFramerTests.binary(329).dropLast())] as [[UInt8]])
  func halfABinaryCodeIsDropped(half: [UInt8]) {
    var framer = BinaryFramer()
    #expect(framer.receive(half, at: start).isEmpty)
    #expect(framer.fellSilent(at: start.advanced(byMilliseconds: 500)) == nil)
    #expect(framer.dropped.broken == 1)
    #expect(framer.receive(Self.binary(5), at: start.advanced(byMilliseconds: 600)).count == 1)
  }

  @Test(
    arguments: [
      ([0x41, 0x00, 0x42], 1, 0), ([0x81, 0x00, 0x00, 0x41], 1, 0), ([0x81, 0x07, 0xFF, 0x41], 1, 0),
      ([0x00, 0xFF, 0x7F], 0, 3),
    ] as [([UInt8], UInt64, UInt64)])
  func noiseIsDropped(stream: [UInt8], garbled: UInt64, noise: UInt64) {
    var framer = BinaryFramer()
    #expect(framer.receive(stream, at: start).isEmpty)
    #expect(framer.fellSilent(at: start.advanced(byMilliseconds: 500)) == nil)
    #expect(framer.dropped.garbled == garbled)
    #expect(framer.dropped.noise == noise)
  }

  @Test func anEndlessStreamIsDroppedWithoutGrowing() {
    var framer = BinaryFramer()
    for _ in 0..<100 { #expect(framer.receive([UInt8](repeating: 0x41, count: 4_096), at: start).isEmpty) }
    #expect(framer.dropped.overlong == 1)
    #expect(framer.fellSilent(at: start.advanced(byMilliseconds: 500)) == nil)
    #expect(framer.receive(Self.binary(5), at: start.advanced(byMilliseconds: 600)).count == 1)
  }

  @Test func aLineThatNeverFallsSilentIsNoScanners() {
    var framer = BinaryFramer()
    var now = start
    for _ in 0..<300 {
      _ = framer.receive([0x00, 0x41], at: now)
      now = now.advanced(byMicroseconds: 10_000)
    }
    #expect(framer.isBabbling)
    #expect(framer.receive(Self.binary(5), at: now).isEmpty)
    #expect(framer.fellSilent(at: now.advanced(byMilliseconds: 500)) == nil)
    #expect(!framer.isBabbling)
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func anyChunkingGivesTheSameCodes(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<60 {
      var stream: [UInt8] = []
      for _ in 0..<Int.random(in: 1...5, using: &random) {
        stream +=
          Bool.random(using: &random) ? Self.binary(Int.random(in: 1...1_100, using: &random)) : Array("A1\r".utf8)
      }
      var whole = BinaryFramer(ending: .lineEnd)
      let expected = whole.receive(stream, at: start)
      var chunked = BinaryFramer(ending: .lineEnd)
      var frames: [ScannerFrame] = []
      while !stream.isEmpty {
        let count = Int.random(in: 1...min(stream.count, 50), using: &random)
        frames += chunked.receive(stream.prefix(count), at: start)
        stream.removeFirst(count)
      }
      #expect(frames == expected, "seed \(seed)")
      #expect(chunked.dropped == whole.dropped, "seed \(seed)")
    }
  }
}
