import CodeFixtures
import Testing

@testable import HealthCertificates

@Suite struct CBORParserTests {
  /// Appendix A of RFC 8949, as far as certificates could have it.
  static let examples: [(String, CBORItem)] = [
    ("00", .unsigned(0)), ("1864", .unsigned(100)), ("1bffffffffffffffff", .unsigned(.max)),
    ("20", .negative(0)),
    ("3903e7", .negative(999)), ("f90000", .number(0)), ("f93c00", .number(1)), ("f97bff", .number(65_504)),
    ("f90001", .number(5.960464477539063e-8)), ("f9c400", .number(-4)), ("fa47c35000", .number(100_000)),
    ("fb3ff199999999999a", .number(1.1)), ("f4", .boolean(false)), ("f5", .boolean(true)), ("f6", .null),
    ("f0", .simple(16)), ("f8ff", .simple(255)), ("c11a514b67b0", .tagged(1, .unsigned(1_363_896_240))),
    ("4401020304", .bytes([1, 2, 3, 4])), ("62c3bc", .text("ü")), ("80", .array([])),
    ("5f42010243030405ff", .bytes([1, 2, 3, 4, 5])), ("7f657374726561646d696e67ff", .text("streaming")),
    (
      "9f018202039f0405ffff",
      .array([.unsigned(1), .array([.unsigned(2), .unsigned(3)]), .array([.unsigned(4), .unsigned(5)])])
    ),
    (
      "bf6346756ef563416d7421ff",
      .map([.init(key: .text("Fun"), value: .boolean(true)), .init(key: .text("Amt"), value: .negative(1))])
    ),
  ]

  @Test(arguments: examples)
  func reads(hexadecimal: String, expected: CBORItem) {
    #expect(item(hexadecimal) == expected)
  }

  @Test(arguments: [
    ("", "nothing"), ("0000", "a second item"), ("18", "no argument"), ("1c", "a reserved head"),
    ("1f", "a number without end"),
    ("df00ff", "a tag without end"), ("f818", "a simple value in two bytes"), ("ff", "an end of nothing"),
    ("420a", "bytes cut short"), ("61ff", "no UTF-8"), ("5f6161ff", "text among bytes"),
    ("5f5f4101ffff", "pieces in pieces"),
    ("5f4101", "pieces without end"), ("8201", "an item missing"), ("9f01", "an array without end"),
    ("81ff", "an end in an array"),
    ("a101", "a key alone"), ("bf01ff", "a key alone, without end"), ("a2010101ff", "an end in a map"),
    ("a201020103", "a key twice"),
    ("bf01020103ff", "a key twice, without end"), ("9b7fffffffffffffff", "more items than bytes"),
    ("5b7fffffffffffffff", "more bytes than there are"), ("bbffffffffffffffff", "more pairs than bytes"),
  ])
  func refuses(hexadecimal: String, why: Comment) {
    #expect(item(hexadecimal) == nil, why)
  }

  @Test func boundsTheDepth() {
    func nested(_ depth: Int) -> [UInt8] { [UInt8](repeating: 0x81, count: depth) + [0] }
    #expect(CBORParser.item(nested(CBORParser.deepest)) != nil)
    #expect(CBORParser.item(nested(CBORParser.deepest + 1)) == nil)
    #expect(CBORParser.item([UInt8](repeating: 0xC1, count: 20_000) + [0]) == nil)
    #expect(CBORParser.item([UInt8](repeating: 0x9F, count: 20_000)) == nil)
  }

  @Test func boundsTheItems() {
    func items(_ count: Int) -> [UInt8] { [0x9F] + [UInt8](repeating: 0, count: count) + [0xFF] }
    // The array and its end are two of them.
    #expect(CBORParser.item(items(CBORParser.mostItems - 2)) != nil)
    #expect(CBORParser.item(items(CBORParser.mostItems - 1)) == nil)
    #expect(CBORParser.item([0x5F] + [UInt8](repeating: 0x40, count: CBORParser.mostItems) + [0xFF]) == nil)
  }

  @Test func numbersAreReadAsTimes() {
    #expect(CBORItem.number(1_620_237_600.9).integerValue == 1_620_237_600)
    #expect(CBORItem.number(.nan).integerValue == nil)
    #expect(CBORItem.number(1e300).integerValue == nil)
    #expect(CBORItem.unsigned(.max).integerValue == nil)
    #expect(CBORItem.negative(.max).integerValue == nil)
    #expect(CBORItem.tagged(1, .negative(6)).integerValue == -7)
  }

  private func item(_ hexadecimal: String) -> CBORItem? {
    CBORParser.item(bytes(hexadecimal))
  }
}
