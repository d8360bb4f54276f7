import Seeds

/// Chooses cut points by a seed.
public enum CutPlan {
  /// `count` different cuts of a log of `entries` entries, in the order of their positions.
  ///
  /// Every position is cut at before any is cut at twice, and each of the ways to lose comes up as often as the others:
  /// what one run leaves out, another seed finds.
  public static func cuts(_ count: Int, of entries: Int, seed: UInt64) -> [Cut] {
    var random = Seeded(seed)
    var cuts: Set<Cut> = []
    var positions: [Int] = []
    // Few positions have few ways to lose that are not drawn by a seed; those are without end.
    while cuts.count < count {
      if positions.isEmpty { positions = Array(0...entries).shuffled(using: &random) }
      cuts.insert(Cut(position: positions.removeLast(), loss: loss(&random)))
    }
    return cuts.sorted { ($0.position, $0.description) < ($1.position, $1.description) }
  }

  private static func loss(_ random: inout Seeded) -> Cut.Loss {
    switch Int.random(in: 0..<5, using: &random) {
    case 0: .nothing
    case 1: .everything
    case 2: .allButNewest
    case 3: .some(seed: random.next())
    default: .torn(seed: random.next())
    }
  }
}
