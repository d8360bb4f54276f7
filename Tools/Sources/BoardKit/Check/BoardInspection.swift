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
    var conflicts: [Conflict] = (board.modules.boot + board.modules.system).filter { !kernel.knows($0) }
      .map { .unknownModule($0) }
    if let firmware = board.firmware {
      let package = try archive.package(firmware.package, component: firmware.component)
      conflicts += firmware.files.filter { !package.has($0) }.map { .missingFile(package: firmware.package, path: $0) }
    }
    guard kernel.package.has(kernel.path(ofDeviceTree: board.kernel.deviceTree)) else {
      return conflicts + [.missingFile(package: kernel.package.name, path: board.kernel.deviceTree)]
    }
    let data = try DeviceTreeSource(board: board, kernel: kernel).flattened()
    guard let tree = DeviceTree(flattened: data) else { throw BoardFault("the compiled device tree cannot be read") }
    return conflicts + BoardCheck(board: board, tree: tree).conflicts
  }
}
