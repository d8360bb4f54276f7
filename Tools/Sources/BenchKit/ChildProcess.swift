import Foundation
import Glibc
import Synchronization

/// A program that the bench has started, and that ends when the bench does, however that ends.
///
/// Each has a thread of its own, which starts it, reads what it says and waits for its end. The kernel kills the child
/// when that thread dies (`PR_SET_PDEATHSIG`), so not even a killed bench leaves one behind.
public final class ChildProcess: Sendable {
  public struct State: Equatable, Sendable {
    /// Lines of its standard output so far.
    public var lines: [String] = []
    /// How it ended, once it has.
    public var end: End?
  }

  public enum End: Equatable, Sendable {
    case exited(Int32)
    case killed(signal: Int32)
  }

  public let name: String
  public let identifier: pid_t
  public let state = Watch(State())

  /// How long a program may take from a polite request to its end.
  public static let grace = Duration.seconds(10)
  /// The most lines of output that are kept; a daemon says little on its standard output.
  private static let keptLines = 1_000

  /// Starts `executable`; its standard output and standard error go to the end of `log`, or standard error to the descriptor `errors`
  /// where there is one.
  public static func start(
    _ executable: URL, _ arguments: [String], log: URL, environment: [String: String] = [:], errors: Int32? = nil
  ) async throws -> ChildProcess {
    try await withCheckedThrowingContinuation { continuation in
      let thread = Thread {
        do {
          let (child, output) = try spawn(
            executable, arguments, log: log, environment: environment, errors: errors)
          continuation.resume(returning: child)
          child.follow(output, log: log)
        } catch {
          continuation.resume(throwing: error)
        }
      }
      thread.name = executable.lastPathComponent
      thread.start()
    }
  }

  private init(name: String, identifier: pid_t) {
    self.name = name
    self.identifier = identifier
  }

  public var isRunning: Bool {
    state.value.end == nil
  }

  /// Kills it, as a power cut would, and waits until it is gone.
  public func kill() async {
    send(SIGKILL)
    _ = await state.value(until: .now + Self.grace) { $0.end != nil }
  }

  /// Asks it to end, and kills it where it does not.
  public func stop() async {
    send(SIGTERM)
    if await state.value(until: .now + Self.grace, where: { $0.end != nil }) == nil { await kill() }
  }

  /// Waits for a line of output that begins with `prefix`, and returns what follows it.
  public func line(beginning prefix: String, within time: Duration) async throws -> String {
    let found = await state.value(until: .now + time) { state in
      state.end != nil || state.lines.contains { $0.hasPrefix(prefix) }
    }
    guard let line = state.value.lines.first(where: { $0.hasPrefix(prefix) }) else {
      throw BenchFault(found == nil ? "\(name) has not said '\(prefix)'" : "\(name) ended before it said '\(prefix)'")
    }
    return String(line.dropFirst(prefix.count))
  }

  private func send(_ signal: Int32) {
    // To its whole group, so that nothing it has started keeps its output open. Between its end and its being waited for
    // the number is still its own; after that it may be another's.
    state.update { if $0.end == nil { _ = Glibc.kill(-identifier, signal) } }
  }

  private func follow(_ output: FileHandle, log: URL) {
    let writer = try? FileHandle(forWritingTo: log)
    var rest = Data()
    while case let data = output.availableData, !data.isEmpty {
      _ = try? writer?.seekToEnd()
      try? writer?.write(contentsOf: data)
      rest += data
      let pieces = rest.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      rest = pieces.last.map { Data($0) } ?? Data()
      let lines = pieces.dropLast().map { String(decoding: $0, as: UTF8.self) }
      if !lines.isEmpty { state.update { $0.lines = ($0.lines + lines).suffix(Self.keptLines) } }
    }
    // Looked at without taking it away, so that a signal sent meanwhile cannot reach a stranger.
    var information = siginfo_t()
    while waitid(P_PID, id_t(identifier), &information, WEXITED | WNOWAIT) != 0 && errno == EINTR {}
    state.update { state in
      var status: Int32 = 0
      while waitpid(identifier, &status, 0) < 0 && errno == EINTR {}
      let signal = status & 0x7F
      state.end = signal == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal: signal)
    }
  }
}

extension ChildProcess {
  /// util-linux's: sets the signal that follows the death of the parent, then becomes the program.
  private static let launcher = "/usr/bin/setpriv"
  private static let starting = NSLock()

  private static func spawn(
    _ executable: URL, _ arguments: [String], log: URL, environment: [String: String], errors: Int32?
  ) throws -> (ChildProcess, FileHandle) {
    guard FileManager.default.isExecutableFile(atPath: executable.path) else {
      throw BenchFault("\(executable.path) is not there; build it first")
    }
    // One at a time: a child that is started between another's pipe and its flag would hold that pipe open.
    starting.lock()
    defer { starting.unlock() }
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw BenchFault("no pipe: \(String(cString: strerror(errno)))") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let output = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true)
    defer { close(ends[1]) }

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    if let errors {
      posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO)
    } else {
      posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, log.path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    }

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A group of its own: an interrupt typed at the bench is the bench's to pass on.
    posix_spawnattr_setpgroup(&attributes, 0)
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

    let words = [launcher, "--pdeathsig", "KILL", "--", executable.path] + arguments
    let variables = ProcessInfo.processInfo.environment.merging(environment) { $1 }.map { "\($0)=\($1)" }
    var pointers = words.map { strdup($0) } + [nil]
    var environmentPointers = variables.map { strdup($0) } + [nil]
    defer { (pointers + environmentPointers).forEach { free($0) } }
    var identifier: pid_t = 0
    let failure = posix_spawn(&identifier, launcher, &actions, &attributes, &pointers, &environmentPointers)
    guard failure == 0 else {
      throw BenchFault("\(executable.lastPathComponent) did not start: \(String(cString: strerror(failure)))")
    }
    return (ChildProcess(name: executable.lastPathComponent, identifier: identifier), output)
  }
}
