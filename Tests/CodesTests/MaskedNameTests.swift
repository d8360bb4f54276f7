import Testing

@testable import Codes

@Suite struct MaskedNameTests {
  private func decode(_ bytes: [UInt8]) -> String? { MaskedName.decode(bytes[...]) }

  @Test(arguments: [
    "*", "王*明", "欧阳**", "A*", "~*", " *", "\u{A0}*", "\u{AE}*", "\u{20BB7}*", "\u{10FFFF}*", "\u{FFFE}*",
  ])
  func `shows what a name may hold`(name: String) {
    #expect(decode([UInt8](name.utf8)) == name)
  }

  @Test func `a star is the only mask`() {
    for name in ["王明", "王＊明", "王×明", "王○明", "王?明"] { #expect(decode([UInt8](name.utf8)) == nil) }
  }

  @Test func `is 1 to 24 bytes`() {
    #expect(decode([]) == nil)
    #expect(decode([UInt8](repeating: 0x2A, count: 24)) != nil)
    #expect(decode([UInt8](repeating: 0x2A, count: 25)) == nil)
  }

  /// Each range of the profile by its edges: the code points just outside are allowed.
  @Test(
    arguments: [
      0x00...0x1F, 0x7F...0x9F, 0xAD...0xAD, 0x61C...0x61C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F,
      0xFEFF...0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F,
    ] as [ClosedRange<UInt32>])
  func `holds nothing that controls or hides`(range: ClosedRange<UInt32>) throws {
    for code in range {
      let name = "*" + String(try #require(Unicode.Scalar(code)))
      #expect(decode([UInt8](name.utf8)) == nil, "U+\(String(code, radix: 16))")
    }
    for code in [range.upperBound + 1, range.lowerBound &- 1] where code < 0x11_0000 {
      let name = "*" + String(try #require(Unicode.Scalar(code)))
      #expect(decode([UInt8](name.utf8)) == name, "U+\(String(code, radix: 16))")
    }
  }

  @Test(
    arguments: [
      [0x80], [0xBF], [0xC0, 0x80], [0xC0, 0xAA], [0xC1, 0xBF], [0xC2], [0xC2, 0x41], [0xC2, 0xC0],
      [0xE0, 0x80, 0xAA], [0xE0, 0x9F, 0xBF], [0xE0, 0xA0], [0xE4, 0xB8], [0xE4, 0xB8, 0x41], [0xE4, 0x41, 0x80],
      [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0xAA], [0xF0, 0x8F, 0xBF, 0xBF], [0xF0, 0x9F, 0x98],
      [0xF0, 0x9F, 0x98, 0x41], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80],
      [0xFE], [0xFF],
    ] as [[UInt8]])
  func `is UTF-8`(bytes: [UInt8]) {
    #expect(decode([0x2A] + bytes) == nil)
    #expect(decode(bytes + [0x2A]) == nil)
  }

  @Test func `an overlong star is no mask`() {
    #expect(decode([0xC0, 0xAA]) == nil)
    #expect(decode([0xE0, 0x80, 0xAA]) == nil)
  }

  @Test func `the reader agrees with the standard library`() throws {
    // Every code point of the first plane's start and around its edges, a sample of the rest.
    for code in UInt32(0)...0x10_FFFF where code < 0x1000 || code % 0x800 < 4 || code % 97 == 0 {
      guard let scalar = Unicode.Scalar(code) else { continue }
      var reader = UTF8ScalarReader([UInt8](String(scalar).utf8)[...])
      try #require(reader.next() == code)
      try #require(reader.isAtEnd)
    }
  }
}
