import Foundation
import Testing

@testable import BoardKit

/// A made-up machine: `sda` with the system, `sdb` free, `sdc` with a volume group, `sdd` swapped to, `mmcblk0` mounted.
private struct Machine {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("board-disks-\(UUID().uuidString)")
    try disk("sda", number: "8:0", partitions: [("sda1", "8:1"), ("sda2", "8:2")])
    try disk("sdb", number: "8:16", partitions: [("sdb1", "8:17")])
    try disk("sdc", number: "8:32", partitions: [("sdc1", "8:33")])
    try write("dm-0", to: "sys/devices/sdc/sdc1/holders/dm-0")
    try disk("sdd", number: "8:48", partitions: [("sdd1", "8:49")])
    try disk("mmcblk0", number: "179:0", partitions: [("mmcblk0p1", "179:1")])
    try disk("sde", number: "8:64", partitions: [])
    try write("1\n", to: "sys/devices/sde/ro")
    try write(
      """
      22 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw
      23 22 0:21 / /proc rw - proc proc rw
      24 22 179:1 / /media/a\\040card rw,relatime shared:3 - vfat /dev/mmcblk0p1 rw

      """, to: "proc/self/mountinfo")
    try write("Filename Type Size Used Priority\n/dev/sdd1 partition 1 0 -2\n", to: "proc/swaps")
  }

  private func write(_ text: String, to path: String) throws {
    let file = folder.appendingPathComponent(path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  /// As the kernel has it: devices in a tree, links to all of them in one folder.
  private func disk(_ name: String, number: String, partitions: [(name: String, number: String)]) throws {
    try write("\(number)\n", to: "sys/devices/\(name)/dev")
    try write("0\n", to: "sys/devices/\(name)/ro")
    try write("2048\n", to: "sys/devices/\(name)/size")
    try write("Card Reader\n", to: "sys/devices/\(name)/device/model")
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("sys/devices/\(name)/holders"), withIntermediateDirectories: true)
    try link(name, to: name)
    for (part, number) in partitions {
      try write("1\n", to: "sys/devices/\(name)/\(part)/partition")
      try write("\(number)\n", to: "sys/devices/\(name)/\(part)/dev")
      try link(part, to: "\(name)/\(part)")
    }
  }

  private func link(_ name: String, to device: String) throws {
    let all = folder.appendingPathComponent("sys/class/block")
    try FileManager.default.createDirectory(at: all, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: all.appendingPathComponent(name).path, withDestinationPath: "../../devices/\(device)")
  }

  func mount(_ line: String) throws {
    let file = folder.appendingPathComponent("proc/self/mountinfo")
    try write(try String(contentsOf: file, encoding: .utf8) + line + "\n", to: "proc/self/mountinfo")
  }

  var disks: Disks {
    Disks(system: folder.appendingPathComponent("sys"), processes: folder.appendingPathComponent("proc"))
  }
}

@Suite struct DisksTests {
  private let size = 1 << 20

  @Test func `a free disk that is large enough is permitted`() throws {
    try Machine().disks.permit("sdb", size: size)
    #expect(try Machine().disks.model(of: "sdb") == "Card Reader")
  }

  @Test(arguments: [
    ("sda", Disks.Refusal.system("sda2", place: "/")),
    ("sdb1", .partition("sdb1", of: "sdb")),
    ("mmcblk0p1", .partition("mmcblk0p1", of: "mmcblk0")),
    ("sdc", .held("sdc1", by: "dm-0")),
    ("sdd", .swap("sdd1")),
    ("sde", .readOnly("sde")),
    ("mmcblk0", .mounted("mmcblk0p1", place: "/media/a card")),
    ("sdz", .notADisk("sdz")), ("", .notADisk("")), ("../sdb", .notADisk("../sdb")),
  ])
  func `a disk that is in use is refused, and why is said`(_ name: String, _ refusal: Disks.Refusal) throws {
    let machine = try Machine()
    #expect(throws: refusal) { try machine.disks.permit(name, size: size) }
  }

  @Test func `one byte too small is too small`() throws {
    let machine = try Machine()
    #expect(throws: Disks.Refusal.tooSmall("sdb", has: 1 << 20, needs: (1 << 20) + 1)) {
      try machine.disks.permit("sdb", size: (1 << 20) + 1)
    }
  }

  @Test func `a mount without the disk's number counts by its source`() throws {
    let machine = try Machine()
    try machine.mount("30 22 0:44 /@home /srv rw - btrfs /dev/sdb1 rw,subvol=/@home")
    #expect(throws: Disks.Refusal.mounted("sdb1", place: "/srv")) { try machine.disks.permit("sdb", size: size) }
  }

  @Test func `where the kernel's lists cannot be read nothing is permitted`() throws {
    for list in ["proc/self/mountinfo", "proc/swaps"] {
      let machine = try Machine()
      try FileManager.default.removeItem(at: machine.folder.appendingPathComponent(list))
      #expect(throws: Disks.Refusal.unknown(machine.folder.appendingPathComponent(list).path)) {
        try machine.disks.permit("sdb", size: size)
      }
    }
  }

  @Test func `a path is a disk, a file, or refused`() throws {
    let folder = FileManager.default.temporaryDirectory.path
    #expect(try FlashPlace(folder + "/not-there-yet.img") == .file)
    #expect(throws: BoardFault.self) { _ = try FlashPlace("/dev/not-there") }
    #expect(throws: BoardFault.self) { _ = try FlashPlace("/dev/null") }
    #expect(throws: BoardFault.self) { _ = try FlashPlace(folder) }
  }
}
