import Foundation
import Testing

@testable import BoardKit

@Suite struct PackageCheckTests {
  /// What is wrong with a board whose kernel's package has one device tree and two modules, one of them in the kernel itself, and whose
  /// firmware's package has one file.
  private func conflicts(_ change: (inout BoardDescription) -> Void) throws -> [Conflict] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("board-packages-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let kernel = try package(
      "linux-image-1", in: folder,
      files: [
        "usr/lib/linux-image-1/maker/board.dtb": "", "usr/lib/modules/1/kernel/drivers/a-file.ko": "",
        "usr/lib/modules/1/modules.order": "kernel/drivers/a-file.ko\nkernel/drivers/listed.ko\n",
        "usr/lib/modules/1/modules.builtin": "kernel/drivers/inside.ko\n",
      ])
    let firmware = try package("firmware", in: folder, files: ["usr/lib/firmware/start": ""])
    var board = try BoardDescription(folder: Repository.board("imx8mp-evk"))
    board.kernel.deviceTree = "maker/board.dtb"
    board.modules = .init(boot: ["a_file"], system: ["inside"])
    board.firmware = .init(package: "firmware", component: "main", files: ["usr/lib/firmware/start"])
    change(&board)
    return PackageCheck(board: board, kernel: try KernelTree(kernel), firmware: board.firmware.map { _ in firmware })
      .conflicts
  }

  /// A package of Debian's form with these files.
  private func package(_ name: String, in folder: URL, files: [String: String]) throws -> DebianPackage {
    let root = folder.appendingPathComponent(name)
    let control = """
      Package: \(name)
      Version: 1
      Architecture: all
      Maintainer: nobody <nobody@invalid>
      Description: -

      """
    for (path, text) in files.merging(["DEBIAN/control": control], uniquingKeysWith: { $1 }) {
      let file = root.appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
      try Data(text.utf8).write(to: file)
    }
    let file = folder.appendingPathComponent(name + ".deb")
    try Command.run("dpkg-deb", ["-Znone", "-b", root.path, file.path])
    return try DebianPackage(file, unpackedUnder: folder.appendingPathComponent("unpacked"))
  }

  @Test func `packages that have everything, as a file or in the kernel`() throws {
    #expect(try conflicts { _ in } == [])
    #expect(try conflicts { $0.firmware = nil } == [])
  }

  @Test(arguments: ["nothing", "listed", "a_file.ko", ""])
  func `a module that the kernel does not have`(_ name: String) throws {
    #expect(try conflicts { $0.modules.boot.append(name) } == [.unknownModule(name)])
    #expect(try conflicts { $0.modules.system.insert(name, at: 0) } == [.unknownModule(name)])
  }

  @Test func `every module that is not there, in the order they are loaded in`() throws {
    let found = try conflicts { $0.modules = .init(boot: ["y", "a_file"], system: ["x", "inside", "z"]) }
    #expect(found == [.unknownModule("y"), .unknownModule("x"), .unknownModule("z")])
  }

  @Test func `a device tree that the kernel's package does not have`() throws {
    let found = try conflicts { $0.kernel.deviceTree = "maker/other.dtb" }
    #expect(found == [.missingFile(package: "linux-image-1", path: "usr/lib/linux-image-1/maker/other.dtb")])
  }

  @Test func `a firmware's file that its package does not have`() throws {
    let found = try conflicts { $0.firmware?.files.append("usr/lib/firmware/fixup") }
    #expect(found == [.missingFile(package: "firmware", path: "usr/lib/firmware/fixup")])
  }
}
