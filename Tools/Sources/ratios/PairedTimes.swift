import Glibc

/// What two ways to do the same took, measured in turn, so that whatever else the machine does falls on both.
struct PairedTimes {
  /// Of one operation each, in nanoseconds, round by round.
  let ours: [Double]
  let floor: [Double]

  enum Clock {
    /// What this program was given of the processor: what only computes is not measured by who else computes.
    case processor
    /// For what waits for a disk.
    case wall
  }

  /// - Parameters:
  ///   - rounds: how often the two take turns; one more comes first and is not counted.
  ///   - operations: how many of each in a round.
  init(
    rounds: Int, operations: Int, by clock: Clock, ours: (Int) throws -> Void, floor: (Int) throws -> Void
  ) throws {
    try self.init(
      rounds: rounds, ours: { try Self.time(operations, $0, clock, ours) },
      floor: { try Self.time(operations, $0, clock, floor) })
  }

  /// The same where another program does the floor, and says itself what one operation took it.
  init(rounds: Int, operations: Int, ours: (Int) throws -> Void, floor: () throws -> Double) throws {
    try self.init(
      rounds: rounds, ours: { try Self.time(operations, $0, .processor, ours) }, floor: { _ in try floor() })
  }

  /// Of either, what one operation took in a round.
  private init(rounds: Int, ours: (Int) throws -> Double, floor: (Int) throws -> Double) rethrows {
    var times: (ours: [Double], floor: [Double]) = ([], [])
    for round in 0...rounds {
      // Who goes first changes, so that neither always finds the caches as the other left them.
      let isOursFirst = round % 2 == 0
      let first = try isOursFirst ? ours(round) : floor(round)
      let second = try isOursFirst ? floor(round) : ours(round)
      guard round > 0 else { continue }
      times.ours.append(isOursFirst ? first : second)
      times.floor.append(isOursFirst ? second : first)
    }
    (self.ours, self.floor) = times
  }

  private static func time(
    _ operations: Int, _ round: Int, _ clock: Clock, _ body: (Int) throws -> Void
  ) rethrows -> Double {
    let began = now(clock)
    for number in 0..<operations { try body(round * operations + number) }
    return (now(clock) - began) / Double(operations)
  }

  /// In nanoseconds.
  private static func now(_ clock: Clock) -> Double {
    var time = timespec()
    clock_gettime(clock == .processor ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
  }

  /// How many times longer ours takes: of all rounds the middle one, and the quarters below and above it.
  var ratio: (low: Double, middle: Double, high: Double) {
    let sorted = zip(ours, floor).map { $0 / $1 }.sorted()
    return (sorted[sorted.count / 4], sorted[sorted.count / 2], sorted[sorted.count * 3 / 4])
  }

  var middle: (ours: Double, floor: Double) {
    (ours.sorted()[ours.count / 2], floor.sorted()[floor.count / 2])
  }
}
