import BoardKit
import Foundation

/// The data partition of a card that is in no terminal: its files, read and changed with e2fsprogs, without root.
struct CardFiles: Sendable {
  let card: URL
  let board: BoardDescription

  /// Users and groups of a board.
  enum Owner: Int, Sendable {
    case acceptd = 100
    case uplinkd = 101
    case console = 102
    case terminal = 110
  }

  /// A file to be put on the card.
  struct Placed: Sendable {
    var path: String
    var bytes: [UInt8]
    var owner: Owner
    var group: Owner
    var mode: Int
  }

  private var offset: Int { Partition.data.start(in: board.image) << 20 }
  private var device: String { "\(card.path)?offset=\(offset)" }

  /// Brings the file system to rest, as the next start would: a card that lost its power has a journal to replay.
  func settle() throws {
    // e2fsck opens its device a second time after a replay, and then forgets that it begins inside a file.
    let partition = card.appendingPathExtension("data")
    defer { try? FileManager.default.removeItem(at: partition) }
    let (start, size) = (Partition.data.start(in: board.image), board.image.data)
    try Command.run(
      "dd",
      [
        "if=\(card.path)", "of=\(partition.path)", "bs=1M", "skip=\(start)", "count=\(size)", "conv=sparse",
        "status=none",
      ])
    // 1 says that something was put right, which is what it is for.
    try Command.run("sh", ["-c", "e2fsck -fy \"$0\" >/dev/null 2>&1; [ $? -le 1 ]", partition.path])
    try Command.run(
      "dd", ["if=\(partition.path)", "of=\(card.path)", "bs=1M", "seek=\(start)", "conv=notrunc", "status=none"])
  }

  /// The whole partition, as someone finds it who has the card.
  var place: PersonalTraces.Place {
    PersonalTraces.Place(.storage, card, part: offset..<offset + board.image.data << 20)
  }

  /// The bytes of a file; nil where there is none.
  func read(_ path: String) throws -> [UInt8]? {
    let place = FileManager.default.temporaryDirectory.appendingPathComponent("acceptd-card-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: place) }
    try debug(["dump \(path) \(place.path)"])
    return (try? Data(contentsOf: place)).map(Array.init)
  }

  /// Puts files there, in place of what there is.
  func put(_ files: [Placed]) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("acceptd-card-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var commands: [String] = []
    for (number, file) in files.enumerated() {
      let source = folder.appendingPathComponent("\(number)")
      try Data(file.bytes).write(to: source)
      commands += ["rm \(file.path)", "write \(source.path) \(file.path)"]
      commands += ownership(file.path, file.owner, file.group, 0o100000 | file.mode)
    }
    try debug(commands, isWriting: true)
  }

  func remove(_ path: String) throws {
    try debug(["rm \(path)"], isWriting: true)
  }

  private func ownership(_ path: String, _ owner: Owner, _ group: Owner, _ mode: Int) -> [String] {
    [
      "set_inode_field \(path) mode 0\(String(mode, radix: 8))", "set_inode_field \(path) uid \(owner.rawValue)",
      "set_inode_field \(path) gid \(group.rawValue)",
    ]
  }

  private func debug(_ commands: [String], isWriting: Bool = false) throws {
    let script = FileManager.default.temporaryDirectory.appendingPathComponent("acceptd-card-\(UUID().uuidString)")
    try Data((commands.joined(separator: "\n") + "\n").utf8).write(to: script)
    defer { try? FileManager.default.removeItem(at: script) }
    try Command.run("debugfs", (isWriting ? ["-w"] : []) + ["-f", script.path, device])
  }
}
