import CGlibc
import CRig
import RigProtocol

/// Why a request was not carried out, for a person to read.
struct RigFault: Error {
  let reason: String

  init(_ reason: String) { self.reason = reason }

  /// A call failed, and `errno` says why.
  static func system(_ what: String) -> RigFault {
    RigFault(what + ": " + (strerror(glibc_errno()).map { String(cString: $0) } ?? "unknown"))
  }
}

/// Files, as short as a tool of the bench may have them.
enum File {
  static func open(_ path: String, _ flags: Int32) throws(RigFault) -> Int32 {
    let descriptor = glibc_open(path, flags | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .system(path) }
    return descriptor
  }

  /// The whole of a file, or its beginning; nil where there is none.
  static func read(_ path: String, limit: Int = Int.max) -> [UInt8]? {
    let descriptor = glibc_open(path, O_RDONLY | O_CLOEXEC, 0)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while bytes.count < limit {
      let count = CGlibc.read(descriptor, &piece, min(piece.count, limit - bytes.count))
      guard count > 0 else { break }
      bytes += piece[..<count]
    }
    return bytes
  }

  static func text(_ path: String) -> String? {
    read(path, limit: 4_096).map { bytes in
      String(decoding: bytes.last == UInt8(ascii: "\n") ? bytes.dropLast() : bytes[...], as: UTF8.self)
    }
  }

  /// Writes a word to a file of the kernel's.
  static func tell(_ path: String, _ word: String) throws(RigFault) {
    let descriptor = try open(path, O_WRONLY)
    defer { close(descriptor) }
    guard write(descriptor, word, word.utf8.count) == word.utf8.count else { throw .system(path) }
  }

  /// The last name of what a link leads to.
  static func target(_ path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: 4_096)
    let count = readlink(path, &buffer, buffer.count)
    guard count > 0 else { return nil }
    let bytes = buffer[..<count].map { UInt8(bitPattern: $0) }
    let start = bytes.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
    return String(decoding: bytes[start...], as: UTF8.self)
  }
}

/// Processes of the terminal.
enum Processes {
  /// The process whose program has this name; the lowest number where there are several.
  static func find(_ name: String) throws(RigFault) -> pid_t {
    // A board has some hundred processes in its life, and most of them are the kernel's.
    for number in 1..<Int32(4_096) {
      if let text = File.text(Place.processes + "/\(number)/comm"), text == name { return number }
    }
    throw RigFault("no process is called " + name)
  }

  /// What processes of these names have in memory together, in KiB.
  static func resident(_ names: [String]) throws(RigFault) -> Int {
    var frames = RigFrames()
    for name in names {
      let folder = Place.processes + "/\(try find(name))/"
      guard let maps = File.read(folder + "maps") else { throw .system(name) }
      let table = try File.open(folder + "pagemap", O_RDONLY)
      defer { close(table) }
      var piece = [UInt8](repeating: 0, count: 65_536)
      for pages in RigFrames.pages(maps: String(decoding: maps, as: UTF8.self), pageBytes: pageBytes) {
        var place = Int(pages.lowerBound) * RigFrames.entryBytes
        let end = Int(pages.upperBound) * RigFrames.entryBytes
        while place < end {
          let count = pread(table, &piece, min(piece.count, end - place), off_t(place))
          guard count > 0 else { throw .system(name) }
          frames.take(piece[..<count])
          place += count
        }
      }
    }
    return frames.count * Int(pageBytes) / 1_024
  }

  private static let pageBytes: UInt64 = 4_096
}
