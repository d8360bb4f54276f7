/// How something went over a run: looked at in even steps, and flat where its end is as its beginning.
public struct Course: Equatable, Sendable {
  public let name: String
  public let unit: String
  /// How much more the last quarter may have than the first.
  public let allowance: Allowance
  public private(set) var samples: [Int] = []

  public enum Allowance: Equatable, Sendable {
    case by(Int)
    /// In hundredths of the first quarter's.
    case percent(Int)
  }

  public init(_ name: String, unit: String = "", allowance: Allowance) {
    self.name = name
    self.unit = unit
    self.allowance = allowance
  }

  public mutating func note(_ sample: Int) { samples.append(sample) }

  /// The medians of the first quarter and of the last.
  public var ends: (first: Int, last: Int) {
    let quarter = max(1, samples.count / 4)
    return (Self.median(samples.prefix(quarter)), Self.median(samples.suffix(quarter)))
  }

  public var isFlat: Bool {
    let (first, last) = ends
    return switch allowance {
    case .by(let more): last <= first + more
    case .percent(let hundredths): last * 100 <= first * (100 + hundredths)
    }
  }

  private static func median(_ samples: ArraySlice<Int>) -> Int {
    samples.isEmpty ? 0 : samples.sorted()[samples.count / 2]
  }
}

extension Course: CustomStringConvertible {
  public var description: String { "\(name): \(ends.first) to \(ends.last)\(unit.isEmpty ? "" : " " + unit)" }
}
