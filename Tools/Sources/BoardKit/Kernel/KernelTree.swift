import Foundation

/// The kernel, its modules and its device trees, as a Debian package brings them.
struct KernelTree: Sendable {
  let package: DebianPackage
  /// What `uname -r` says on a board that runs it.
  let release: String
  /// The module files by the module's name, underscores for dashes; paths in the package.
  private let files: [String: String]
  /// What other systems have as modules and this kernel has in itself.
  private let builtIn: Set<String>

  init(_ package: DebianPackage) throws {
    self.package = package
    let folder = "usr/lib/modules"
    let releases = try? FileManager.default.contentsOfDirectory(atPath: package.url(folder).path)
    guard let release = releases?.first, releases?.count == 1 else {
      throw BoardFault("the package \(package.name) has no kernel modules")
    }
    self.release = release
    let list = try package.bytes("\(folder)/\(release)/modules.order")
    let compressed = [".ko", ".ko.xz", ".ko.zst", ".ko.gz"]
    var files: [String: String] = [:]
    for line in String(decoding: list, as: UTF8.self).split(separator: "\n") {
      let base = "\(folder)/\(release)/" + (line.hasSuffix(".ko") ? line.dropLast(3) : line)
      guard let path = compressed.map({ base + $0 }).first(where: package.has) else { continue }
      files[Self.name(ofFile: base)] = path
    }
    self.files = files
    builtIn = Set(
      String(decoding: try package.bytes("\(folder)/\(release)/modules.builtin"), as: UTF8.self).split(separator: "\n")
        .map { Self.name(ofFile: $0.hasSuffix(".ko") ? String($0.dropLast(3)) : String($0)) })
  }

  private static func name(ofFile path: String) -> String {
    (path.split(separator: "/").last.map(String.init) ?? path).replacingOccurrences(of: "-", with: "_")
  }

  /// The kernel itself, as a boot loader loads it.
  func image() throws -> Data { try package.bytes("boot/vmlinuz-\(release)") }

  /// Where a device tree is in the package, by its path under the folder of them.
  func path(ofDeviceTree path: String) -> String { "usr/lib/linux-image-\(release)/\(path)" }
  func deviceTree(_ path: String) -> URL { package.url(self.path(ofDeviceTree: path)) }

  /// Whether the kernel has this module, in itself or as a file.
  func knows(_ module: String) -> Bool {
    let name = Self.name(ofFile: module)
    return files[name] != nil || builtIn.contains(name)
  }

  /// The modules of these names with all that they need, in the order to load them, without those that are in `loaded` or in the kernel
  /// itself.
  func modules(_ names: [String], without loaded: [KernelModule] = []) throws -> [KernelModule] {
    var order: [KernelModule] = []
    func need(_ name: String, by needer: String?) throws {
      let name = Self.name(ofFile: name)
      guard !builtIn.contains(name), !(loaded + order).contains(where: { $0.name == name }) else { return }
      guard let path = files[name] else {
        throw BoardFault("the kernel \(release) has no module \(name)" + (needer.map { ", which \($0) needs" } ?? ""))
      }
      let data = try Self.decompressed(package.url(path)).withoutModuleSignature.withoutModuleTypes
      let module = KernelModule(name: name, data: data)
      for other in module.needs { try need(other, by: name) }
      order.append(module)
    }
    for name in names { try need(name, by: nil) }
    return order
  }

  private static func decompressed(_ file: URL) throws -> Data {
    switch file.pathExtension {
    case "xz": try Command.run("xz", ["-dc", file.path])
    case "zst": try Command.run("zstd", ["-dcq", file.path])
    case "gz": try Command.run("gzip", ["-dc", file.path])
    default: try Data(contentsOf: file)
    }
  }
}

/// A kernel module, not compressed.
struct KernelModule: Sendable {
  let name: String
  let data: Data

  /// The file's name in an image.
  var file: String { name + ".ko" }

  /// The modules whose symbols this one uses, as the build of the kernel wrote it down in the module.
  var needs: [String] {
    let mark = Data("\0depends=".utf8)
    guard let found = data.range(of: mark) else { return [] }
    return String(decoding: data[found.upperBound...].prefix { $0 != 0 }, as: UTF8.self).split(separator: ",").map(
      String.init)
  }
}
