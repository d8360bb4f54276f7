import CGlibc
import Foundation
import Testing

@testable import Linux

private typealias Calls = RecordingCalls

private let streams = Streams(input: 10, output: 11, error: 12)
private let daemon = Program(
  path: "/usr/bin/acceptd", arguments: ["acceptd", "--config", "F"], environment: ["A=1"],
  account: Account(user: 100, group: 101, groups: [110]), limits: [.memory(7), .coreFile(0)], niceness: -5)
private var client: Program {
  var program = daemon
  program.capabilities = [10, 12]
  return program
}

@Suite(.serialized) struct ProgramTests {
  init() { Calls.reset() }

  private func become(_ program: Program, _ streams: Streams = streams) throws -> [String] {
    try program.become(streams, Calls.self)
    return Calls.calls.filter { !$0.hasPrefix("drop") }
  }

  @Test func rightsAreTakenInAnOrderThatLeavesNone() throws {
    #expect(
      try become(daemon) == [
        "session", "signals", "10 as 0", "11 as 1", "12 as 2", "nice -5", "limit 7", "limit 0", "groups [110]",
        "group 101", "user 100", "capabilities 0", "no new privileges 1",
        #"execute /usr/bin/acceptd ["acceptd", "--config", "F"] ["A=1"]"#,
      ])
  }

  @Test func everyCapabilityOfTheKernelIsDroppedForGood() throws {
    _ = try become(daemon)
    let dropped = Calls.calls.filter { $0.hasPrefix("drop") }
    #expect(dropped == (0..<Calls.capabilityCount).map { "drop \($0)" })
  }

  @Test func whatAProgramKeepsItKeepsThroughTheChangeOfUser() throws {
    let calls = try become(client)
    let rest = calls.drop { $0 != "keep 1" }
    #expect(
      rest.dropLast().elementsEqual([
        "keep 1", "groups [110]", "group 101", "user 100", "capabilities 5120", "ambient 10", "ambient 12",
        "no new privileges 1",
      ]))
    #expect(!Calls.calls.contains("drop 10") && !Calls.calls.contains("drop 12") && Calls.calls.contains("drop 11"))
  }

  @Test func aLinkIsTheNextDescriptor() throws {
    var linked = streams
    linked.link = 13
    #expect(try become(daemon, linked).contains("13 as 3"))
  }

  @Test(arguments: [
    "signals", "10 as 0", "12 as 2", "limit 7", "groups [110]", "group 101", "user 100", "capabilities 5120",
    "ambient 12", "keep 1", "no new privileges 1",
  ])
  func aRightThatCannotBeSetKeepsTheProgramFromRunning(_ call: String) {
    Calls.failing = call
    #expect(throws: SystemFault.self) { try client.become(streams, Calls.self) }
    #expect(!Calls.calls.contains { $0.hasPrefix("execute") })
  }

  @Test func aFavourThatIsRefusedDoesNot() throws {
    Calls.failing = "nice -5"
    #expect(try become(daemon).last?.hasPrefix("execute") == true)
  }

  /// Reads what a program, started as it is on a board, says to its standard output.
  private func output(of program: Program) throws -> String {
    var ends: [Int32] = [-1, -1]
    try #require(pipe(&ends) == 0)
    let reading = Descriptor<Kernel>(owning: ends[0])
    let process: Int32
    do {
      let writing = Descriptor<Kernel>(owning: ends[1])
      let nothing = try Descriptor<Kernel>.open("/dev/null", flags: O_RDONLY)
      process = try program.start(
        Streams(input: nothing.number, output: writing.number, error: writing.number), Kernel.self)
    }
    var bytes: [UInt8] = []
    while let part = try reading.read(atMost: 4_096), !part.isEmpty { bytes += part }
    var status: Int32 = 0
    #expect(Kernel.await(process, &status) == Int(process))
    return String(decoding: bytes, as: UTF8.self)
  }

  private static let isRoot = geteuid() == 0

  @Test(.enabled(if: isRoot, "only root can start programs as other users")) func whatTheKernelSaysOfAStartedProgram()
    throws
  {
    let script = "id -u; id -G; ulimit -c; ulimit -n; grep -E 'Cap|NoNew' /proc/self/status; echo $A$PATH"
    let said = try output(
      of: Program(
        path: "/bin/sh", arguments: ["sh", "-c", "PATH=/usr/bin:/bin; \(script)"], environment: ["A=1"],
        account: Account(user: 100, group: 101, groups: [110]), limits: [.coreFile(0), .descriptors(32)]))
    let lines = said.split(separator: "\n").map { String($0) }
    #expect(lines.prefix(4) == ["100", "101 110", "0", "32"])
    for set in ["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"] {
      #expect(lines.contains("\(set):\t0000000000000000"))
    }
    #expect(lines.contains("NoNewPrivs:\t1"))
  }

  @Test(.enabled(if: isRoot, "only root can start programs as other users")) func aProgramKeepsWhatItIsLeft() throws {
    let said = try output(
      of: Program(
        path: "/bin/grep", arguments: ["grep", "Cap", "/proc/self/status"],
        account: Account(user: 100, group: 101), capabilities: [10, 13]))
    for set in ["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"] {
      #expect(said.contains("\(set):\t0000000000002400"), "\(said)")
    }
  }

  @Test(.enabled(if: isRoot, "only root can start programs as other users")) func whatCannotBeStartedSaysSo() throws {
    let said = try output(of: Program(path: "/nowhere", arguments: ["x"], account: Account(user: 100, group: 101)))
    #expect(said == "init: /nowhere: execve: error 2\n")
  }
}
