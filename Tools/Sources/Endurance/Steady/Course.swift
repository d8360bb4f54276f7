/// How something went over a run: looked at in even steps, and flat where the last quarter is as the third. In the first half may fill up
/// what is meant to: caches, and logs up to where they are begun anew.
public struct Course: Equatable, Sendable {
  public let name: String
  public let unit: String
  /// How much more the last quarter may have than the third.
  public let allowance: Allowance
  public private(set) var samples: [Int] = []

  public enum Allowance: Equatable, Sendable {
    case by(Int)
    /// In hundredths of the third quarter's.
    case percent(Int)
  }

  public init(_ name: String, unit: String = "", allowance: Allowance) {
    self.name = name
    self.unit = unit
    self.allowance = allowance
  }

  public mutating func note(_ sample: Int) { samples.append(sample) }

  /// The medians of the four quarters.
  public var quarters: [Int] {
    (0..<4).map { quarter in
      Self.median(samples[(samples.count * quarter / 4)..<(samples.count * (quarter + 1) / 4)])
    }
  }

  public var isFlat: Bool {
    let (third, last) = (quarters[2], quarters[3])
    return switch allowance {
    case .by(let more): last <= third + more
    case .percent(let hundredths): last * 100 <= third * (100 + hundredths)
    }
  }

  private static func median(_ samples: ArraySlice<Int>) -> Int {
    samples.isEmpty ? 0 : samples.sorted()[samples.count / 2]
  }
}

extension Course: CustomStringConvertible {
  public var description: String {
    "\(name): \(quarters.map(String.init).joined(separator: ", "))\(unit.isEmpty ? "" : " " + unit)"
  }
}
