import Foundation

/// Files as they shall be in an image: bytes, modes and links, and nothing of the machine they are made on.
package struct FileTree: Sendable {
  enum Entry: Sendable {
    case folder(mode: UInt16)
    case file(Data, mode: UInt16)
    case link(to: String)
    case characterDevice(major: UInt32, minor: UInt32, mode: UInt16)
  }

  /// By path, without a slash in front.
  private(set) var entries: [String: Entry] = [:]

  package init() {}

  /// Every path, folders before what is in them.
  var paths: [String] { entries.keys.sorted() }

  /// Puts a folder, and those that it is in.
  package mutating func put(folder path: String, mode: UInt16 = 0o755) {
    putParent(of: path)
    entries[path] = .folder(mode: mode)
  }

  mutating func put(_ data: Data, at path: String, mode: UInt16 = 0o644) {
    putParent(of: path)
    entries[path] = .file(data, mode: mode)
  }

  mutating func put(_ text: String, at path: String) {
    put(Data(text.utf8), at: path)
  }

  package mutating func put(program: Data, at path: String) {
    put(program, at: path, mode: 0o755)
  }

  mutating func put(link path: String, to target: String) {
    putParent(of: path)
    entries[path] = .link(to: target)
  }

  mutating func put(characterDevice path: String, major: UInt32, minor: UInt32, mode: UInt16) {
    putParent(of: path)
    entries[path] = .characterDevice(major: major, minor: minor, mode: mode)
  }

  private mutating func putParent(of path: String) {
    guard let slash = path.lastIndex(of: "/") else { return }
    let parent = String(path[..<slash])
    if entries[parent] == nil { put(folder: parent) }
  }

  /// The bytes of the files.
  var size: Int {
    entries.values.reduce(0) { if case .file(let data, _) = $1 { $0 + data.count } else { $0 } }
  }

  /// Writes folders, files and links for a tool that makes a file system of them. Devices it cannot make without root, and none needs
  /// them: they are the kernel's.
  func write(to folder: URL, time: Date) throws {
    let manager = FileManager.default
    try manager.createDirectory(at: folder, withIntermediateDirectories: true)
    for path in paths {
      let url = folder.appendingPathComponent(path)
      switch entries[path] {
      case .folder: try manager.createDirectory(at: url, withIntermediateDirectories: true)
      case .file(let data, _): try data.write(to: url)
      case .link(let target): try manager.createSymbolicLink(atPath: url.path, withDestinationPath: target)
      case .characterDevice, nil: break
      }
    }
    // Behind all writing, and the deepest first: writing into a folder touches it, and may need the right to.
    for path in paths.reversed() {
      let mode: UInt16
      switch entries[path] {
      case .folder(let its), .file(_, let its): mode = its
      case .link, .characterDevice, nil: continue
      }
      try manager.setAttributes(
        [.posixPermissions: Int(mode), .modificationDate: time], ofItemAtPath: folder.appendingPathComponent(path).path)
    }
  }
}
