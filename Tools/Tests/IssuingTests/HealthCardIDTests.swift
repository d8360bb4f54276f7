import Codes
import KeyFiles
import Testing

@testable import Issuing

@Suite("The electronic health card ID")
struct HealthCardIDTests {
  static let rootKey: [UInt8] = (0..<16).map { $0 < 8 ? 0x01 + 0x22 * $0 : 0xFE - 0x22 * ($0 - 8) }

  /// The example that is published with the algorithm.
  @Test func example() throws {
    #expect(Hexadecimal.text(Self.rootKey) == "0123456789ABCDEFFEDCBA9876543210")
    let id = try HealthCardID(number: "11010020171225006X", name: "电子健康卡", rootKey: Self.rootKey)
    #expect(Hexadecimal.text(id.index) == "ABD17E7ED399EF68AB5660155D6E226D2C92EAC3254A4A66BED83AED0ADA1E9E")
    #expect(Hexadecimal.text(id.factor) == "92CDCE45A16799FD")
    #expect(Hexadecimal.text(id.userKey) == "86C63180C2806ED1F47B859DE501215B")
    #expect(
      Hexadecimal.text(id.cardID) == "98FF9F2C05145CB9305E9D8A57E072BB51180CA49E5BE5E9D41BCE3A9A571928")
    #expect(HealthCardForm.cardID(in: Array((Hexadecimal.text(id.cardID) + ":1").utf8)) == id.cardID)
  }

  @Test func whatIsNoNumberAndNoKey() {
    func fault(_ type: String, _ number: String, _ key: [UInt8]) -> IssuingFault? {
      do throws(IssuingFault) {
        _ = try HealthCardID(type: type, number: number, name: "某", rootKey: key)
        return nil
      } catch { return error }
    }
    #expect(fault("01", String(repeating: "1", count: 30), Self.rootKey) == nil)
    for (type, number) in [
      ("1", "1"), ("01", ""), ("01", String(repeating: "1", count: 31)), ("01", "１"), ("01", "1 2"),
    ] {
      #expect(fault(type, number, Self.rootKey) == .identityNumber)
    }
    #expect(fault("01", "1", [1, 2]) == .rootKeyLength)
  }
}
