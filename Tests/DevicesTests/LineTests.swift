import Devices
import Testing

@Suite struct LineTests {
  @Test func bitsAreThoseOfThePinSocket() {
    let expected: [(LineSet, UInt32)] = [
      (.keypadRows, 0x0F), (.keypadColumns, 0xF0), (.displayRS, 1 << 8), (.displayE, 1 << 9),
      (.displayData, 0xF << 10), (.buzzer, 1 << 14), (.ledGreen, 1 << 15), (.ledRed, 1 << 16), (.tamper, 1 << 17),
    ]
    for (set, bits) in expected { #expect(set.rawValue == bits) }
  }

  @Test func everyLineIsEitherReadOrDriven() {
    #expect(LineSet.outputs.isDisjoint(with: .inputs))
    let all = Line.allCases.reduce(into: LineSet()) { $0.formUnion(LineSet($1)) }
    #expect(LineSet.outputs.union(.inputs) == all)
  }

  @Test func replacingTouchesTheMaskOnly() {
    let before: LineSet = [.buzzer, .ledGreen]
    #expect(before.replacing([.buzzer, .ledRed], with: [.ledRed, .tamper]) == [.ledGreen, .ledRed])
  }

  @Test func keysKnowTheirLines() throws {
    let key = try #require(KeyPosition(row: 2, column: 3))
    #expect(key.index == 11)
    #expect(key.rowLine == LineSet(.keypadRow2))
    #expect(key.columnLine == LineSet(.keypadColumn3))
    #expect(KeyPosition(row: 4, column: 0) == nil)
    #expect(KeyPosition(row: 0, column: 4) == nil)
    #expect(KeyPosition.all.map(\.index) == Array(0..<16))
  }
}
