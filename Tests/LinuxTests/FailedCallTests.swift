import CGlibc
import Foundation
import Linux
import Testing
import Time

private typealias Calls = FailingCalls
private typealias F = Files<FailingCalls>

@Suite(.serialized) struct FailedCallTests {
  private let folder = Folder()

  init() { Calls.reset() }

  private func expectNothingLeaked() {
    #expect(Calls.opened.isEmpty)
    #expect(Calls.closedTwice == 0)
  }

  @Test func aReactorThatCannotBeMadeSaysWhichCallFailed() {
    Calls.failing = (.epollCreate, EMFILE, 0)
    #expect(throws: SystemFault(.epollCreate, EMFILE)) { _ = try Reactor<Calls>() }
    expectNothingLeaked()
  }

  @Test func aReactorThatFailsLaterSaysWhichCallFailed() throws {
    do {
      var reactor = try Reactor<Calls>()
      Calls.failing = (.epollControl, ENOMEM, 0)
      #expect(throws: SystemFault(.epollControl, ENOMEM)) { _ = try reactor.add(0, .reading, token: 1) }
      Calls.failing = (.epollWait, EBADF, 0)
      #expect(throws: SystemFault(.epollWait, EBADF)) { _ = try reactor.wait() }
      Calls.failing = (.epollWait, EINTR, 0)
      #expect(try reactor.wait().isEmpty)
    }
    expectNothingLeaked()
  }

  @Test(arguments: [SystemFault.Call.timerCreate, .timerSet]) func aTimerThatCannotBeMade(_ call: SystemFault.Call) {
    Calls.failing = (call, EINVAL, 0)
    #expect(throws: SystemFault(call, EINVAL)) { _ = try ClockWatch<Calls>() }
    #expect(throws: SystemFault(call, EINVAL)) {
      var timer = try DeadlineTimer<Calls>()
      try timer.arm(Uptime(microseconds: 1))
    }
    expectNothingLeaked()
  }

  @Test func aDeadlineThatWasNotSetIsSetAgain() throws {
    var timer = try DeadlineTimer<Calls>()
    Calls.failing = (.timerSet, ENOMEM, 0)
    #expect(throws: SystemFault.self) { try timer.arm(Uptime(microseconds: 1)) }
    Calls.failing = nil
    try timer.arm(Uptime(microseconds: 1))
    var reactor = try Reactor<Calls>()
    _ = try reactor.add(timer.number, .reading, token: 1)
    #expect(try reactor.wait().count == 1)
  }

  @Test func theClockThatWasSetIsTakenInAndWatchedOn() throws {
    var watch = try ClockWatch<Calls>()
    Calls.failing = (.read, ECANCELED, 0)
    try watch.acknowledge()
    Calls.failing = (.timerSet, ECANCELED, 0)
    try watch.acknowledge()
    Calls.failing = (.read, EIO, 0)
    #expect(throws: SystemFault(.read, EIO)) { try watch.acknowledge() }
  }

  @Test(arguments: [SystemFault.Call.socket, .unlink, .bind, .changeMode])
  func aNudgeSocketThatCannotBeMade(_ call: SystemFault.Call) {
    Calls.failing = (call, EACCES, 0)
    #expect(throws: SystemFault(call, EACCES)) { _ = try NudgeReceiver<Calls>(path: folder.file("a.sock")) }
    expectNothingLeaked()
  }

  @Test func aNudgeThatIsNotTakenIsNotAnError() throws {
    let path = folder.file("a.sock")
    var receiver = try NudgeReceiver<Calls>(path: path)
    var sender = try NudgeSender<Calls>(path: path)
    Calls.failing = (.send, ECONNREFUSED, 0)
    let wasSent = sender.send(.entries)
    #expect(!wasSent)
    Calls.failing = (.read, EIO, 0)
    #expect(throws: SystemFault(.read, EIO)) { _ = try receiver.take() }
  }

  @Test func signalsThatCannotBeTakenOver() {
    Calls.failing = (.signals, EMFILE, 0)
    #expect(throws: SystemFault(.signals, EMFILE)) { _ = try EndSignals<Calls>() }
    expectNothingLeaked()
  }

  @Test(arguments: [SystemFault.Call.open, .status, .read]) func aFileThatCannotBeRead(_ call: SystemFault.Call) {
    Calls.failing = (call, EIO, 0)
    #expect(throws: FileFault.system(SystemFault(call, EIO))) { _ = try F.read("/etc/hostname", limit: 100) }
    expectNothingLeaked()
  }

  @Test(arguments: [SystemFault.Call.open, .write, .synchronise, .rename])
  func aFileThatCannotBeWrittenLeavesTheOldOne(_ call: SystemFault.Call) throws {
    let path = folder.file("a")
    try F.create(path, [1], mode: 0o600)
    Calls.failing = (call, ENOSPC, 0)
    #expect(throws: FileFault.system(SystemFault(call, ENOSPC))) { try F.create(path, [2], mode: 0o600) }
    Calls.failing = nil
    #expect(try F.read(path, limit: 10) == [1])
    expectNothingLeaked()
  }

  @Test func aFolderThatCannotBeFlushedIsReported() {
    Calls.failing = (.synchronise, EIO, 1)
    #expect(throws: FileFault.system(SystemFault(.synchronise, EIO))) {
      try F.create(folder.file("a"), [1], mode: 0o600)
    }
    expectNothingLeaked()
  }

  @Test(arguments: [SystemFault.Call.status, .write, .synchronise, .random])
  func aSecretThatCannotBeOverwrittenIsStillRemoved(_ call: SystemFault.Call) throws {
    let path = folder.file("key")
    try F.create(path, [1, 2, 3], mode: 0o600)
    // The overwriting fails once; what follows works.
    Calls.failing = (call, EIO, 0)
    try? F.wipe(path)
    Calls.failing = nil
    #expect(throws: FileFault.missing) { _ = try F.read(path, limit: 10) }
    expectNothingLeaked()
  }

  @Test func aSecretThatCannotBeRemovedIsReportedAndOverwritten() throws {
    let path = folder.file("key")
    let secret = [UInt8](repeating: 0x5A, count: 64)
    try F.create(path, secret, mode: 0o600)
    Calls.failing = (.unlink, EROFS, 0)
    #expect(throws: FileFault.system(SystemFault(.unlink, EROFS))) { try F.wipe(path) }
    Calls.failing = nil
    #expect(try F.read(path, limit: 100) != secret)
    expectNothingLeaked()
  }

  @Test func aLockThatCannotBeTaken() {
    Calls.failing = (.lock, EIO, 0)
    #expect(throws: SystemFault(.lock, EIO)) { _ = try InstanceLock<Calls>(path: folder.file("lock")) }
    expectNothingLeaked()
  }

  @Test func everyCallHasAName() {
    #expect(Set(SystemFault.Call.allCases.map(\.name)).count == SystemFault.Call.allCases.count)
    #expect(SystemFault(.open, EACCES).explanation == "open: error 13")
  }
}
