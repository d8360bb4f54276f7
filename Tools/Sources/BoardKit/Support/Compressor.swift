import Foundation

/// Compresses, and remembers what it compressed: a kernel takes longer than all the rest of an image, and changes least.
struct Compressor {
  /// Where results are kept, by what they were made from and how.
  let cache: URL

  func compressed(_ data: Data, by program: String, _ arguments: [String]) throws -> Data {
    let key = Identity.hash(Data((Identity.hash(data) + program + arguments.joined()).utf8))
    let file = cache.appendingPathComponent(key)
    if let known = try? Data(contentsOf: file) { return known }
    try FileManager.default.createDirectory(at: cache, withIntermediateDirectories: true)
    let source = cache.appendingPathComponent("\(key).\(ProcessInfo.processInfo.processIdentifier)")
    try data.write(to: source)
    defer { try? FileManager.default.removeItem(at: source) }
    let result = try Command.run(program, arguments + ["-c", "-q", source.path])
    try result.write(to: file, options: .atomic)
    return result
  }
}
