import CGlibc
import Foundation
import Linux
import Testing

private typealias F = Files<Kernel>

@Suite struct FileTests {
  private let folder = Folder()

  private func make(_ name: String, _ bytes: [UInt8], mode: mode_t) {
    #expect(FileManager.default.createFile(atPath: folder.file(name), contents: Data(bytes)))
    #expect(chmod(folder.file(name), mode) == 0)
  }

  @Test func aFileIsReadWhole() throws {
    make("a", [1, 2, 3], mode: 0o644)
    #expect(try F.read(folder.file("a"), limit: 3) == [1, 2, 3])
    make("empty", [], mode: 0o644)
    #expect(try F.read(folder.file("empty"), limit: 0) == [])
  }

  @Test func aFileOverItsLimitIsRefused() {
    make("a", [1, 2, 3], mode: 0o644)
    #expect(throws: FileFault.tooLong(limit: 2)) { try F.read(folder.file("a"), limit: 2) }
  }

  @Test func anEndlessFileIsRefused() {
    #expect(throws: FileFault.notAFile) { try F.read("/dev/zero", limit: 100) }
  }

  @Test func aFileThatSaysItIsEmptyButIsNotIsRead() throws {
    #expect(try !F.read("/proc/self/cmdline", limit: 65_536).isEmpty)
  }

  @Test func whatIsNotAFileIsRefusedAndNotWaitedFor() {
    #expect(throws: FileFault.notAFile) { try F.read(folder.path, limit: 10) }
    #expect(mkfifo(folder.file("pipe"), 0o600) == 0)
    #expect(throws: FileFault.notAFile) { try F.read(folder.file("pipe"), limit: 10) }
    #expect(throws: FileFault.missing) { try F.read(folder.file("none"), limit: 10) }
  }

  @Test(arguments: [0o640, 0o604, 0o610, 0o601, 0o620, 0o602] as [mode_t])
  func aSecretOpenToOthersIsRefused(_ mode: mode_t) {
    make("key", [1], mode: mode)
    #expect(throws: FileFault.notPrivate) { try F.read(folder.file("key"), limit: 10, privacy: .owner) }
  }

  @Test(arguments: [0o600, 0o400] as [mode_t]) func aSecretOfOneUserIsRead(_ mode: mode_t) throws {
    make("key", [1], mode: mode)
    #expect(try F.read(folder.file("key"), limit: 10, privacy: .owner) == [1])
  }

  @Test func aWrittenFileReplacesTheOldOneAndLeavesNoDraft() throws {
    make("a", [9, 9, 9, 9], mode: 0o644)
    try F.create(folder.file("a"), [1, 2], mode: 0o600)
    #expect(try F.read(folder.file("a"), limit: 10, privacy: .owner) == [1, 2])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a"])
    #expect(try folder.mode("a") == 0o600)
  }

  @Test func aWipedSecretIsOverwrittenAndGone() throws {
    let secret = [UInt8](repeating: 0x5A, count: 300)
    make("key", secret, mode: 0o600)
    // A second name keeps the blocks reachable, to see what became of them.
    #expect(link(folder.file("key"), folder.file("witness")) == 0)
    try F.wipe(folder.file("key"))
    #expect(throws: FileFault.missing) { try F.read(folder.file("key"), limit: 1_000) }
    let rest = try F.read(folder.file("witness"), limit: 1_000)
    #expect(rest.count == secret.count)
    #expect(rest.filter { $0 == 0x5A }.count < 30)
  }

  @Test func wipingIsDoneOnceAndHarmsNothingElse() throws {
    try F.wipe(folder.file("none"))
    make("target", [1], mode: 0o600)
    #expect(symlink(folder.file("target"), folder.file("link")) == 0)
    try F.wipe(folder.file("link"))
    #expect(try F.read(folder.file("target"), limit: 10) == [1])
  }

  @Test func onlyOneProcessHoldsTheLock() throws {
    let path = folder.file("lock")
    do {
      let first = try InstanceLock<Kernel>(path: path)
      #expect(throws: SystemFault(.lock, EAGAIN)) { _ = try InstanceLock<Kernel>(path: path) }
      _ = consume first
    }
    _ = try InstanceLock<Kernel>(path: path)
  }

  @Test func theProcessKnowsHowItWasStarted() {
    #expect(Linux.Process.arguments == Array(CommandLine.arguments.dropFirst()))
    #expect(Linux.Process.variable("ACCEPTD_NO_SUCH_VARIABLE") == nil)
    #expect(Linux.Process.variable("PATH") != nil)
    #expect(Linux.Process.folder(of: "/etc/acceptd/terminal.conf") == "/etc/acceptd")
    #expect(Linux.Process.folder(of: "/terminal.conf") == "/")
    #expect(Linux.Process.folder(of: "terminal.conf") == FileManager.default.currentDirectoryPath)
  }

  @Test func whatIsRemovedIsGoneAndMayBeRemovedAgain() throws {
    try F.create(folder.file("seed"), [1], mode: 0o600)
    try F.remove(folder.file("seed"))
    #expect(throws: FileFault.missing) { _ = try F.read(folder.file("seed"), limit: 1) }
    try F.remove(folder.file("seed"))
  }
}
