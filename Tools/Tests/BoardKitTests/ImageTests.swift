import Foundation
import Testing

@testable import BoardKit

/// The boards whose images are made by tests: an environment variable names them, because it takes Debian's packages and the firmware built
/// for each.
private let imageBoards = (ProcessInfo.processInfo.environment["ACCEPTD_IMAGES"] ?? "").split(separator: " ").map(
  String.init)

@Suite(.serialized, .enabled(if: !imageBoards.isEmpty, "set ACCEPTD_IMAGES to the names of boards"))
struct ImageTests {
  private let folders = Folders(root: Repository.root)

  @Test(arguments: imageBoards) func `the same inputs make the same image, to the byte`(_ name: String) throws {
    let board = try folders.board(name)
    let maker = ImageMaker(board, in: folders) { _ in }
    let image = try maker.make()
    let files = [image.card, image.map, image.contents, image.deviceTree]
    let first = try files.map { Identity.hash(try Data(contentsOf: $0)) }
    try FileManager.default.removeItem(at: image.stamp)
    // Nothing kept from the first time.
    try? FileManager.default.removeItem(at: folders.cache)
    _ = try maker.make()
    #expect(try files.map { Identity.hash(try Data(contentsOf: $0)) } == first)
  }

  @Test(arguments: imageBoards) func `nothing is made where nothing changed`(_ name: String) throws {
    var said: [String] = []
    let maker = ImageMaker(try folders.board(name), in: folders) { said.append($0) }
    _ = try maker.make()
    said = []
    _ = try maker.make()
    #expect(said.isEmpty)
  }

  @Test(arguments: imageBoards) func `nothing conflicts with the device tree or the packages`(_ name: String) throws {
    #expect(try BoardInspection(try folders.board(name), in: folders).conflicts() == [])
  }

  @Test(arguments: imageBoards) func `the boot partition has all that the description promises`(_ name: String) throws {
    let board = try folders.board(name)
    let image = try ImageMaker(board, in: folders) { _ in }.make()
    let place = image.card.path + "@@\(Partition.boot.start(in: board.image))M"
    let names = try Command.lines("mdir", ["-/", "-b", "-i", place, "::"])
    for file in [BootPartition.kernel, BootPartition.deviceTree, BootPartition.initialRAMDisk] {
      #expect(names.contains("::/" + file))
    }
    for file in board.firmware?.files ?? [] {
      #expect(names.contains("::/" + file.split(separator: "/").last.map(String.init)!))
    }
    let own = board.folder.appendingPathComponent("boot")
    for file in try FileManager.default.subpathsOfDirectory(atPath: own.path) {
      guard (try? String(contentsOf: own.appendingPathComponent(file), encoding: .utf8)) != nil else { continue }
      let text = String(decoding: try Command.run("mtype", ["-i", place, "::" + file]), as: UTF8.self)
      #expect(!text.contains("@arguments"), "\(file)")
    }
    let texts = try names.filter { $0.hasSuffix(".conf") || $0.hasSuffix(".txt") }.map {
      String(decoding: try Command.run("mtype", ["-i", place, $0]), as: UTF8.self)
    }
    #expect(texts.contains { $0.contains(board.commandLine(slot: "a")) })
  }

  @Test(arguments: imageBoards) func `the root slot holds the firmware and no way to log in`(_ name: String) throws {
    let board = try folders.board(name)
    let image = try ImageMaker(board, in: folders) { _ in }.make()
    let list = try Command.lines(
      "unsquashfs",
      ["-lln", "-d", "", "-o", String(Partition.rootA.start(in: board.image) << 20), image.card.path])
    for path in ["/usr/sbin/init", "/usr/bin/acceptd", "/usr/bin/uplinkd", "/usr/bin/console", "/etc/acceptd/lines"] {
      #expect(list.contains { $0.hasSuffix(" " + path) }, "\(path)")
    }
    for path in [
      "/bin/sh", "/usr/bin/sh", "/usr/bin/bash", "/sbin/getty", "/usr/sbin/getty", "/usr/bin/login", "/etc/shadow",
    ] {
      #expect(!list.contains { $0.hasSuffix(" " + path) || $0.contains(" " + path + " -> ") }, "\(path)")
    }
    // The shell that is inside busybox is for the one user who asks for an address, and for none of the daemons.
    let network = RootSlot.network.number
    let busybox = try #require(list.first { $0.hasSuffix(" /usr/bin/busybox") })
    #expect(busybox.hasPrefix("-rwxr-x--- 0/\(network) "), "\(busybox)")
    // All else is root's, and nobody else may write or become root by any of it.
    for line in list where line.hasPrefix("-") || line.hasPrefix("d") {
      #expect(line.contains(" 0/0 ") || line == busybox, "\(line)")
      #expect(!line.prefix(10).contains("s"), "\(line)")
      #expect(line.dropFirst(8).first != "w", "\(line)")
    }
  }

  @Test(arguments: imageBoards)
  func `the list of contents names every package's licence, and every licence lies beside it`(
    _ name: String
  ) throws {
    let image = try ImageMaker(try folders.board(name), in: folders) { _ in }.make()
    let text = try String(contentsOf: image.contents, encoding: .utf8)
    for package in ["libc6", "busybox", "e2fsprogs", "libssl3t64"] {
      #expect(text.contains("\n\(package) "))
      #expect(FileManager.default.fileExists(atPath: image.licences.appendingPathComponent(package).path))
    }
    #expect(FileManager.default.fileExists(atPath: image.licences.appendingPathComponent("common-licenses/GPL-2").path))
  }

  @Test(arguments: imageBoards) func `the data partition is clean, empty and journalled`(_ name: String) throws {
    let board = try folders.board(name)
    let image = try ImageMaker(board, in: folders) { _ in }.make()
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("board-data-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    let card = try FileHandle(forReadingFrom: image.card)
    try card.seek(toOffset: UInt64(Partition.data.start(in: board.image) << 20))
    try (card.read(upToCount: board.image.data << 20) ?? Data()).write(to: file)
    try Command.run("/sbin/e2fsck", ["-fn", file.path])
    let facts = try Command.lines("/sbin/dumpe2fs", ["-h", file.path])
    #expect(
      facts.contains {
        $0.hasPrefix("Filesystem features:") && $0.contains("has_journal") && !$0.contains("metadata_csum")
      })
  }
}
