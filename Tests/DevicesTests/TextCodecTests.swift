import CGlibc
import RandomFixtures
import Testing

@testable import Devices

@Suite struct TextCodecTests {
  let codec = try! TextCodec()

  /// Whether glibc's own GB 2312 converter assigns the code.
  private func isAssigned(_ lead: UInt8, _ trail: UInt8, by converter: iconv_t) -> Bool {
    var input = [CChar(bitPattern: lead), CChar(bitPattern: trail)]
    var output = [CChar](repeating: 0, count: 8)
    var (inputLeft, outputLeft) = (2, 8)
    return input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        var (from, to) = (source.baseAddress, target.baseAddress)
        return iconv(converter, &from, &inputLeft, &to, &outputLeft) != -1 && inputLeft == 0
      }
    }
  }

  @Test func assignedCodesAreThoseOfGlibc() throws {
    let converter = try #require(iconv_open("UTF-8", "EUC-CN"))
    defer { iconv_close(converter) }
    for lead in UInt8(0xA1)...0xFE {
      for trail in UInt8(0xA1)...0xFE {
        #expect(
          GB2312.contains(lead, trail) == isAssigned(lead, trail, by: converter),
          "\(String(lead, radix: 16)) \(String(trail, radix: 16))")
      }
    }
  }

  @Test func everyAssignedCodeGoesThereAndBack() {
    var count = 0
    for lead in UInt8(0xA1)...0xF7 {
      for trail in UInt8(0xA1)...0xFE where GB2312.contains(lead, trail) {
        let text = codec.decode([lead, trail])
        #expect(text.unicodeScalars.count == 1)
        #expect(codec.encode(text, in: .gb2312) == [lead, trail])
        #expect(codec.encode(text, in: .gb18030) == [lead, trail])
        count += 1
      }
    }
    #expect(count == 7_445)
  }

  @Test(
    arguments: [
      ("受理终端 OK", [0xCA, 0xDC, 0xC0, 0xED, 0xD6, 0xD5, 0xB6, 0xCB, 0x20, 0x4F, 0x4B]),
      ("阿·提", [0xB0, 0xA2, 0xA1, 0xA4, 0xCC, 0xE1]),
      ("—", [0xA1, 0xAA]),
      ("¥8", [0xA3, 0xA4, 0x38]),
      ("𠮷", [0xA1, 0xF5]),
      ("€", [0xA1, 0xF5]),
      ("é", [0xA8, 0xA6]),
      ("ö", [0xA1, 0xF5]),
      ("\u{1B}@\u{7F}", [0x3F, 0x40, 0x3F]),
      ("\u{85}", [0xA1, 0xF5]),
      ("", []),
    ] as [(String, [UInt8])])
  func displayCodes(text: String, expected: [UInt8]) {
    #expect(codec.encode(text, in: .gb2312) == expected)
  }

  @Test func thePrinterHasMoreThanTheDisplay() {
    #expect(codec.encode("𠮷", in: .gb18030).count == 4)
    #expect(codec.encode("€", in: .gb18030).count == 2)
    #expect(codec.encode("镕", in: .gb18030).count == 2)
    #expect(codec.encode("镕", in: .gb2312) == [0xA1, 0xF5])
    #expect(codec.encode("\u{1D}V\u{10}", in: .gb18030) == Array("?V?".utf8))
  }

  @Test(
    arguments: [
      ([0xFF], "\u{FFFD}"),
      ([0xCA], "\u{FFFD}"),
      ([0xCA, 0xDC, 0xC0], "受\u{FFFD}"),
      ([0xFF, 0x41, 0xCA, 0xDC], "\u{FFFD}A受"),
      ([0xCA, 0x0A, 0x41], "\u{FFFD}\nA"),
      ([0x81, 0x30, 0x41], "\u{FFFD}0A"),
      ([0x95, 0x34, 0xB7, 0x37, 0x41], "𠯫A"),
    ] as [([UInt8], String)])
  func decodingGoesOnAfterRubbish(bytes: [UInt8], expected: String) {
    #expect(codec.decode(bytes[...]) == expected)
  }

  @Test func decodingNeverTrapsAndKeepsASCII() {
    var random = SeededRandom(seed: 7)
    for _ in 0..<3_000 {
      let bytes = (0..<Int.random(in: 0...24, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      let text = codec.decode(bytes[...])
      #expect(text.unicodeScalars.count <= bytes.count)
    }
  }

  @Test(
    arguments: [
      ("abc def", 4, ["abc", "def"]),
      ("abcdef", 4, ["abcd", "ef"]),
      ("合计金额", 4, ["合计", "金额"]),
      ("合计金额", 5, ["合计", "金额"]),
      ("a合计", 4, ["a合", "计"]),
      ("one two three", 8, ["one two", "three"]),
      ("x\ny", 8, ["x", "y"]),
      ("", 8, [""]),
      ("a\n", 8, ["a"]),
      ("abcd efg", 4, ["abcd", "efg"]),
      ("药品 abc", 6, ["药品", "abc"]),
    ] as [(String, Int, [String])])
  func wrapping(text: String, columns: Int, expected: [String]) {
    #expect(TextWidth.wrap(text, columns: columns) == expected)
  }

  @Test func wrappedLinesFitAndLoseNothingButSpaces() {
    var random = SeededRandom(seed: 11)
    let alphabet: [Character] = ["a", "b", "c", " ", " ", "医", "保", "x", "1"]
    for _ in 0..<2_000 {
      let text = String(
        (0..<Int.random(in: 0...60, using: &random)).map { _ in
          alphabet.randomElement(using: &random) ?? "a"
        })
      let columns = Int.random(in: 2...20, using: &random)
      let lines = TextWidth.wrap(text, columns: columns)
      #expect(lines.allSatisfy { TextWidth.columns(of: $0) <= columns })
      #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
    }
  }
}
