import Codes
import Testing

@Suite struct RegionTests {
  @Test(
    arguments: [
      (610_400, "61", true), (610_400, "6104", true), (610_400, "610400", true), (610_400, "610402", false),
      (610_600, "6104", false), (620_400, "61", false), (10_203, "01", true), (10_203, "0102", true),
      (10_203, "10", false),
      (0, "00", true), (61, "61", false), (6_104, "61", false), (6_104, "0061", true), (999_999, "99", true),
    ] as [(UInt32, String, Bool)])
  func `a region is under a prefix that begins it`(digits: UInt32, prefix: String, isUnder: Bool) throws {
    let region = try #require(Region(digits: digits))
    #expect(region.isUnder(try #require(RegionPrefix(text: prefix))) == isUnder)
  }

  @Test(arguments: ["", "6", "610", "61040", "6104000", "6a", "６１", " 61", "-1", "+1", "61 "])
  func `a prefix is two, four or six digits`(text: String) {
    #expect(RegionPrefix(text: text) == nil)
  }

  @Test(arguments: ["00", "61", "0104", "6104", "000000", "610402"])
  func `a prefix keeps its zeroes`(text: String) throws {
    #expect(try #require(RegionPrefix(text: text)).text == text)
  }

  @Test func `digits that do not fit make no value`() throws {
    #expect(Region(digits: 1_000_000) == nil)
    #expect(RegionPrefix(digits: 100, count: 2) == nil)
    #expect(RegionPrefix(digits: 10_000, count: 4) == nil)
    #expect(RegionPrefix(digits: 1_000_000, count: 6) == nil)
    #expect(RegionPrefix(digits: 1, count: 3) == nil)
    #expect(try #require(Region(digits: 1_001)).text == "001001")
  }
}
