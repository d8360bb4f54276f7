import Foundation

/// How long something took, each time it was done. Microseconds.
public struct Samples: Equatable, Sendable {
  /// From the shortest to the longest.
  public let sorted: [Int]

  public init(_ microseconds: [Int]) {
    sorted = microseconds.sorted()
  }

  public var least: Int? { sorted.first }
  public var greatest: Int? { sorted.last }
  /// The middle one, or the mean of the two in the middle.
  public var median: Int? {
    guard !sorted.isEmpty else { return nil }
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }

  /// One bar of a histogram: how many samples are at or above `from` and below the next bar's.
  public struct Bar: Equatable, Sendable, Codable {
    public var from: Int
    public var count: Int
  }

  /// The samples in bars of one width: the least of 1, 2 and 5 times a power of ten that needs no more than `most` of them.
  public func histogram(most: Int = 10) -> [Bar] {
    guard let least, let greatest else { return [] }
    var width = 1
    while greatest / width - least / width >= most { width = Self.next(width) }
    var bars = (least / width...greatest / width).map { Bar(from: $0 * width, count: 0) }
    for value in sorted { bars[value / width - least / width].count += 1 }
    return bars
  }

  private static func next(_ width: Int) -> Int {
    String(width).first == "2" ? width / 2 * 5 : width * 2
  }
}

extension Samples: Codable {
  private enum Keys: String, CodingKey {
    case samples, median, least, greatest, histogram
  }

  public init(from decoder: any Decoder) throws {
    self.init(try decoder.container(keyedBy: Keys.self).decode([Int].self, forKey: .samples))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(sorted, forKey: .samples)
    try container.encodeIfPresent(median, forKey: .median)
    try container.encodeIfPresent(least, forKey: .least)
    try container.encodeIfPresent(greatest, forKey: .greatest)
    try container.encode(histogram(), forKey: .histogram)
  }
}
