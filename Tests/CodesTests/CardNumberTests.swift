import Codes
import Testing

@Suite("Card numbers")
struct CardNumberTests {
  /// Reckoned by hand. Of 10000000000 the one counts twice: 2, and 8 more are ten. Of eleven nines six count twice, as 1 + 8 each: 99.
  /// Of 12345678901 it is 2 + 2 + 6 + 4 + 1 + 6 + 5 + 8 + 9 + 0 + 2 = 45.
  static let numbers: [(value: UInt64, isNumber: Bool)] = [
    (100_000_000_008, true), (100_000_000_009, false), (999_999_999_991, true), (999_999_999_999, false),
    (123_456_789_015, true), (123_456_789_051, false), (123_456_789_016, false), (10_000_000_009, false),
    (1_000_000_000_000, false), (0, false),
  ]

  @Test("The last digit checks the others", arguments: numbers)
  func checked(value: UInt64, isNumber: Bool) {
    #expect((CardNumber(value)?.value == value) == isNumber)
  }

  @Test("A drawn one is a number, and no wrong digit in it is")
  func drawn() throws {
    for random: UInt64 in [0, 1, 89_999_999_999, 90_000_000_000, .max, 0x0123_4567_89AB_CDEF] {
      let number = CardNumber(drawnBy: random)
      #expect(CardNumber(number.value) == number && CardNumber(text: number.text) == number)
      var place: UInt64 = 1
      for _ in 0..<CardNumber.digitCount {
        let digit = number.value / place % 10
        for other in 0...9 where UInt64(other) != digit {
          #expect(CardNumber(number.value - digit * place + UInt64(other) * place) == nil)
        }
        place *= 10
      }
    }
    #expect(CardNumber(drawnBy: 0).value == 100_000_000_008)
  }

  @Test("Texts that are none", arguments: ["", "12345678901", "1234567890151", "12345678901a", "１２３４", "-23456789015"])
  func texts(text: String) {
    #expect(CardNumber(text: text) == nil)
  }

  @Test("The last four digits, zeroes and all")
  func ending() {
    #expect(CardNumber(text: "100000000008")?.ending == "0008")
    #expect(CardNumber(text: "123456789015")?.ending == "9015")
  }
}
