/// The frames of memory that processes have, each counted once however many of them share it, by what the kernel says in
/// `/proc/PID/maps` and `/proc/PID/pagemap` (pagemap.rst).
public struct RigFrames: Sendable {
  /// Of a page in `pagemap`.
  public static let entryBytes = 8
  private static let isPresent: UInt64 = 1 << 63
  private static let frame: UInt64 = 1 << 55 - 1

  private var frames: [UInt64] = []

  public init() {}

  /// The numbers of the pages that a process may have, in runs. What the kernel shows of its own clock is nobody's.
  public static func pages(maps: String, pageBytes: UInt64) -> [Range<UInt64>] {
    var runs: [Range<UInt64>] = []
    for line in RigText.parts(maps, separator: "\n") {
      let words = RigText.parts(line, separator: " ")
      guard let first = words.first, let last = words.last, RigText.rest(of: last, after: "[vvar") == nil
      else { continue }
      let ends = RigText.parts(first, separator: "-")
      guard ends.count == 2, let start = UInt64(ends[0], radix: 16), let end = UInt64(ends[1], radix: 16), start < end
      else { continue }
      runs.append(start / pageBytes..<end / pageBytes)
    }
    return runs
  }

  /// Takes entries of `pagemap`, as this processor orders their bytes: the least first.
  public mutating func take(_ entries: ArraySlice<UInt8>) {
    var start = entries.startIndex
    while start + RigFrames.entryBytes <= entries.endIndex {
      var entry: UInt64 = 0
      for index in (start..<start + RigFrames.entryBytes).reversed() { entry = entry << 8 | UInt64(entries[index]) }
      if entry & RigFrames.isPresent != 0 { frames.append(entry & RigFrames.frame) }
      start += RigFrames.entryBytes
    }
  }

  /// How many there are, each once.
  public var count: Int {
    var count = 0
    var last: UInt64?
    for frame in frames.sorted() where frame != last {
      count += 1
      last = frame
    }
    return count
  }
}
