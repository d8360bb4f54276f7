import Foundation

/// An ext4 file system in a file: brought back to what a board's kernel finds after a power cut, and read, with the
/// file system's own tools, so that neither a mount nor anyone's rights are needed.
struct FileSystem: Sendable {
  let image: URL

  /// What is wrong with it.
  enum Fault: Error, Equatable, Sendable {
    /// Its journal cannot be replayed: the kernel would not mount it.
    case notReplayed(String)
    /// After the replay it is not whole: what the kernel would mount is damaged.
    case notWhole(String)
    case unreadable(String)
  }

  /// Replays its journal and lets go of files that were removed while they were open, as a mount does; then nothing else
  /// may be left to repair.
  func recover() throws(Fault) {
    // "Only replay the journal if required" (e2fsck(8), -E journal_only).
    let replay = Command.run("e2fsck", ["-y", "-E", "journal_only", image.path])
    // 0: nothing to be done. 1: done.
    guard replay.status <= 1 else { throw .notReplayed(replay.lastWords) }
    let check = Command.run("e2fsck", ["-f", "-p", image.path])
    guard check.status <= 1 else { throw .notWhole(check.lastWords) }
  }

  /// Copies the folder `path` and all below it into `folder`, which is there.
  func extract(_ path: String, into folder: URL) throws(Fault) {
    let dump = Command.run("debugfs", ["-R", "rdump \"\(path)\" \"\(folder.path)\"", image.path])
    let copied = folder.appendingPathComponent((path as NSString).lastPathComponent)
    guard dump.status == 0, path == "/" || FileManager.default.fileExists(atPath: copied.path) else {
      throw .unreadable(dump.lastWords)
    }
  }
}

/// A command that does one thing and ends.
struct Command: Sendable {
  let status: Int32
  let output: String

  static func run(_ name: String, _ arguments: [String]) -> Command {
    let process = Process()
    process.executableURL = place(of: name)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = pipe
    do {
      try process.run()
    } catch {
      return Command(status: 127, output: "\(name) cannot be started: \(error.localizedDescription)")
    }
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Command(status: process.terminationStatus, output: String(decoding: output, as: UTF8.self))
  }

  /// The last lines of what it said.
  var lastWords: String {
    output.split(separator: "\n").suffix(3).joined(separator: "; ")
  }

  /// Debian keeps the file system's tools where only root's PATH leads.
  private static func place(of name: String) -> URL {
    let folders = ["/usr/sbin", "/sbin", "/usr/bin"].map { URL(fileURLWithPath: $0).appendingPathComponent(name) }
    return folders.first { FileManager.default.isExecutableFile(atPath: $0.path) } ?? folders[0]
  }
}
