import Foundation

/// Files as they shall be in an image: bytes, modes and links, and nothing of the machine they are made on.
package struct FileTree: Sendable {
  enum Entry: Sendable {
    case folder(mode: UInt16)
    /// Root's, and a group's.
    case file(Data, mode: UInt16, group: UInt32)
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
    entries[path] = .file(data, mode: mode, group: 0)
  }

  mutating func put(_ text: String, at path: String) {
    put(Data(text.utf8), at: path)
  }

  package mutating func put(program: Data, at path: String) {
    put(program, at: path, mode: 0o755)
  }

  /// Puts a program that only root and a group may run, or so much as read.
  mutating func put(program: Data, at path: String, for group: UInt32) {
    putParent(of: path)
    entries[path] = .file(program, mode: 0o750, group: group)
  }

  /// The files that are not of root's group, by path.
  var groups: [(path: String, group: UInt32)] {
    paths.compactMap { path in
      if case .file(_, _, let group) = entries[path], group != 0 { (path, group) } else { nil }
    }
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
    entries.values.reduce(0) { if case .file(let data, _, _) = $1 { $0 + data.count } else { $0 } }
  }

  /// Writes folders, files and links for a tool that makes a file system of them. Devices it cannot make without root, and none needs
  /// them: they are the kernel's. Nor can it give a file to a group: that is the tool's to do.
  func write(to folder: URL, time: Date) throws {
    let manager = FileManager.default
    try manager.createDirectory(at: folder, withIntermediateDirectories: true)
    for path in paths {
      let url = folder.appendingPathComponent(path)
      switch entries[path] {
      case .folder: try manager.createDirectory(at: url, withIntermediateDirectories: true)
      case .file(let data, _, _): try data.write(to: url)
      case .link(let target): try manager.createSymbolicLink(atPath: url.path, withDestinationPath: target)
      case .characterDevice, nil: break
      }
    }
    // Behind all writing, and the deepest first: writing into a folder touches it, and may need the right to.
    for path in paths.reversed() {
      let mode: UInt16
      switch entries[path] {
      case .folder(let its), .file(_, let its, _): mode = its
      case .link, .characterDevice, nil: continue
      }
      try manager.setAttributes(
        [.posixPermissions: Int(mode), .modificationDate: time], ofItemAtPath: folder.appendingPathComponent(path).path)
    }
  }
}
