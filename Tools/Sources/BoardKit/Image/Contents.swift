import Foundation

/// The list of what is in an image: which packages in which versions, under which licences, and every file.
struct Contents {
  let board: BoardDescription
  let kernel: KernelTree
  /// Packages by the part of the image that something of them is in.
  let packages: [(part: String, packages: Set<DebianPackage>)]
  let trees: [(part: String, tree: FileTree)]
  /// Every package that was fetched, for copyright files that are in another package than the one they are of.
  let all: [DebianPackage]

  /// The list, as text.
  var text: String {
    var text = """
      What is in the image of \(board.title) (\(board.name), \(board.architecture.rawValue)), kernel \(kernel.release).

      The firmware itself: \(Programs.Name.allCases.map(\.rawValue).joined(separator: ", ")). Apache-2.0.
      Everything else comes from Debian, unchanged; snapshot.debian.org has the source of each version. The copyright file of each package
      is in the folder 'licences' beside this list, the licences that they name in 'licences/common-licenses'.


      """
    for package in distinct {
      let parts = packages.filter { $0.packages.contains(package) }.map(\.part).joined(separator: ", ")
      text += "\(package.name) \(package.version)\n"
      text +=
        "    source: \(package.source)\n    in: \(parts)\n    licences: \(Licences(copyright: copyright(of: package) ?? "").summary)\n"
    }
    for (part, tree) in trees {
      text += "\n\(part)\n"
      for path in tree.paths {
        switch tree.entries[path] {
        case .file(let data, _, _): text += "    \(Identity.hash(data))  \(path) (\(data.count))\n"
        case .link(let target): text += "    \(path) -> \(target)\n"
        case .folder, .characterDevice, nil: break
        }
      }
    }
    return text
  }

  /// Each package once, by name.
  private var distinct: [DebianPackage] {
    packages.reduce(into: Set<DebianPackage>()) { $0.formUnion($1.packages) }.sorted { $0.name < $1.name }
  }

  /// Copies the copyright files, and the licences they name.
  func writeLicences(to folder: URL) throws {
    let manager = FileManager.default
    try? manager.removeItem(at: folder)
    try manager.createDirectory(at: folder, withIntermediateDirectories: true)
    for package in distinct {
      guard let text = copyright(of: package) else {
        throw BoardFault("the package \(package.name) has no copyright file")
      }
      try Data(text.utf8).write(to: folder.appendingPathComponent(package.name))
    }
    guard let common = all.first(where: { $0.name == "base-files" }) else { return }
    try manager.copyItem(
      at: common.url("usr/share/common-licenses"), to: folder.appendingPathComponent("common-licenses"))
  }

  /// The copyright file, which may be that of another package of the same source.
  private func copyright(of package: DebianPackage) -> String? {
    let documents = "usr/share/doc/"
    var name = package.name
    var home = package
    if let target = try? FileManager.default.destinationOfSymbolicLink(atPath: package.url(documents + name).path) {
      name = String(target.split(separator: "/").last ?? "")
      home = all.first { $0.name == name } ?? package
    }
    return (try? home.bytes(documents + name + "/copyright")).map { String(decoding: $0, as: UTF8.self) }
  }
}
