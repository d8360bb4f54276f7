import RandomFixtures
import Testing

@testable import ConsoleProtocol

@Suite struct FrameTests {
  static let sample = Frame(.request, number: 41, word: "put", payload: [0, 0, 0, 0] + Array("hello".utf8))

  static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
  static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  @Test func `has the checksum of the standard's check value`() {
    #expect(Checksum.of(Self.bytes("123456789")) == 0xCBF4_3926)
  }

  @Test func `is one line of text`() {
    #expect(Self.text(Self.sample.line).hasPrefix("acceptd? 41 put AAAAAGhlbGxv "))
    #expect(Self.text(Self.sample.line).hasSuffix("\r\n"))
    #expect(Self.text(Frame(.answer, number: 7, word: "ok").line).hasPrefix("acceptd! 7 ok - "))
  }

  @Test func `of the largest payload fits a line with a log line before it`() {
    let largest = Frame(
      .answer, number: .max, word: String(repeating: "w", count: Frame.longestWord),
      payload: [UInt8](repeating: 0xFF, count: ConsoleLimits.payloadBytes))
    #expect(largest.line.count + 900 <= ConsoleLimits.lineBytes)
    #expect(Frame.read(largest.line.dropLast(2), .answer) == .frame(largest))
  }

  @Test(arguments: [
    "", "hel", "[   12.345678] uplinkd: receipted through 9 ", "acceptd? 40 hello - ", "acceptd: acceptd! 1 ",
  ])
  func `is found behind whatever stands before it in its line`(before: String) {
    #expect(Frame.read(Self.bytes(before) + Self.sample.line.dropLast(2), .request) == .frame(Self.sample))
  }

  @Test func `is not heard by the side that sent it`() {
    #expect(Frame.read(Array(Self.sample.line.dropLast(2)), .answer) == .none)
  }

  @Test func `is damaged by every change of a bit and by every cut`() {
    let line = Array(Self.sample.line.dropLast(2))
    for place in line.indices {
      for bit in 0..<8 {
        var changed = line
        changed[place] ^= 1 << bit
        if case .frame(let frame) = Frame.read(changed, .request) { Issue.record("\(frame) from byte \(place)") }
      }
      if case .frame = Frame.read(Array(line[..<place]), .request) { Issue.record("cut at \(place)") }
    }
  }

  @Test func `is damaged by a log line inside it`() {
    let line = Array(Self.sample.line.dropLast(2))
    for place in 1..<line.count {
      let torn = line[..<place] + Self.bytes("[    3.141592] mmcblk1: p1 p2 p3 p4") + line[place...]
      if case .frame = Frame.read(Array(torn), .request) { Issue.record("torn at \(place)") }
    }
  }

  @Test(arguments: [
    "acceptd? 1 hello -", "acceptd? 01x hello - ", "acceptd? 4294967296 hello - ", "acceptd? 1 Hello - ",
    "acceptd? 1  - ", "acceptd? 1 hello  ", "acceptd? 1 hello AA ", "acceptd? 1 hello - - ", "acceptd?  hello - ",
    "acceptd? 1 abcdefghijklmnopq - ",
  ])
  func `is refused where its checksum holds and its form does not`(text: String) {
    let checksum = Hexadecimal.digits(of: Checksum.of(Self.bytes(text)))
    #expect(Frame.read(Self.bytes(text) + checksum, .request) == .damaged)
  }

  @Test func `is refused with a payload that is too large`() {
    let large = Frame(
      .request, number: 1, word: "put", payload: [UInt8](repeating: 1, count: ConsoleLimits.payloadBytes + 1))
    #expect(Frame.read(large.line.dropLast(2), .request) == .damaged)
  }

  @Test func `never traps on noise`() {
    var random = SeededRandom(seed: 115_200)
    let alphabet = Self.bytes("acceptd?! 0123456789-=ABCDEF putok\u{1}") + [0xFF]
    for _ in 0..<20_000 {
      let noise = (0..<Int.random(in: 0...60, using: &random)).map { _ in alphabet.randomElement(using: &random)! }
      if case .frame = Frame.read(Self.bytes("acceptd? ") + noise, .request) { Issue.record("noise is a frame") }
    }
  }

  @Test func `lines end with CR, LF or both`() {
    var reader = LineReader()
    let lines = Self.bytes("one\r\ntwo\nthree\r\rfour\n\n").compactMap { reader.take($0) }
    #expect(lines.map(Self.text) == ["one", "two", "three", "", "four", ""])
  }

  @Test func `of a line without end the end is kept`() {
    var reader = LineReader()
    for _ in 0..<100_000 { #expect(reader.take(UInt8(ascii: "x")) == nil) }
    let line = Self.sample.line.compactMap { reader.take($0) }.first ?? []
    #expect(line.count <= 2 * ConsoleLimits.lineBytes)
    #expect(Frame.read(line, .request) == .frame(Self.sample))
  }
}
