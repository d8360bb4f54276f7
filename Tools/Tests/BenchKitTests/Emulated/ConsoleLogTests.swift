import Testing

@testable import BenchKit

@Suite struct ConsoleLogTests {
  private func log(_ lines: String...) -> ConsoleLog {
    var log = ConsoleLog()
    log.take(lines.flatMap { Array("[    7.177681] \($0)\r\n".utf8) })
    return log
  }

  @Test func `a daemon's lines are those that bear its name`() {
    let log = log(
      "acceptd: started", "init: acceptd is ready", "uplinkd: the hub answers again", "acceptd: journal open")
    #expect(log.lines(of: .acceptd) == ["acceptd: started", "acceptd: journal open"])
    #expect(log.lines(of: .uplinkd) == ["uplinkd: the hub answers again"])
  }

  @Test(arguments: [
    ("[   12.345678] acceptd: started", "acceptd: started"), ("[12.3] x", "x"), ("[trap] x", "[trap] x"),
    ("no stamp", "no stamp"), ("[", "["), ("", ""),
  ]) func `the kernel's stamp is taken off`(line: String, rest: String) {
    #expect(ConsoleLog.withoutTime(line) == rest)
  }

  @Test(arguments: [
    "BUG: sleeping function called from invalid context", "WARNING: CPU: 0 PID: 1 at kernel/x.c:5 f+0x4/0x10",
    "Internal error: Oops: 0000000096000004 [#1] SMP", "acceptd[141]: segfault at 0 ip 0",
    "Kernel panic - not syncing: x",
    "init: acceptd was killed by signal 5", "init: uplinkd ended with status 1", "init: acceptd gives no sign of life",
    "acceptd: Fatal error: Index out of range", "EXT4-fs error (device mmcblk1p4): x", "Call trace:",
  ]) func `what is wrong is complained of`(line: String) {
    #expect(log("acceptd: started", line).complaints() == [line])
  }

  @Test(arguments: [
    "acceptd: the journal: I/O error, try again", "init: acceptd is ready", "acceptd: ended with status 1",
    "Not activating Mandatory Access Control as /sbin/tomoyo-init does not exist.",
  ]) func `what is not wrong is not`(line: String) {
    #expect(log(line).complaints() == [])
  }

  @Test func `a death that was asked for is none, a crash always is one`() {
    let log = log("init: uplinkd ended with status 1", "init: acceptd was killed by signal 11")
    #expect(log.complaints(areDeathsAsked: true) == ["init: acceptd was killed by signal 11"])
    #expect(log.complaints(frozen: [.acceptd]) == ["init: uplinkd ended with status 1"])
  }
}
