import Devices
import Foundation
import Linux
import Settings
import Testing

@testable import BoardKit

@Suite struct FilesTests {
  @Test(arguments: Repository.boards) func `the firmware takes the lines file and board conf of every board`(
    _ folder: URL
  ) throws {
    let board = try BoardDescription(folder: folder)
    let lines = try LineSettings(parsing: Array(board.linesFile.utf8), roles: Line.allCases.map(\.role))
    #expect(lines.entries.count == Line.allCases.count)
    for entry in lines.entries {
      let place = board.lines.first { $0.key.role == entry.role }?.value
      #expect(entry.location == place.map { .offset(chip: $0.chip, offset: UInt32($0.offset)) })
    }
    let settings = try BoardSettings(parsing: Array(board.configurationFile.utf8))
    #expect(settings.scanner == "/dev/" + board.ports.scanner.device)
    #expect(settings.printer == "/dev/" + board.ports.printer.device)
    #expect(settings.console == "/dev/" + board.ports.console.device)
    #expect(settings.network == board.network)
    #expect(
      settings.secret
        == board.secret.map { .init(memory: $0.memory, bytes: $0.offset..<$0.offset + $0.size) })
    #expect(Set(settings.chips) == Set(board.lines.values.map(\.chip)))
  }

  @Test func `a place that a description may name holds what is taken for a secret`() {
    #expect(BoardSettings.SecretPlace.sizes == BoardSecret.sizes)
  }

  @Test(arguments: Repository.boards) func `the wiring in every README is that of the description`(_ folder: URL) throws
  {
    for (file, text) in try BoardWiring(BoardDescription(folder: folder)).files() {
      #expect(
        (try? String(contentsOf: file, encoding: .utf8)) == text,
        "run Tools/board wiring \(folder.lastPathComponent)")
    }
  }

  @Test func `an archive for the kernel holds what was put in, in order, whatever the order of putting`() throws {
    var one = FileTree()
    one.put("text\n", at: "etc/a/file")
    one.put(program: Data([1, 2, 3]), at: "init")
    one.put(link: "lib", to: "usr/lib")
    one.put(characterDevice: "dev/console", major: 5, minor: 1, mode: 0o600)
    var other = FileTree()
    other.put(characterDevice: "dev/console", major: 5, minor: 1, mode: 0o600)
    other.put(link: "lib", to: "usr/lib")
    other.put(program: Data([1, 2, 3]), at: "init")
    other.put("text\n", at: "etc/a/file")
    let archive = one.cpio(time: 0x1234)
    #expect(archive == other.cpio(time: 0x1234))
    #expect(archive.count % 4 == 0)
    #expect(one.paths == ["dev", "dev/console", "etc", "etc/a", "etc/a/file", "init", "lib"])
    // Number, mode, owner, group, links, time, size, two of a device's place, two of a device, name, checksum: eight digits each.
    let text = String(decoding: archive, as: UTF8.self)
    #expect(
      text.contains("0707010000000200002180000000000000000000000001000012340000000000000000000000000000000500000001"))
    #expect(text.contains("000041ED") && text.contains("000081ED") && text.contains("0000A1FF"))
  }

  @Test func `what is for a group is the group's in every file system, and nobody else's`() throws {
    var tree = FileTree()
    tree.put(program: Data([1]), at: "usr/bin/all")
    tree.put(program: Data([2]), at: "usr/bin/some", for: 103)
    #expect(String(decoding: tree.cpio(time: 0), as: UTF8.self).contains("000081E80000000000000067"))
    let work = FileManager.default.temporaryDirectory.appendingPathComponent("board-files-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: work) }
    let file = try FileSystems(time: 0, board: "some", work: work).squashfs(tree, name: "root", limit: 1)
    let list = try Command.lines("unsquashfs", ["-lln", "-d", "", file.path])
    #expect(list.contains { $0.hasPrefix("-rwxr-x--- 0/103 ") && $0.hasSuffix(" /usr/bin/some") })
    #expect(list.filter { $0.contains(" 0/0 ") && $0.hasPrefix("-rwxr-xr-x") }.count == 1)
    #expect(list.filter { $0.contains(" 0/0 ") && $0.hasPrefix("drwxr-xr-x") }.count == 3)
  }

  @Test func `programs say which libraries they need`() throws {
    let own = try #require(ELF(try Data(contentsOf: URL(fileURLWithPath: "/proc/self/exe"))))
    #expect(own.needed.contains("libc.so.6"))
    #expect(own.interpreter == "/lib64/ld-linux-x86-64.so.2")
    #expect(ELF(Data()) == nil)
    #expect(ELF(Data("#!/bin/sh\n".utf8)) == nil)
    let whole = try Data(contentsOf: URL(fileURLWithPath: "/usr/bin/dtc"))
    for length in stride(from: 0, to: min(whole.count, 20_000), by: 113) { _ = ELF(whole.prefix(length)) }
  }

  @Test func `licences are read from machine-readable copyright files, and others are pointed at`() {
    let text = "Format: https://…\n\nFiles: *\nLicense: GPL-2+\n text\n\nFiles: x\nLicense: Expat\n\nLicense: GPL-2+\n"
    #expect(Licences(copyright: text).names == ["GPL-2+", "Expat"])
    #expect(Licences(copyright: "Free for all.\nLicense: no\n").names == [])
  }

  @Test func `what a module needs stands in it`() {
    let module = KernelModule(name: "a", data: Data("x\0license=GPL\0depends=b,c-d\0retpoline=Y\0".utf8))
    #expect(module.needs == ["b", "c-d"])
    #expect(KernelModule(name: "a", data: Data("\0depends=\0".utf8)).needs == [])
    #expect(KernelModule(name: "a", data: Data("nothing".utf8)).needs == [])
  }

  @Test func `identities are the same each time, and differ by name`() {
    #expect(Identity.uuid("a") == Identity.uuid("a"))
    #expect(Identity.uuid("a") != Identity.uuid("b"))
  }
}
