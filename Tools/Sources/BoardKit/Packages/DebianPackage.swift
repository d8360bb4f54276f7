import Foundation

/// A Debian package that was fetched, unpacked.
struct DebianPackage: Sendable, Hashable {
  /// The package's file: its name holds package, version and architecture.
  let file: URL
  let name: String
  let version: String
  /// The source package that it was built from.
  let source: String
  /// What other packages it needs, as the package says it.
  let depends: String
  /// Its files.
  let folder: URL

  /// Reads and unpacks the package into a folder of its own under `folder`, unless that was done before.
  init(_ file: URL, unpackedUnder folder: URL) throws {
    self.file = file
    let fields = try Command.lines("dpkg-deb", ["-f", file.path])
    func field(_ name: String) -> String? {
      fields.first { $0.hasPrefix(name + ": ") }.map { String($0.dropFirst(name.count + 2)) }
    }
    guard let name = field("Package"), let version = field("Version") else {
      throw BoardFault("\(file.lastPathComponent) is not a Debian package")
    }
    self.name = name
    self.version = version
    source = field("Source")?.split(separator: " ").first.map(String.init) ?? name
    depends = field("Depends") ?? ""
    self.folder = folder.appendingPathComponent(file.deletingPathExtension().lastPathComponent)
    guard !FileManager.default.fileExists(atPath: self.folder.path) else { return }
    // Under another name until it is whole.
    let new = self.folder.appendingPathExtension("new-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: new, withIntermediateDirectories: true)
    try Command.run("dpkg-deb", ["-x", file.path, new.path])
    if (try? FileManager.default.moveItem(at: new, to: self.folder)) == nil {
      // Another process was faster.
      try FileManager.default.removeItem(at: new)
    }
  }

  /// A file of the package; the path begins without a slash.
  func url(_ path: String) -> URL { folder.appendingPathComponent(path) }

  func has(_ path: String) -> Bool { FileManager.default.fileExists(atPath: url(path).path) }

  func bytes(_ path: String) throws -> Data {
    guard let data = try? Data(contentsOf: url(path)) else {
      throw BoardFault("the package \(name) \(version) has no \(path)")
    }
    return data
  }
}
