import Foundation

/// Checks a board with all that its description names: fetches the packages, compiles the device tree.
public struct BoardInspection {
  private let board: BoardDescription
  private let folders: Folders

  public init(_ board: BoardDescription, in folders: Folders) {
    self.board = board
    self.folders = folders
  }

  /// All that is wrong with the board.
  public func conflicts() throws -> [Conflict] {
    let archive = DebianArchive(folders: folders, architecture: board.architecture)
    let kernel = try KernelTree(archive.kernel(board.kernel.package))
    let firmware = try board.firmware.map { try archive.package($0.package, component: $0.component) }
    let conflicts = PackageCheck(board: board, kernel: kernel, firmware: firmware).conflicts
    // Without its device tree there is nothing more to hold the description against.
    guard kernel.package.has(kernel.path(ofDeviceTree: board.kernel.deviceTree)) else { return conflicts }
    let data = try DeviceTreeSource(board: board, kernel: kernel).flattened()
    guard let tree = DeviceTree(flattened: data) else { throw BoardFault("the compiled device tree cannot be read") }
    return conflicts + BoardCheck(board: board, tree: tree).conflicts
  }
}
