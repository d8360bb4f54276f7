import CGlibc
import Devices
import Foundation
import Linux
import Testing

@testable import Desk

/// The world's end of a pin socket, at which a test sits.
private final class Listener: @unchecked Sendable {
  let path: String
  private let listener: Int32
  private(set) var connection: Int32 = -1

  init() throws {
    path = "/tmp/acceptd-pins-\(UUID().uuidString).sock"
    listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    let address = try #require(UnixAddress(path))
    #expect(Kernel.bind(listener, address) == 0)
    #expect(listen(listener, 1) == 0)
  }

  deinit {
    hangUp()
    close(listener)
    unlink(path)
  }

  func accept() { connection = CGlibc.accept(listener, nil, nil) }

  func hangUp() {
    if connection >= 0 { close(connection) }
    connection = -1
  }

  func send(_ bytes: [UInt8]) { #expect(CGlibc.write(connection, bytes, bytes.count) == bytes.count) }

  func send(_ message: PinMessage) { send(message.bytes) }

  func receive() -> [PinMessage] {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = recv(connection, &buffer, buffer.count, Int32(MSG_DONTWAIT))
    guard count > 0 else { return [] }
    return stride(from: 0, to: count, by: 16).compactMap { PinMessage(buffer[$0..<min($0 + 16, count)]) }
  }
}

@Suite struct PinLinesTests {
  private func connected() throws -> (PinLines, Listener) {
    let listener = try Listener()
    let lines = PinLines()
    _ = try lines.connect(path: listener.path)
    listener.accept()
    try lines.flush()
    return (lines, listener)
  }

  @Test func theFirstMessageGivesAllOutputs() throws {
    let (_, world) = try connected()
    guard case .outputs(.outputs, .keypadRows, _) = world.receive().first else {
      Issue.record("the world does not know how the lines begin")
      return
    }
  }

  @Test func writesLeaveInOrderEachWithItsTime() throws {
    let (lines, world) = try connected()
    _ = world.receive()
    try lines.write(.displayE, to: .displayE)
    lines.hold(microseconds: 500)
    try lines.write([], to: .displayE)
    try lines.flush()
    let times: [UInt32] = world.receive().compactMap {
      guard case .outputs(.displayE, _, let time) = $0 else { return nil }
      return time
    }
    #expect(times.count == 2)
    #expect(times[1] &- times[0] >= 500)
  }

  @Test func theColumnsAreLookedAtOnlyAfterTheWorldHasSeenTheRows() throws {
    let (lines, world) = try connected()
    _ = world.receive()
    let row = LineSet(rawValue: 1)
    try lines.write(LineSet.keypadRows.subtracting(row), to: .keypadRows)
    let column = LineSet(rawValue: 0x10)
    // A press that follows from no row, and then, late, what follows from this one.
    world.send(.inputs(mask: .inputs, levels: .inputs, answering: 0))
    // However busy the machine is that runs this.
    lines.answerMilliseconds = 120_000
    Thread.detachNewThread {
      while true {
        for case .outputs(let mask, _, let time) in world.receive() where !mask.isDisjoint(with: .keypadRows) {
          world.send(.inputs(mask: .inputs, levels: LineSet.inputs.subtracting(column), answering: time))
          return
        }
        sched_yield()
      }
    }
    let columns = try lines.read(.keypadColumns)
    #expect(columns == LineSet.keypadColumns.subtracting(column))
  }

  @Test func aWorldThatDoesNotAnswerIsNotWaitedForForEver() throws {
    let (lines, world) = try connected()
    lines.answerMilliseconds = 0
    let column = LineSet(rawValue: 0x10)
    world.send(.inputs(mask: .inputs, levels: LineSet.inputs.subtracting(column), answering: 0))
    try lines.write(LineSet.keypadRows.subtracting(LineSet(rawValue: 1)), to: .keypadRows)
    #expect(try lines.read(.keypadColumns) == LineSet.keypadColumns.subtracting(column))
  }

  @Test func inputsClockAndFaultsAreNews() throws {
    let (lines, world) = try connected()
    world.send(.inputs(mask: .tamper, levels: [], answering: 0))
    world.send(.clockOffset(seconds: -60))
    world.send(.fault(.diskFull))
    try lines.receive()
    let news = lines.takeNews()
    #expect(news.areInputsChanged)
    #expect(news.clockOffset == -60)
    #expect(news.faults == [.diskFull])
    #expect(try lines.read(.tamper) == [])
    #expect(lines.takeNews().faults.isEmpty)
  }

  @Test func aMessageInPiecesIsOne() throws {
    let (lines, world) = try connected()
    let bytes = PinMessage.clockOffset(seconds: 5).bytes
    world.send(Array(bytes.prefix(7)))
    try lines.receive()
    #expect(lines.takeNews().clockOffset == nil)
    world.send(Array(bytes.dropFirst(7)))
    try lines.receive()
    #expect(lines.takeNews().clockOffset == 5)
  }

  @Test func aWorldThatHangsUpOrTalksRubbishIsAFault() throws {
    let (lines, world) = try connected()
    world.send([UInt8](repeating: 0x21, count: 16))
    #expect(throws: LineFault.io) { try lines.receive() }
    let (others, gone) = try connected()
    gone.hangUp()
    #expect(throws: LineFault.gone) { try others.receive() }
    others.disconnect()
    #expect(throws: LineFault.gone) { try others.write([], to: .buzzer) }
    #expect(throws: LineFault.gone) { _ = try others.read(.tamper) }
  }

  @Test func aWorldThatNeverReadsDoesNotFillTheMemory() throws {
    let (lines, _) = try connected()
    #expect(throws: LineFault.gone) {
      for _ in 0..<1_000_000 { try lines.write(.buzzer, to: .buzzer) }
    }
  }

  @Test func nobodyListeningIsSaid() {
    #expect(throws: SystemFault.self) { _ = try PinLines().connect(path: "/tmp/acceptd-nobody.sock") }
  }
}
