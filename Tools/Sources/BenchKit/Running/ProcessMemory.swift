import Foundation

/// The memory of another process, as a debugger or a core dump would have it.
public enum ProcessMemory {
  /// Copies all that the process can write, heap and stacks among it, into a file. Only root may; false where the
  /// process is gone, or gives nothing to read.
  static func copy(of process: Int32, to file: URL) throws -> Bool {
    guard let maps = try? String(contentsOfFile: "/proc/\(process)/maps", encoding: .utf8),
      let memory = FileHandle(forReadingAtPath: "/proc/\(process)/mem"),
      FileManager.default.createFile(atPath: file.path, contents: nil, attributes: [.posixPermissions: 0o600]),
      let copy = FileHandle(forWritingAtPath: file.path)
    else { return false }
    defer {
      try? memory.close()
      try? copy.close()
    }
    var isCopied = false
    for line in maps.split(separator: "\n") {
      let fields = line.split(separator: " ", maxSplits: 5)
      let ends = fields[0].split(separator: "-").compactMap { UInt64($0, radix: 16) }
      guard fields.count > 1, fields[1].hasPrefix("rw"), ends.count == 2 else { continue }
      // A mapping may be gone by now, or be of a device.
      guard (try? memory.seek(toOffset: ends[0])) != nil,
        let bytes = try? memory.read(upToCount: Int(ends[1] - ends[0]))
      else { continue }
      try copy.write(contentsOf: bytes)
      isCopied = isCopied || !bytes.isEmpty
    }
    return isCopied
  }
}
