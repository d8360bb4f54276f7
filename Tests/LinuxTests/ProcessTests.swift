import CGlibc
import Testing

@testable import Linux

@Suite struct ProcessTests {
  /// What is in the memory of a process with keys reaches neither a file nor another process.
  @Test func theMemoryOfAProcessWithKeysStaysItsOwn() throws {
    Process.keepMemoryPrivate()
    #expect(glibc_prctl(PR_GET_DUMPABLE, 0) == 0)
    let limits = String(decoding: try Files<Kernel>.read("/proc/self/limits", limit: 65_536), as: UTF8.self)
    let line = limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") }
    #expect(line?.split(separator: " ").dropFirst(4).prefix(2) == ["0", "0"])
    #expect(!Process.arguments.isEmpty, "what the daemons read of themselves is still theirs to read")
  }
}
