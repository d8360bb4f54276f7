import Testing

@testable import Wire

@Suite("CBOR")
struct CBORTests {
  /// RFC 8949, appendix A: what of it the messages use.
  private static let numbers: [(Int64, String)] = [
    (0, "00"), (1, "01"), (10, "0a"), (23, "17"), (24, "1818"), (25, "1819"), (100, "1864"), (255, "18ff"),
    (256, "190100"), (1_000, "1903e8"), (65_535, "19ffff"), (65_536, "1a00010000"), (1_000_000, "1a000f4240"),
    (4_294_967_295, "1affffffff"), (4_294_967_296, "1b0000000100000000"),
    (1_000_000_000_000, "1b000000e8d4a51000"), (.max, "1b7fffffffffffffff"), (-1, "20"), (-10, "29"), (-24, "37"),
    (-25, "3818"), (-100, "3863"), (-1_000, "3903e7"), (.min, "3b7fffffffffffffff"),
  ]

  @Test("writes and reads numbers as the standard does")
  func integers() throws {
    for (number, hex) in CBORTests.numbers {
      var writer = CBORWriter()
      writer.integer(number)
      #expect(writer.bytes == bytes(hex))
      var reader = CBORReader(bytes(hex))
      #expect(try reader.integer() == number)
      try reader.finish()
    }
    var writer = CBORWriter()
    writer.unsigned(.max)
    #expect(writer.bytes == bytes("1bffffffffffffffff"))
    var reader = CBORReader(writer.bytes)
    #expect(try reader.unsigned() == .max)
    reader = CBORReader(writer.bytes)
    #expect(throws: WireFault.outOfRange) { try reader.integer() }
    reader = CBORReader(bytes("3bffffffffffffffff"))
    #expect(throws: WireFault.outOfRange) { try reader.integer() }
  }

  @Test("writes strings, lists, maps, tags and simple values as the standard does")
  func items() {
    let rows: [(String, (inout CBORWriter) -> Void)] = [
      ("40", { $0.bytes([]) }), ("4401020304", { $0.bytes([1, 2, 3, 4]) }),
      ("60", { $0.text("") }), ("6449455446", { $0.text("IETF") }), ("62c3bc", { $0.text("ü") }),
      ("63e6b0b4", { $0.text("水") }), ("80", { $0.array(0) }), ("9818", { $0.array(24) }), ("a0", { $0.map(0) }),
      ("c1", { $0.tag(1) }), ("d820", { $0.tag(32) }), ("f4", { $0.boolean(false) }), ("f5", { $0.boolean(true) }),
      ("f6", { $0.null() }),
    ]
    for (hex, write) in rows {
      var writer = CBORWriter()
      write(&writer)
      #expect(writer.bytes == bytes(hex))
    }
  }

  @Test(
    "refuses a head longer than it need be, and lengths that are not stated",
    arguments: [
      "1817", "1800", "1900ff", "190018", "1a0000ffff", "1a00000000", "1b00000000ffffffff", "1b0000000000000000",
      "1c", "1d", "1e", "1f",
    ])
  func notDeterministic(hex: String) {
    let argument = bytes(hex)
    for type: UInt8 in 0..<7 {
      var reader = CBORReader([argument[0] | type << 5] + argument.dropFirst() + [0, 0, 0])
      #expect(throws: WireFault.notDeterministic) { try read(type, from: &reader) }
    }
  }

  @Test("refuses a head that ends too soon", arguments: ["", "18", "19", "1901", "1a010000", "1b01000000000000"])
  func truncated(hex: String) {
    for type: UInt8 in 0..<7 {
      var head = bytes(hex)
      if !head.isEmpty { head[0] |= type << 5 }
      var reader = CBORReader(head)
      #expect(throws: WireFault.truncated) { try read(type, from: &reader) }
    }
  }

  private func read(_ type: UInt8, from reader: inout CBORReader) throws {
    switch type {
    case 0: _ = try reader.unsigned()
    case 1: _ = try reader.integer()
    case 2: _ = try reader.bytes(count: 0...Int.max)
    case 3: _ = try reader.text(count: 0...Int.max)
    case 4: _ = try reader.array(count: 0...Int.max)
    case 5: _ = try reader.map(atMost: .max)
    default: try reader.tag(0)
    }
  }

  @Test("refuses other types, floats and simple values without a meaning here")
  func otherTypes() {
    for hex in ["20", "40", "60", "80", "a0", "c0", "f4", "f6", "f7", "e0", "ff", "f97e00", "fa00000000", "f8ff"] {
      var reader = CBORReader(bytes(hex))
      #expect(throws: WireFault.self) { try reader.unsigned() }
      reader = CBORReader(bytes(hex))
      if hex != "f4" { #expect(throws: WireFault.self) { try reader.boolean() } }
    }
    // Two simple values that say 20 and 21 in two bytes, which the standard forbids.
    for hex in ["f814", "f815"] {
      var reader = CBORReader(bytes(hex))
      #expect(throws: WireFault.unexpectedStructure) { try reader.boolean() }
    }
  }

  @Test("judges a length before it takes a byte")
  func lengths() throws {
    var reader = CBORReader(bytes("5bffffffffffffffff"))
    #expect(throws: WireFault.tooLarge) { try reader.bytes(count: 0...Int.max) }
    reader = CBORReader(bytes("5b7fffffffffffffff"))
    #expect(throws: WireFault.truncated) { try reader.bytes(count: 0...Int.max) }
    reader = CBORReader(bytes("43010203"))
    #expect(throws: WireFault.tooLarge) { try reader.bytes(count: 0...2) }
    reader = CBORReader(bytes("43010203"))
    #expect(throws: WireFault.outOfRange) { try reader.bytes(count: 4...5) }
    reader = CBORReader(bytes("430102"))
    #expect(throws: WireFault.truncated) { try reader.bytes(count: 3) }
    reader = CBORReader(bytes("9bffffffffffffffff"))
    #expect(throws: WireFault.tooLarge) { try reader.array(count: 0...Int.max) }
    reader = CBORReader(bytes("bbffffffffffffffff"))
    #expect(throws: WireFault.tooLarge) { try reader.map(atMost: .max) }
  }

  @Test(
    "refuses text that is not UTF-8",
    arguments: ["61ff", "61c3", "62c328", "62c080", "63eda080", "64f4908080", "63e28228"])
  func malformedText(hex: String) {
    var reader = CBORReader(bytes(hex))
    #expect(throws: WireFault.malformedText) { try reader.text(count: 0...10) }
  }

  @Test("keeps text as it came, combined or not")
  func textIsBytes() throws {
    for text in ["é", "e\u{301}", "王*明", "\u{0}"] {
      var writer = CBORWriter()
      writer.text(text)
      var reader = CBORReader(writer.bytes)
      #expect(try reader.text(count: 0...10).utf8.elementsEqual(text.utf8))
    }
  }

  @Test("reads a map's keys in one order and no other")
  func maps() throws {
    /// Reads { 1: n, ? 2: n, 3: n }.
    func read(_ hex: String) throws -> [UInt64?] {
      var reader = CBORReader(bytes(hex))
      var map = try reader.map(atMost: 3)
      try reader.require(1, in: &map)
      let first = try reader.unsigned()
      let second = try reader.has(2, in: &map) ? try reader.unsigned() : nil
      try reader.require(3, in: &map)
      let third = try reader.unsigned()
      try reader.end(map)
      try reader.finish()
      return [first, second, third]
    }
    #expect(try read("a3 010a 020b 030c") == [10, 11, 12])
    #expect(try read("a2 010a 030c") == [10, nil, 12])
    let refused: [(String, WireFault)] = [
      ("a0", .unexpectedStructure), ("a1 010a", .unexpectedStructure), ("a2 030c 010a", .unexpectedStructure),
      ("a2 010a 010a", .unexpectedStructure), ("a3 010a 030c 030c", .unexpectedStructure),
      ("a3 010a 030c 040c", .unexpectedStructure), ("a3 000a 010a 030c", .unexpectedStructure),
      ("a4 010a 020b 030c 040d", .tooLarge), ("a2 010a 030c 00", .trailingBytes), ("a3 010a 020b", .truncated),
      ("a2 010a 1803 0c", .notDeterministic), ("a2 010a 6133 0c", .unexpectedStructure),
    ]
    for (hex, fault) in refused {
      #expect(throws: fault) { try read(hex) }
    }
  }
}
