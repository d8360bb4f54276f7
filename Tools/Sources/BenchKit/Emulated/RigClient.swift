import Foundation
import NIOCore
import RigProtocol

/// The bench's side of its hand in an emulated board: one request after the other, over a serial port of its own.
final class RigClient: Sendable {
  private let port: SocketPort
  private let state: Watch<State>
  private let turn = Turn()

  struct State: Sendable {
    private var splitter = LineSplitter()
    /// Of the request that was made last.
    private(set) var number = 0
    private(set) var lines: [RigCopyLine] = []
    private(set) var answer: Answer?
    /// How often the terminal was stopped at a commit.
    private(set) var stops = 0

    mutating func ask() -> Int {
      number += 1
      (lines, answer) = ([], nil)
      return number
    }

    mutating func take(_ bytes: [UInt8]) {
      for line in splitter.take(bytes) {
        let words = line.split(separator: " ").map(String.init)
        if words == ["*", "stopped"] { stops += 1 }
        // What answers an earlier request came too late for whoever made it.
        guard words.count >= 2, words[0] == String(number) else { continue }
        let rest = words.dropFirst(2).joined(separator: " ")
        switch words[1] {
        case "ok": answer = .done(rest)
        case "failed": answer = .failed(rest)
        default: if let line = RigCopyLine(Array(words.dropFirst())) { lines.append(line) }
        }
      }
    }
  }

  enum Answer: Equatable, Sendable {
    case done(String)
    case failed(String)
  }

  static func open(_ place: URL, on eventLoop: any EventLoop) async throws -> RigClient {
    let state = Watch(State())
    let port = try await SocketPort.open(place, on: eventLoop) { bytes in
      state.update { $0.take(bytes) }
      return []
    }
    return RigClient(port: port, state: state)
  }

  private init(port: SocketPort, state: Watch<State>) {
    self.port = port
    self.state = state
  }

  var path: String { port.path }

  /// A board is about to be switched on.
  func reset() { state.update { $0 = State() } }

  /// Waits until the hand is there: it comes before the terminal's first process.
  func connected(within time: Duration) async throws {
    let deadline = ContinuousClock.now + time
    while ContinuousClock.now < deadline, port.isConnected {
      // What is said before anybody listens is lost, so it is said again.
      if (try? await perform(.hello, within: .seconds(1))) != nil { return }
    }
    throw BenchFault("the hand in the board does not answer")
  }

  func close() async { await port.close() }

  /// Waits until the terminal has been stopped at a commit. False where the board lost its power before.
  func stopped() async -> Bool {
    await state.value(until: .now + .seconds(3_600)) { [port] in $0.stops > 0 || !port.isConnected }?.stops ?? 0 > 0
  }

  /// Has something done, and returns what there is to tell.
  @discardableResult
  func perform(_ request: RigRequest, within time: Duration = .seconds(60)) async throws -> String {
    try await exchange(request, within: time).told
  }

  /// What there is to tell, and the lines of a copy.
  func exchange(
    _ request: RigRequest, within time: Duration = .seconds(60)
  ) async throws -> (told: String, lines: [RigCopyLine]) {
    try await turn.take { [self] in
      let number = state.update { $0.ask() }
      port.send(Array("\(number) \(request.text)\n".utf8))
      let seen = await state.value(until: .now + time) { [port] in $0.answer != nil || !port.isConnected }
      let word = request.text.prefix { $0 != " " }
      switch seen?.answer {
      case .done(let told): return (told, seen?.lines ?? [])
      case .failed(let reason): throw BenchFault("the hand in the board cannot \(word): \(reason)")
      case nil: throw BenchFault("the hand in the board does not answer '\(word)'")
      }
    }
  }
}

/// A database of the terminal as it was last copied: the file, and SQLite's log beside it.
struct DatabaseCopy: Sendable {
  private var files: [[UInt8]] = [[], []]

  /// Brings the copy forward by what came.
  mutating func take(_ lines: [RigCopyLine]) {
    for line in lines {
      switch line {
      case .length(let file, let bytes):
        let held = files[file].count
        files[file] = Array(files[file].prefix(bytes)) + [UInt8](repeating: 0, count: max(0, bytes - held))
      case .block(let file, let number, let bytes):
        let start = number * RigBlocks.bytes
        guard start + bytes.count <= files[file].count else { continue }
        files[file].replaceSubrange(start..<(start + bytes.count), with: bytes)
      }
    }
  }

  /// Takes one of the files whole.
  mutating func take(whole bytes: [UInt8], file: Int) { files[file] = bytes }

  /// Writes it where a program can open it: what the opening does to it is done to nobody's copy.
  func write(to path: String) throws {
    for (suffix, bytes) in [("", files[0]), ("-wal", files[1]), ("-shm", [])] {
      try? FileManager.default.removeItem(atPath: path + suffix)
      if !bytes.isEmpty { try Data(bytes).write(to: URL(fileURLWithPath: path + suffix)) }
    }
  }
}
