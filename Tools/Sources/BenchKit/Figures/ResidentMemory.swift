/// What a process keeps in memory, in KiB, as the kernel counts it (`proc(5)`, smaps_rollup).
public struct ResidentMemory: Equatable, Sendable, Codable {
  /// Everything that is there for the process, pages of libraries included that others use too: `VmRSS`.
  public var resident: Int
  /// The same, but of a page that several processes use only this one's share: `Pss`.
  public var proportional: Int
  /// What only this process has and has written: all that could not be had again from a file.
  public var ownWritten: Int
  /// The most that was ever resident.
  public var peak: Int
}

extension ResidentMemory {
  /// Reads the kernel's words; nil where they do not say it.
  public init?(rollup: String, status: String) {
    guard let resident = Self.kibibytes("Rss", in: rollup), let proportional = Self.kibibytes("Pss", in: rollup),
      let ownWritten = Self.kibibytes("Private_Dirty", in: rollup), let peak = Self.kibibytes("VmHWM", in: status)
    else { return nil }
    self.resident = resident
    self.proportional = proportional
    self.ownWritten = ownWritten
    self.peak = peak
  }

  /// `Rss:               4776 kB`
  private static func kibibytes(_ name: String, in text: String) -> Int? {
    for line in text.split(separator: "\n") where line.hasPrefix(name + ":") {
      let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
      return words.count == 3 && words[2] == "kB" ? Int(words[1]) : nil
    }
    return nil
  }
}
