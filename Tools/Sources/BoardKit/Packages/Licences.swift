import Foundation

/// What a package's copyright file says about licences.
struct Licences: Equatable, Sendable {
  /// The short names, in the order of the file, each once; empty where the file is plain text.
  var names: [String] = []

  /// Reads a copyright file. Those in Debian's machine-readable form begin with `Format:` and name a licence in each `License:` field.
  init(copyright: String) {
    let lines = copyright.split(separator: "\n", omittingEmptySubsequences: false)
    guard let first = lines.first, first.lowercased().hasPrefix("format:") else { return }
    for line in lines {
      guard line.lowercased().hasPrefix("license:") else { continue }
      let name = line.dropFirst("license:".count).trimmingCharacters(in: .whitespaces)
      if !name.isEmpty, !names.contains(name) { names.append(name) }
    }
  }

  /// For a table: the names, or where to read.
  var summary: String { names.isEmpty ? "see its copyright file" : names.joined(separator: ", ") }
}
