/// Holds a board's description against the packages it names.
struct PackageCheck {
  let board: BoardDescription
  let kernel: KernelTree
  /// Nil where the description names none.
  let firmware: DebianPackage?

  /// All that is wrong, in the order of the description.
  var conflicts: [Conflict] { treeConflicts + moduleConflicts + firmwareConflicts }

  private var treeConflicts: [Conflict] {
    missing([kernel.path(ofDeviceTree: board.kernel.deviceTree)], in: kernel.package)
  }

  private var moduleConflicts: [Conflict] {
    (board.modules.boot + board.modules.system).filter { !kernel.knows($0) }.map { .unknownModule($0) }
  }

  private var firmwareConflicts: [Conflict] {
    firmware.map { missing(board.firmware?.files ?? [], in: $0) } ?? []
  }

  private func missing(_ files: [String], in package: DebianPackage) -> [Conflict] {
    files.filter { !package.has($0) }.map { .missingFile(package: package.name, path: $0) }
  }
}
