import Foundation

/// Makes file systems as files, with the ordinary tools for it, each always the same from the same files.
struct FileSystems {
  /// Of everything in an image.
  let time: UInt32
  /// The board's name, by which the numbers in its file systems are made.
  let board: String
  /// For what the tools need to have on disk.
  let work: URL

  private var environment: [String: String] {
    // The older of e2fsprogs only know the second.
    ["SOURCE_DATE_EPOCH": String(time), "E2FSPROGS_FAKE_TIME": String(time), "MKE2FS_CONFIG": "/dev/null"]
  }
  private var date: Date { Date(timeIntervalSince1970: TimeInterval(time)) }

  /// A squashfs file system of at most `limit` MiB, all owned by root and by the groups that the tree names.
  func squashfs(_ tree: FileTree, name: String, limit: Int) throws -> URL {
    let folder = try written(tree, name: name)
    let file = work.appendingPathComponent(name + ".squashfs")
    // lz4: a quarter larger than zstd, and unpacked several times as fast, by a processor whose first work after a start is to unpack
    // the C libraries before anything is shown.
    // The later of two actions holds; `-all-root` would hold against both.
    let owners =
      ["guid(0,0)@true"] + tree.groups.map { "guid(0,\($0.group))@pathname(\($0.path))" }
    try Command.run(
      "mksquashfs",
      [
        folder.path, file.path, "-noappend", "-no-progress", "-quiet", "-no-xattrs", "-comp", "lz4",
        "-Xhc", "-b", "131072", "-mkfs-time", String(time), "-all-time", String(time),
      ] + owners.flatMap { ["-action", $0] })
    let size = try file.size()
    guard size <= limit << 20 else {
      throw BoardFault("the root slot has \(size) bytes, and its partition \(limit) MiB: raise 'root' in board.yaml")
    }
    return file
  }

  /// A FAT file system of `size` MiB.
  func fat(_ tree: FileTree, name: String, size: Int) throws -> URL {
    let folder = try written(tree, name: name)
    let file = work.appendingPathComponent(name + ".vfat")
    try file.makeEmpty(size << 20)
    let number = String(Identity.number("\(board) \(name)"), radix: 16)
    try Command.run(
      "mkfs.vfat", ["--invariant", "-F", "32", "-s", "1", "-i", number, "-n", "BOOT", file.path],
      environment: environment)
    for path in tree.paths {
      switch tree.entries[path] {
      case .folder: try Command.run("mmd", ["-i", file.path, "::" + path], environment: environment)
      case .file:
        let source = folder.appendingPathComponent(path).path
        do {
          try Command.run("mcopy", ["-m", "-i", file.path, source, "::" + path], environment: environment)
        } catch {
          throw BoardFault("\(error); is 'boot' in board.yaml, \(size) MiB, too small?")
        }
      case .link, .characterDevice: throw BoardFault("\(path) cannot be on a FAT file system")
      case nil: break
      }
    }
    return file
  }

  /// An empty, journalled ext4 file system of `size` MiB.
  func ext4(name: String, size: Int) throws -> URL {
    let file = work.appendingPathComponent(name + ".ext4")
    try file.makeEmpty(size << 20)
    // Without metadata_csum: the kernel writes the superblock in place, not by way of the journal, at each mount. A card that is cut off
    // between two of its sectors would leave one whose checksum is wrong, which neither a mount nor e2fsck takes, and so small a file
    // system has no second superblock.
    let features = [
      "none", "has_journal", "ext_attr", "resize_inode", "dir_index", "filetype", "extent", "64bit", "flex_bg",
      "sparse_super",
      "large_file", "huge_file", "dir_nlink", "extra_isize",
    ]
    // Nothing is left to be made at the first mount, when the power may go.
    try Command.run(
      "mke2fs",
      [
        "-q", "-F", "-t", "ext4", "-b", "4096", "-I", "256", "-i", "16384", "-m", "0", "-L", "data", "-J", "size=8",
        "-O", features.joined(separator: ","), "-U",
        Identity.uuid("\(board) \(name) file system").uuidString.lowercased(),
        "-E",
        "hash_seed=\(Identity.uuid("\(board) \(name) hash").uuidString.lowercased()),lazy_itable_init=0,lazy_journal_init=0,nodiscard",
        file.path,
      ], environment: environment)
    return file
  }

  private func written(_ tree: FileTree, name: String) throws -> URL {
    let folder = work.appendingPathComponent(name)
    try tree.write(to: folder, time: date)
    return folder
  }
}

extension URL {
  /// The file's size in bytes.
  func size() throws -> Int {
    guard let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int else {
      throw BoardFault("\(path) has no size")
    }
    return size
  }

  /// Makes the file anew, all zeroes, without taking room for them.
  func makeEmpty(_ size: Int) throws {
    try Data().write(to: self)
    let file = try FileHandle(forWritingTo: self)
    defer { try? file.close() }
    try file.truncate(atOffset: UInt64(size))
  }
}
