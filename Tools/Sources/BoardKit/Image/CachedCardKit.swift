public import Foundation

/// What an emulated board needs so that its card may be a disk with a write cache. No image has it.
public struct CachedCardKit {
  private let card: BoardDescription.CachedCard
  private let kernel: KernelTree
  private let modules: [KernelModule]

  /// Nil where the board's emulator knows of no such disk.
  public init?(_ board: BoardDescription, in folders: Folders) throws {
    guard let card = board.emulator?.cachedCard else { return nil }
    self.card = card
    kernel = try KernelTree(
      DebianArchive(folders: folders, architecture: board.architecture).kernel(board.kernel.package))
    modules = try kernel.modules(board.modules.boot + card.modules)
  }

  /// An archive to be unpacked over the initial RAM disk: the modules, and the list that names them beside the image's own.
  public var archive: Data {
    var tree = FileTree()
    tree.put(modules: modules, at: "usr/lib/modules")
    return tree.cpio(time: 0)
  }

  /// Makes of a board's device tree one without what keeps the disk's bus from coming.
  public func free(_ deviceTree: URL) throws {
    for (node, properties) in card.without.sorted(by: { $0.key < $1.key }) {
      try Command.run("fdtput", ["-d", deviceTree.path, node] + properties)
    }
  }
}
