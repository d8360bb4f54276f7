import Foundation

/// The initial RAM disk: `boot`, what it is linked to, and the modules that reach the root slot.
struct InitialRAMDisk {
  let tree: FileTree
  let packages: Set<DebianPackage>

  init(boot: Data, modules: [KernelModule], libraries: Libraries) throws {
    var tree = FileTree()
    for folder in ["dev", "proc", "sys", "root"] { tree.put(folder: folder) }
    // The kernel gives it to its first process before anything is mounted.
    tree.put(characterDevice: "dev/console", major: 5, minor: 1, mode: 0o600)
    tree.put(link: "lib", to: "usr/lib")
    tree.put(program: boot, at: "init")
    packages = try libraries.complete(&tree)
    tree.put(modules: modules, at: "usr/lib/modules")
    self.tree = tree
  }
}

extension FileTree {
  /// The modules' files, and the list by which they are loaded in order.
  mutating func put(modules: [KernelModule], at folder: String) {
    for module in modules { put(module.data, at: folder + "/" + module.file) }
    put(modules.map { $0.file + "\n" }.joined(), at: "etc/acceptd/modules")
  }
}
