import Foundation

/// What a program leaves in its log that did not end as it was meant to.
enum CrashMarks {
  /// The words of Swift's runtime, of its backtracer and of the C library.
  private static let marks = [
    "Fatal error", "Crashed", "Program crashed", "*** Signal", "stack smashing", "free():", "malloc():",
    "Assertion `",
  ]

  /// The lines of a log that say so; none where there is no log.
  static func found(in log: URL) throws -> [String] {
    guard FileManager.default.fileExists(atPath: log.path) else { return [] }
    let text = String(decoding: try Data(contentsOf: log), as: UTF8.self)
    return text.split(separator: "\n").filter { line in marks.contains { line.contains($0) } }
      .map { "\(log.lastPathComponent): \($0)" }
  }
}
