import Foundation

/// The device tree of a board: Debian's of the kernel package, with the board's overlay applied.
struct DeviceTreeSource {
  let board: BoardDescription
  let kernel: KernelTree

  /// The flattened tree.
  func flattened() throws -> Data {
    let base = kernel.deviceTree(board.kernel.deviceTree)
    guard FileManager.default.fileExists(atPath: base.path) else {
      throw BoardFault("the kernel \(kernel.release) has no device tree \(board.kernel.deviceTree)")
    }
    let overlay = board.folder.appendingPathComponent("overlay.dts")
    guard FileManager.default.fileExists(atPath: overlay.path) else { return try Data(contentsOf: base) }
    let work = FileManager.default.temporaryDirectory.appendingPathComponent("acceptd-board-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: work) }
    let compiled = work.appendingPathComponent("overlay.dtbo")
    let whole = work.appendingPathComponent("board.dtb")
    try Command.run("dtc", ["-q", "-@", "-I", "dts", "-O", "dtb", "-o", compiled.path, overlay.path])
    try Command.run("fdtoverlay", ["-i", base.path, "-o", whole.path, compiled.path])
    return try Data(contentsOf: whole)
  }
}
