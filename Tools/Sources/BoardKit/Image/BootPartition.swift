import Foundation

/// The boot partition: what the board's processor reads before there is a kernel, and for each slot kernel, device tree and initial RAM disk.
package struct BootPartition {
  let tree: FileTree

  /// The files of slot a. Slot b's come with its first update.
  package static let kernel = "a/kernel"
  package static let deviceTree = "a/board.dtb"
  package static let initialRAMDisk = "a/initramfs"

  init(
    board: BoardDescription, kernel: Data, deviceTree: Data, initialRAMDisk: Data, firmware: DebianPackage?
  ) throws {
    var tree = FileTree()
    tree.put(kernel, at: Self.kernel)
    tree.put(deviceTree, at: Self.deviceTree)
    tree.put(initialRAMDisk, at: Self.initialRAMDisk)
    for path in board.firmware?.files ?? [] {
      guard let firmware, let name = path.split(separator: "/").last else { continue }
      tree.put(try firmware.bytes(path), at: String(name))
    }
    try Self.putFiles(of: board, in: &tree)
    self.tree = tree
  }

  /// The board's own files, in which `@arguments-a@` and `@arguments-b@` stand for the kernel's command line.
  private static func putFiles(of board: BoardDescription, in tree: inout FileTree) throws {
    let folder = board.folder.appendingPathComponent("boot")
    guard FileManager.default.fileExists(atPath: folder.path) else { return }
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted() {
      let file = folder.appendingPathComponent(path)
      guard let text = try? String(contentsOf: file, encoding: .utf8) else { continue }
      let filled = ["a", "b"].reduce(text) {
        $0.replacingOccurrences(of: "@arguments-\($1)@", with: board.commandLine(slot: $1))
      }
      tree.put(filled, at: path)
    }
  }
}
