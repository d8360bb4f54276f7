import CGlibc

/// Names that lead to other names.
public enum Links {
  /// `PATH_MAX` of <linux/limits.h>, which is what `realpath` writes at most.
  private static let longestPath = 4_096

  /// What `path` leads to now, with every link on the way followed; nil where nothing is there.
  public static func followed(_ path: String) -> String? {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: longestPath) { place in
      guard realpath(path, place.baseAddress) != nil else { return nil }
      return place.baseAddress.map { String(cString: $0) }
    }
  }
}
