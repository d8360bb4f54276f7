import BenchKit
import Foundation

/// strace, which writes down a process's calls into the kernel and has one of them fail.
struct Tracer: Sendable {
  private static let program = "/usr/bin/strace"

  /// Where it writes.
  let log: URL
  /// The part of paths that is left out of what it has written.
  let folder: URL

  /// Whether a process may be traced here at all; a container may forbid it.
  static func isAllowed() async throws -> Bool {
    let child = try await ChildProcess.start(
      URL(fileURLWithPath: program), ["-o", "/dev/null", "/bin/true"], log: URL(fileURLWithPath: "/dev/null"))
    return await child.state.value(until: .now + .seconds(30)) { $0.end != nil }?.end == .exited(0)
  }

  /// The words to put before a program's own. The tracer is the program's grandchild, so that the program is still who it would be
  /// without: the same number, the same parent, the same signals.
  func words(failing call: FailingCall? = nil) -> [String] {
    try? FileManager.default.removeItem(at: log)
    var words = [Self.program, "-D", "-f", "-y", "-qq", "-s", "0", "--signal=none", "-o", log.path]
    if let call {
      // Only that call stops the process; all others run as fast as ever.
      words += ["--seccomp-bpf", "--trace=\(call.name)"]
      words += ["--inject=\(call.name):\(call.injection):when=\(call.occurrence)"]
    }
    return words + ["--"]
  }

  /// What it has written so far.
  func calls() throws -> [TracedCall] {
    String(decoding: try Data(contentsOf: log), as: UTF8.self).split(separator: "\n")
      .compactMap { TracedCall(line: $0, leavingOut: folder.path) }
  }
}
