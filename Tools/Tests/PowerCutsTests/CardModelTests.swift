import Foundation
import Testing

@testable import PowerCuts

@Suite struct CardModelTests {
  /// 0 write, 1 write, 2 flush, 3 write, 4 write, 5 forced write, 6 write of four sectors.
  static func model(_ flushes: CardModel.Flushes = .kept) throws -> CardModel {
    var made = LogBytes()
    made.write(0, fill: 1)
    made.write(1, fill: 2)
    made.flush()
    made.write(0, fill: 3)
    made.write(2, fill: 4)
    made.write(3, fill: 5, flags: LogBytes.forced)
    made.write(4, count: 4, fill: 6)
    return CardModel(try WriteLog(made.bytes), flushes: flushes)
  }

  private func entries(_ model: CardModel, _ position: Int, _ loss: Cut.Loss) -> [Int] {
    model.kept(after: Cut(position: position, loss: loss)).map(\.entry)
  }

  @Test func onlyADoneFlushMakesWhatWasBeforeItSafe() throws {
    let model = try Self.model()
    #expect((0...7).map { model.durable(at: $0) } == [0, 0, 0, 2, 2, 2, 2, 2])
  }

  @Test func nothingLostIsEveryWriteInOrder() throws {
    let model = try Self.model()
    #expect(entries(model, 7, .nothing) == [3, 4, 5, 6])
    #expect(entries(model, 2, .nothing) == [0, 1])
    #expect(entries(model, 3, .nothing) == [])
  }

  @Test func everythingLostSparesOnlyWhatWasForcedThrough() throws {
    let model = try Self.model()
    #expect(entries(model, 7, .everything) == [5])
    #expect(entries(model, 5, .everything) == [])
    #expect(entries(model, 2, .everything) == [])
  }

  @Test func theNewestMayOvertakeAllOthers() throws {
    let model = try Self.model()
    #expect(entries(model, 7, .allButNewest) == [5, 6])
    #expect(entries(model, 5, .allButNewest) == [4])
  }

  @Test func everyChoiceOfSomeComesUpAndForcedWritesStay() throws {
    let model = try Self.model()
    var seen: Set<[Int]> = []
    for seed in 0..<200 as Range<UInt64> { seen.insert(entries(model, 7, .some(seed: seed))) }
    #expect(seen.count == 8)
    #expect(seen.allSatisfy { $0.contains(5) })
    #expect(entries(model, 7, .some(seed: 3)) == entries(model, 7, .some(seed: 3)))
  }

  @Test func tornWritesKeepAnyOfTheirSectorsAndNeverHalfOfOne() throws {
    let model = try Self.model()
    var seen: Set<[Range<Int>]> = []
    for seed in 0..<500 as Range<UInt64> {
      let kept = model.kept(after: Cut(position: 7, loss: .torn(seed: seed)))
      #expect(kept.contains { $0.entry == 5 && $0.sectors == 0..<1 })
      let runs = kept.filter { $0.entry == 6 }.map(\.sectors)
      #expect(runs.allSatisfy { !$0.isEmpty && $0.upperBound <= 4 })
      #expect(zip(runs, runs.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound })
      seen.insert(runs)
    }
    #expect(seen.count == 16)
  }

  @Test func aCardThatOnlySaysItHasFlushedMayLoseAllOfIt() throws {
    #expect(try Self.model(.broken).durable(at: 7) == 0)
    #expect(entries(try Self.model(.broken), 7, .everything) == [])
  }
}

@Suite struct CutPlanTests {
  @Test func aSeedIsAPlan() {
    #expect(CutPlan.cuts(300, of: 100, seed: 5) == CutPlan.cuts(300, of: 100, seed: 5))
    #expect(CutPlan.cuts(300, of: 100, seed: 5) != CutPlan.cuts(300, of: 100, seed: 6))
  }

  @Test func everyPositionComesUpBeforeAnyComesUpTwice() {
    let cuts = CutPlan.cuts(101, of: 100, seed: 1)
    #expect(Set(cuts.map(\.position)) == Set(0...100))
  }

  @Test func cutsDifferAndStandInOrder() {
    let cuts = CutPlan.cuts(1_000, of: 20, seed: 2)
    #expect(Set(cuts).count == 1_000)
    #expect(zip(cuts, cuts.dropFirst()).allSatisfy { $0.position <= $1.position })
  }

  @Test func everyWayToLoseComesUp() {
    let words = CutPlan.cuts(200, of: 400, seed: 3).map(\.description)
    for word in ["nothing lost", "all lost", "only the newest", "some lost", "torn"] {
      #expect(words.count { $0.contains(word) } > 20, "\(word)")
    }
  }
}
