import Testing

@testable import Codes

@Suite struct BCDTests {
  @Test func `two digits a byte`() {
    for number in 0..<100 {
      #expect(BCD.decode([UInt8(((number / 10) << 4) + number % 10)]) == UInt32(number))
    }
    #expect(BCD.decode([0x19, 0x85]) == 1_985)
    #expect(BCD.decode([0x61, 0x04, 0x00]) == 610_400)
    #expect(BCD.decode([0x99, 0x99, 0x99, 0x99]) == 99_999_999)
    #expect(BCD.decode([]) == 0)
  }

  @Test func `nothing else`() {
    for byte in UInt8.min...UInt8.max where byte >> 4 > 9 || byte & 0x0F > 9 {
      #expect(BCD.decode([byte]) == nil)
      #expect(BCD.decode([0x19, byte]) == nil)
    }
    #expect(BCD.decode([0, 0, 0, 0, 0]) == nil)
  }
}
