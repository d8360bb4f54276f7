import Foundation

/// The shared libraries of a set of packages, and which of them programs need.
struct Libraries {
  struct Library {
    let package: DebianPackage
    /// In the package, links followed.
    let file: URL
  }

  let architecture: BoardDescription.Architecture
  private let all: [String: Library]

  /// The folder of libraries in an image.
  var folder: String { "usr/lib/" + architecture.libraryTriple }

  init(_ packages: [DebianPackage], architecture: BoardDescription.Architecture) {
    self.architecture = architecture
    var all: [String: Library] = [:]
    for package in packages {
      for folder in ["usr/lib/" + architecture.libraryTriple, "usr/lib"] {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: package.url(folder).path)) ?? []
        where name.contains(".so") {
          all[name] = Library(package: package, file: package.url(folder + "/" + name).resolvingSymlinksInPath())
        }
      }
    }
    self.all = all
  }

  /// Puts into the tree what the programs that are in it need, and the loader where they look for it; the packages it is from.
  func complete(_ tree: inout FileTree) throws -> Set<DebianPackage> {
    var packages: Set<DebianPackage> = []
    var waiting = tree.paths.compactMap { path in
      if case .file(let data, _, _) = tree.entries[path], let elf = ELF(data) { (path, elf) } else { nil }
    }
    while let (path, elf) = waiting.popLast() {
      if let interpreter = elf.interpreter {
        let name = String(interpreter.split(separator: "/").last ?? "")
        let place = String(interpreter.drop { $0 == "/" })
        if tree.entries["usr/" + place] == nil {
          packages.insert(try put(name, at: "usr/" + place, of: path, in: &tree).package)
        }
      }
      for name in elf.needed where tree.entries[folder + "/" + name] == nil && tree.entries["usr/lib/" + name] == nil {
        let (package, data) = try put(name, at: folder + "/" + name, of: path, in: &tree)
        packages.insert(package)
        if let elf = ELF(data) { waiting.append((folder + "/" + name, elf)) }
      }
    }
    return packages
  }

  private func put(
    _ name: String, at path: String, of needer: String, in tree: inout FileTree
  ) throws -> (package: DebianPackage, data: Data) {
    guard let library = all[name] else {
      throw BoardFault("\(needer) needs \(name), which no package of the image has")
    }
    let data = try Data(contentsOf: library.file)
    tree.put(program: data, at: path)
    return (library.package, data)
  }
}
