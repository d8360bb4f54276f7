import BenchKit
import Endurance
import Seeds
import Testing

@Suite struct KillTests {
  private func kills(_ seed: String) -> [Kill] {
    var random = Seeded(text: seed)
    return (0..<1_000).map { _ in Kill(drawnBy: &random) }
  }

  @Test func aSeedDrawsTheSameAgain() {
    #expect(kills("one") == kills("one"))
    #expect(kills("one") != kills("two"))
  }

  @Test func allOfItComesUp() {
    let kills = kills("1")
    for process in DeskProcess.allCases { #expect(kills.contains { $0.victims == [process] }) }
    #expect(Set(kills.filter { $0.victims.count == 2 }.map { Set($0.victims) }).count == 3)
    #expect(kills.contains { if case .starting = $0.moment { true } else { false } })
    #expect(kills.contains { if case .anyTime = $0.moment { true } else { false } })
    #expect(kills.count { if case .accepting = $0.moment { true } else { false } } > 400)
  }
}
