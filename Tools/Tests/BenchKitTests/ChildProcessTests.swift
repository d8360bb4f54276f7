import Foundation
import Glibc
import Testing

@testable import BenchKit

@Suite struct ChildProcessTests {
  private func shell(_ script: String) async throws -> ChildProcess {
    let log = FileManager.default.temporaryDirectory.appendingPathComponent("bench-child-\(UUID().uuidString).log")
    _ = FileManager.default.createFile(atPath: log.path, contents: nil)
    return try await ChildProcess.start(URL(fileURLWithPath: "/bin/sh"), ["-c", script], log: log)
  }

  private func end(of child: ChildProcess) async -> ChildProcess.End? {
    await child.state.value(until: .now + .seconds(30)) { $0.end != nil }?.end
  }

  @Test func `what it says is heard line by line, and how it ends`() async throws {
    let child = try await shell("echo first; echo 'port: 80'; exit 3")
    #expect(try await child.line(beginning: "port: ", within: .seconds(30)) == "80")
    #expect(await end(of: child) == .exited(3))
    #expect(child.state.value.lines == ["first", "port: 80"])
    #expect(!child.isRunning)
  }

  @Test func `a line that does not come is not waited for once the program has ended`() async throws {
    let child = try await shell("echo other")
    await #expect(throws: BenchFault.self) { try await child.line(beginning: "port: ", within: .seconds(600)) }
  }

  @Test func `killed means killed`() async throws {
    let child = try await shell("trap '' TERM; echo ready; while :; do sleep 60; done")
    _ = try await child.line(beginning: "ready", within: .seconds(30))
    await child.kill()
    #expect(await end(of: child) == .killed(signal: SIGKILL))
  }

  @Test func `asked to end, it may tidy up`() async throws {
    let child = try await shell("trap 'exit 5' TERM; echo ready; while :; do sleep 0.01; done")
    _ = try await child.line(beginning: "ready", within: .seconds(30))
    await child.stop()
    #expect(await end(of: child) == .exited(5))
  }

  @Test func `a program that is not there is said to be missing`() async {
    await #expect(throws: BenchFault.self) {
      try await ChildProcess.start(
        URL(fileURLWithPath: "/nowhere/hub"), [], log: URL(fileURLWithPath: "/dev/null"))
    }
  }

  @Test func `its signals are as a shell would give them`() async throws {
    // Bits of the masks of blocked and of ignored signals: a daemon must be able to take SIGTERM and SIGCHLD.
    let child = try await shell("grep -E 'Sig(Blk|Ign)' /proc/self/status; echo done")
    _ = try await child.line(beginning: "done", within: .seconds(30))
    let masks = child.state.value.lines.dropLast().compactMap { UInt64($0.suffix(16), radix: 16) }
    // Signals 32 and 33 are the C library's own.
    #expect(masks.map { $0 & 0x7FFF_FFFF } == [0, 0])
  }
}
