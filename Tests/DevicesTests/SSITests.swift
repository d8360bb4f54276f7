import Devices
import Testing
import Time

@Suite struct SSITests {
  private let start = Uptime(microseconds: 5_000_000)
  private let ack = SSIPacket.acknowledgement.bytes
  private let resend = SSIPacket(refusing: .resend).bytes

  private func decoded(
    _ text: String, kind: UInt8 = 0x1C, isContinued: Bool = false, isRetransmitted: Bool = false
  ) -> [UInt8] {
    SSIPacket(
      SSIPacket.Opcode.decodeData, data: [kind] + Array(text.utf8), isFromHost: false, isRetransmitted: isRetransmitted,
      isContinued: isContinued
    ).bytes
  }

  @Test func packetsAreTheseBytes() {
    #expect(SSIPacket(SSIPacket.Opcode.acknowledge).bytes == ScannerStreams.acknowledgement)
    #expect(SSICommands.bytes(of: .trigger(true)) == ScannerStreams.startSession)
    #expect(SSICommands.bytes(of: .query) == ScannerStreams.requestRevision)
    #expect(SSICommands.bytes(of: .rate(115_200)) == [0x07, 0xC6, 0x04, 0x00, 0xFF, 0x9C, 0x0B, 0xFD, 0x89])
    #expect(SSICommands.bytes(of: .rate(14_400)) == nil)
    #expect(SSIPacket(parsing: ScannerStreams.acknowledgement) == .acknowledgement)
  }

  @Test func aCodeIsTakenAndAcknowledged() {
    var link = SSILink()
    let (frames, replies) = link.receive(ScannerStreams.decodedEAN, at: start)
    #expect(frames.map(\.bytes) == [Array("]E06901234567892".utf8)])
    #expect(replies == ack)
    #expect(link.nextDeadline == nil)
    #expect(link.dropped == ScannerDrops())
  }

  @Test(arguments: [
    (UInt8(0x0F), "0106901234567892", "]C10106901234567892"), (0x30, "0106901234567892", "]e00106901234567892"),
    (0x0F, "]C10106901234567892", "]C10106901234567892"), (0x1C, "0106901234567892", "0106901234567892"),
  ])
  func aGS1KindIsTold(kind: UInt8, text: String, expected: String) {
    var link = SSILink()
    #expect(link.receive(decoded(text, kind: kind), at: start).frames.map(\.bytes) == [Array(expected.utf8)])
  }

  @Test func aCodeInSeveralPacketsIsOne() {
    var link = SSILink()
    var stream = decoded("one ", isContinued: true) + decoded("two ", isContinued: true)
    #expect(link.receive(stream, at: start) == ([], ack + ack))
    stream = decoded("three")
    let (frames, replies) = link.receive(stream, at: start)
    #expect(frames.map(\.bytes) == [Array("one two three".utf8)])
    #expect(replies == ack)
  }

  /// Where only the first packet of a code says its kind, nothing of the others is taken for one.
  @Test func laterPacketsNeedNotSayTheirKind() {
    var link = SSILink()
    _ = link.receive(decoded("one ", isContinued: true), at: start)
    let rest = SSIPacket(SSIPacket.Opcode.decodeData, data: Array("two".utf8), isFromHost: false).bytes
    #expect(link.receive(rest, at: start).frames.map(\.bytes) == [Array("one two".utf8)])
  }

  @Test func aPacketThatIsSentAgainIsNoSecondCode() {
    var link = SSILink()
    #expect(link.receive(decoded("once"), at: start).frames.count == 1)
    #expect(link.receive(decoded("once", isRetransmitted: true), at: start) == ([], ack))
    // A person may well show the same again.
    #expect(link.receive(decoded("once"), at: start).frames.count == 1)
  }

  @Test func whatDoesNotAddUpIsAskedForAgainOnceTheLineIsSilent() throws {
    var link = SSILink()
    var stream = decoded("code")
    stream[6] ^= 1
    #expect(link.receive(stream, at: start) == ([], []))
    let due = try #require(link.nextDeadline)
    #expect(link.fellSilent(at: start) == [])
    #expect(link.fellSilent(at: due) == resend)
    #expect(link.nextDeadline == nil)
    #expect(link.dropped.garbled == 1)
    #expect(link.receive(decoded("code", isRetransmitted: true), at: due).frames.count == 1)
  }

  @Test func halfAPacketIsAskedForAgain() throws {
    var link = SSILink()
    _ = link.receive(decoded("code").dropLast(3), at: start)
    #expect(link.fellSilent(at: try #require(link.nextDeadline)) == resend)
    #expect(link.dropped.broken == 1)
  }

  @Test func halfACodeIsGivenUp() throws {
    var link = SSILink()
    _ = link.receive(decoded("one ", isContinued: true), at: start)
    let due = try #require(link.nextDeadline)
    #expect(due == start.advanced(byMicroseconds: SSILink.messageMicroseconds))
    #expect(link.fellSilent(at: due) == [])
    #expect(link.dropped.broken == 1)
    #expect(link.receive(decoded("two"), at: due).frames.map(\.bytes) == [Array("two".utf8)])
  }

  @Test func anEndlessCodeIsAcknowledgedAndNotKept() {
    var link = SSILink()
    let text = String(repeating: "A", count: 250)
    for _ in 0..<1_000 { #expect(link.receive(decoded(text, isContinued: true), at: start) == ([], ack)) }
    #expect(link.receive(decoded(text), at: start) == ([], ack))
    #expect(link.dropped.overlong == 1)
    #expect(link.receive(decoded("x"), at: start).frames.count == 1)
  }

  @Test func whatTheTerminalSaidItselfIsNoCode() {
    var link = SSILink()
    let echo = SSIPacket(SSIPacket.Opcode.decodeData, data: [0x1C, 0x41]).bytes
    #expect(link.receive(echo, at: start) == ([], []))
    #expect(link.dropped.noise == 6)
  }

  @Test(arguments: [[1, 2, 3], [3], [0, 0, 0, 2]] as [[UInt8]])
  func noiseIsLeftBySilence(noise: [UInt8]) throws {
    var link = SSILink()
    #expect(link.receive(noise, at: start) == ([], []))
    #expect(link.receive(decoded("lost"), at: start).frames.isEmpty)
    _ = link.fellSilent(at: try #require(link.nextDeadline))
    #expect(link.receive(decoded("kept"), at: start.advanced(byMilliseconds: 100)).frames.count == 1)
  }

  @Test func whatIsUnknownIsRefused() {
    var link = SSILink()
    let other = SSIPacket(0xB1, data: [1, 2], isFromHost: false).bytes
    #expect(link.receive(other, at: start) == ([], SSIPacket(refusing: .badContext).bytes))
    let event = SSIPacket(SSIPacket.Opcode.event, data: [1], isFromHost: false).bytes
    #expect(link.receive(event, at: start) == ([], ack))
  }
}
