import Testing

@testable import BenchKit

@Suite struct ScenarioUnitsTests {
  @Test(arguments: [("0", 0), ("12", 12_00), ("12.5", 12_50), ("12.50", 12_50), ("0.01", 1)] as [(String, Int64)])
  func `an amount in yuan is fen`(text: String, fen: Int64) {
    #expect(ScenarioUnits.fen(text) == fen)
  }

  @Test(arguments: ["", ".", "1.", ".5", "1.234", "-1", "+1", "1,5", "1e3", "１", "1000000001", "99999999999999999999"])
  func `another text is no amount`(text: String) {
    #expect(ScenarioUnits.fen(text) == nil)
  }

  @Test(
    arguments: [("0", 0), ("90s", 90), ("-15m", -900), ("+2h", 7_200), ("3d", 259_200)] as [(String, Int64)])
  func `a span has a unit`(text: String, seconds: Int64) {
    #expect(ScenarioUnits.seconds(text) == seconds)
  }

  @Test(arguments: ["", "5", "s", "-s", "--5s", "1.5h", "5 s", "5w", "36501d", "9223372036854775807d"])
  func `another text is no span`(text: String) {
    #expect(ScenarioUnits.seconds(text) == nil)
  }
}
