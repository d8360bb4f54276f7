import Foundation

/// Debian's packages of an architecture, fetched as they are asked for.
struct DebianArchive: Sendable {
  let folders: Folders
  let architecture: BoardDescription.Architecture

  /// These packages with all that they depend on.
  func packages(_ names: [String]) throws -> [DebianPackage] {
    try fetch(names)
  }

  /// This package alone.
  func package(_ name: String, component: String = "main") throws -> DebianPackage {
    let packages = try fetch(["--alone", "--component", component, name])
    guard let package = packages.first else {
      throw BoardFault("Debian has no package \(name) for \(architecture.rawValue)")
    }
    return package
  }

  /// The kernel of this name: where the package only depends on the newest, that one.
  func kernel(_ name: String) throws -> DebianPackage {
    let package = try package(name)
    let newest = package.depends.split(whereSeparator: { $0 == "," || $0 == " " }).first {
      $0.hasPrefix("linux-image-")
    }
    guard let newest, !package.has("boot") else { return package }
    return try self.package(String(newest))
  }

  private func fetch(_ arguments: [String]) throws -> [DebianPackage] {
    let store = folders.packages(architecture)
    return try Command.lines(folders.tool("packages").path, [architecture.rawValue] + arguments, isShown: true).map {
      try DebianPackage(URL(fileURLWithPath: $0), unpackedUnder: store.appendingPathComponent("unpacked"))
    }
  }
}
