import Foundation
import NIOCore
import Synchronization

/// QEMU's machine protocol, one request after the other (https://www.qemu.org/docs/master/interop/qmp-spec.html).
final class QMP: Sendable {
  private let port: SocketPort
  private let answers: Watch<Conversation>
  private let turn = Turn()

  private struct Conversation: Sendable {
    var splitter = LineSplitter()
    var isGreeted = false
    /// The answer to the request that was made last.
    var answer: Answer?
    /// How often the machine has started anew by itself.
    var resets = 0
  }

  /// What QEMU says to a request.
  enum Answer: Equatable, Sendable {
    /// The value, where it is a text.
    case done(String?)
    case refused(String)
  }

  static func open(_ place: URL, on eventLoop: any EventLoop) async throws -> QMP {
    let answers = Watch(Conversation())
    let port = try await SocketPort.open(place, on: eventLoop) { bytes in
      answers.update { conversation in
        for line in conversation.splitter.take(bytes) {
          if line.hasPrefix(#"{"QMP""#) { conversation.isGreeted = true }
          if let answer = Self.answer(line) { conversation.answer = answer }
          if Self.isReset(line) { conversation.resets += 1 }
        }
      }
      return []
    }
    return QMP(port: port, answers: answers)
  }

  private init(port: SocketPort, answers: Watch<Conversation>) {
    self.port = port
    self.answers = answers
  }

  var path: String { port.path }

  /// A QEMU is about to be started.
  func reset() { answers.update { $0 = Conversation() } }

  /// Waits for QEMU, and for its greeting.
  func connected(until deadline: ContinuousClock.Instant) async throws {
    try await port.connected(until: deadline)
    guard await answers.value(until: deadline, where: \.isGreeted) != nil else {
      throw BenchFault("the emulator says nothing")
    }
    try await perform("qmp_capabilities")
  }

  func close() async { await port.close() }

  /// Waits until the machine has started anew by itself more than `count` times; nil once QEMU has gone.
  func resets(beyond count: Int) async -> Int? {
    let seen = await answers.value(until: .now + .seconds(86_400)) { [port] in $0.resets > count || !port.isConnected }
    guard let resets = seen?.resets, resets > count else { return nil }
    return resets
  }

  /// Has QEMU do something, and returns the text it answers with, if that is one.
  @discardableResult
  func perform(_ command: String, _ arguments: [String: QMPValue] = [:]) async throws -> String? {
    let request = QMPRequest(execute: command, arguments: arguments)
    let bytes = Array(try JSONEncoder().encode(request)) + [UInt8(ascii: "\n")]
    return try await turn.take { [self] in
      answers.update { $0.answer = nil }
      port.send(bytes)
      let seen = await answers.value(until: .now + .seconds(60)) { [port] in
        $0.answer != nil || !port.isConnected
      }
      switch seen?.answer {
      case .done(let text): return text
      case .refused(let reason): throw BenchFault("the emulator refuses '\(command)': \(reason)")
      case nil: throw BenchFault("the emulator does not answer '\(command)'")
      }
    }
  }

  /// True for the event of a machine that starts anew because what runs in it wants to, or its watchdog.
  static func isReset(_ line: String) -> Bool {
    guard let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
      object["event"] as? String == "RESET", let data = object["data"] as? [String: Any]
    else { return false }
    return data["guest"] as? Bool == true
  }

  /// Reads a line that is an answer; nil for one that is an event or a greeting.
  static func answer(_ line: String) -> Answer? {
    guard let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else { return nil }
    if let value = object["return"] { return .done(value as? String) }
    guard let error = object["error"] as? [String: Any] else { return nil }
    return .refused(error["desc"] as? String ?? "no reason given")
  }
}

/// An argument of a request to QEMU.
enum QMPValue: Encodable, Equatable, Sendable {
  case text(String)
  case flag(Bool)

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let text): try container.encode(text)
    case .flag(let flag): try container.encode(flag)
    }
  }
}

private struct QMPRequest: Encodable {
  let execute: String
  let arguments: [String: QMPValue]
}
