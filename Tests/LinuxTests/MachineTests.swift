import CGlibc
import Foundation
import Testing

@testable import Linux

private typealias Systems = FileSystems<Kernel>
private let isRoot = geteuid() == 0

@Suite struct BlockDeviceTests {
  @Test func theListOfTheKernel() {
    let list = """
      major minor  #blocks  name

       179        0     262144 mmcblk1
       179        1      65536 mmcblk1p1
         7        0          4 loop0

      """
    #expect(BlockDevices<Kernel>.names(in: Array(list.utf8)) == ["mmcblk1", "mmcblk1p1", "loop0"])
    #expect(BlockDevices<Kernel>.names(in: []).isEmpty)
    #expect(BlockDevices<Kernel>.names(in: Array("1 2\n1 2 3 4 5\n".utf8)).isEmpty)
  }
}

@Suite(.enabled(if: isRoot, "only root gives files away")) struct FolderTests {
  private let folder = Folder()

  private func status(_ name: String) -> (mode: UInt32, user: UInt32, group: UInt32) {
    var status = stat()
    _ = stat(folder.file(name), &status)
    return (status.st_mode & 0o7777, status.st_uid, status.st_gid)
  }

  @Test func aFolderIsMadeAsItIsToBe() throws {
    try Systems.keepFolder(folder.file("a"), user: 100, group: 110, mode: 0o2750)
    #expect(status("a") == (0o2750, 100, 110))
  }

  @Test func whatIsDifferentIsPutRight() throws {
    mkdir(folder.file("a"), 0o777)
    try Systems.keepFolder(folder.file("a"), user: 100, group: 110, mode: 0o3770)
    #expect(status("a") == (0o3770, 100, 110))
    chmod(folder.file("a"), 0o777)
    try Systems.keepFolder(folder.file("a"), user: 100, group: 110, mode: 0o3770)
    #expect(status("a") == (0o3770, 100, 110))
  }

  /// Whoever may make names in a folder above could otherwise have another's folder given to it.
  @Test func aLinkIsNotFollowed() throws {
    mkdir(folder.file("other"), 0o700)
    symlink(folder.file("other"), folder.file("a"))
    #expect(throws: SystemFault.self) {
      try Systems.keepFolder(folder.file("a"), user: 100, group: 110, mode: 0o755)
    }
    #expect(status("other") == (0o700, 0, 0))
  }

  @Test func aFileIsNoFolder() throws {
    try Files<Kernel>.create(folder.file("a"), [], mode: 0o600)
    #expect(throws: SystemFault.self) {
      try Systems.keepFolder(folder.file("a"), user: 100, group: 110, mode: 0o755)
    }
  }

  @Test func aNodeThatIsNotThereIsMissing() {
    #expect(throws: SystemFault(.changeOwner, ENOENT)) {
      try Systems.give(folder.file("ttymxc2"), user: 100, group: 100, mode: 0o600)
    }
  }

  @Test func theKernelVouchesForWhoSpeaks() throws {
    var listener = try ServiceListener<Kernel>(path: folder.file("init.sock"), group: 110)
    #expect(status("init.sock") == (0o660, 0, 110))
    var manager = ServiceManager<Kernel>(address: folder.file("init.sock"))
    manager?.ready()
    manager?.alive()
    var said: [ServiceListener<Kernel>.Message] = []
    while let message = try listener.next() { said.append(message) }
    #expect(said.map(\.process) == [getpid(), getpid()])
    #expect(said.map { String(decoding: $0.bytes, as: UTF8.self) } == ["READY=1", "WATCHDOG=1"])
  }
}
