import RandomFixtures
import Testing
import Time

@testable import ConsoleProtocol

@Suite struct SessionTests {
  /// A session, and what it was told to do.
  struct Peer {
    var session = ConsoleSession()
    var now = Uptime(microseconds: 1)
    var work: [ConsoleSession.Work] = []
    var outcome: Result<[UInt8], ConsoleSession.Failure> = .success([])

    /// Sends bytes; what comes back, all of it.
    mutating func send(_ bytes: [UInt8]) -> [UInt8] {
      var sent: [UInt8] = []
      for byte in bytes {
        switch session.received(byte, at: now) {
        case .send(let bytes): sent += bytes
        case .work(let asked, let first):
          work.append(asked)
          sent += first + session.finished(outcome, at: now)
        case nil: break
        }
      }
      return sent
    }

    /// Asks; the answers, by their numbers.
    mutating func ask(_ request: Request, number: UInt32) -> [Answer] {
      var reader = LineReader()
      let lines = send(request.frame(number: number).line).compactMap { reader.take($0) }
      return lines.compactMap {
        guard case .frame(let frame) = Frame.read($0, .answer), frame.number == number else { return nil }
        return Answer(frame)
      }
    }
  }

  @Test func `does what is asked and answers`() {
    var peer = Peer()
    peer.outcome = .success([1, 2])
    #expect(peer.ask(.hello, number: 5) == [.done([1, 2])])
    #expect(peer.ask(.journalKey(algorithm: "ES256"), number: 6) == [.wait, .done([1, 2])])
    #expect(peer.work == [.greet, .makeJournalKey(algorithm: "ES256")])
  }

  @Test func `answers a repeated request again without doing it again`() {
    var peer = Peer()
    peer.outcome = .success([1])
    #expect(peer.ask(.journalKey(algorithm: "ES256"), number: 6) == [.wait, .done([1])])
    peer.outcome = .success([2])
    #expect(peer.ask(.journalKey(algorithm: "ES256"), number: 6) == [.done([1])])
    #expect(peer.work.count == 1)
    #expect(peer.ask(.journalKey(algorithm: "ES256"), number: 7).last == .done([2]))
    // The number alone is not the request: another run of the tools may begin with the same one.
    #expect(peer.ask(.hello, number: 7) == [.done([2])])
    #expect(peer.work.count == 3)
  }

  @Test func `says why it did not do it`() {
    var peer = Peer()
    peer.outcome = .failure(.init(.provisioned))
    #expect(peer.ask(.clock(1), number: 1) == [.refused(.provisioned, detail: "")])
    peer.outcome = .failure(.init(.failed, "/data/trust/root.pub: open: error 30"))
    #expect(
      peer.ask(.clock(1), number: 2) == [.refused(.failed, detail: "/data/trust/root.pub: open: error 30")])
  }

  @Test func `does not know what it does not know`() {
    var peer = Peer()
    let answer = peer.send(Frame(.request, number: 3, word: "reboot").line)
    #expect(Frame.read(answer.dropLast(2), .answer) == .frame(Answer.refused(.unknown, detail: "").frame(number: 3)))
    #expect(peer.work.isEmpty)
  }

  static let document = (0..<2_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }

  @Test func `takes a document in parts`() {
    var peer = Peer()
    let document = Self.document
    let begin = Request.begin(.bundle, size: 2_000, checksum: Checksum.of(document))
    #expect(peer.ask(begin, number: 1) == [.done([])])
    var number: UInt32 = 1
    for start in stride(from: 0, to: document.count, by: ConsoleLimits.chunkBytes) {
      let end = min(start + ConsoleLimits.chunkBytes, document.count)
      number += 1
      let put = Request.put(offset: UInt32(start), Array(document[start..<end]))
      #expect(peer.ask(put, number: number) == [.done(Payload.bytes(UInt32(end)))])
      // Repeated, as after a lost answer, it does not count twice.
      #expect(peer.ask(put, number: number) == [.done(Payload.bytes(UInt32(end)))])
    }
    #expect(peer.ask(.finish, number: 99).last == .done([]))
    #expect(peer.work == [.install(.bundle, document)])
  }

  @Test func `refuses parts that do not fit`() {
    var peer = Peer()
    let refused = [Answer.refused(.outOfPlace, detail: "")]
    #expect(peer.ask(.put(offset: 0, [1]), number: 1) == refused)
    #expect(peer.ask(.finish, number: 2) == refused)
    #expect(peer.ask(.begin(.root, size: 4, checksum: 0), number: 3) == [.done([])])
    #expect(peer.ask(.put(offset: 1, [1]), number: 4) == refused)
    #expect(peer.ask(.put(offset: 0, [1, 2, 3, 4, 5]), number: 5) == refused)
    #expect(peer.ask(.finish, number: 6) == refused)
    #expect(peer.ask(.put(offset: 0, [1, 2]), number: 7) == [.done(Payload.bytes(UInt32(2)))])
    #expect(peer.ask(.put(offset: 0, [1, 2]), number: 8) == refused)
    #expect(peer.ask(.put(offset: 2, [3, 4]), number: 9) == [.done(Payload.bytes(UInt32(4)))])
    #expect(peer.ask(.finish, number: 10) == [.refused(.damaged, detail: "")])
    #expect(peer.work.isEmpty)
    let huge = Request.begin(.bundle, size: UInt32(ConsoleLimits.documentBytes + 1), checksum: 0)
    #expect(peer.ask(huge, number: 11) == [.refused(.tooLarge, detail: "")])
  }

  @Test func `begins a document anew where it is begun anew`() {
    var peer = Peer()
    #expect(peer.ask(.begin(.root, size: 2, checksum: Checksum.of([7, 8])), number: 1) == [.done([])])
    #expect(peer.ask(.put(offset: 0, [1, 2]), number: 2) == [.done(Payload.bytes(UInt32(2)))])
    #expect(peer.ask(.begin(.root, size: 2, checksum: Checksum.of([7, 8])), number: 3) == [.done([])])
    #expect(peer.ask(.put(offset: 0, [7, 8]), number: 4) == [.done(Payload.bytes(UInt32(2)))])
    #expect(peer.ask(.finish, number: 5).last == .done([]))
    #expect(peer.work == [.install(.root, [7, 8])])
  }

  @Test func `gives a report out in parts, and sells again when it is over or forgotten`() {
    var peer = Peer()
    #expect(peer.ask(.report(offset: 0), number: 1) == [.refused(.noReport, detail: "")])
    peer.outcome = .success(Self.document)
    #expect(peer.ask(.examine, number: 2) == [.wait, .done(Payload.bytes(UInt32(2_000)))])
    #expect(peer.ask(.report(offset: 1_990), number: 3) == [.done(Array(Self.document[1_990...]))])
    #expect(peer.ask(.report(offset: 0), number: 4) == [.done(Array(Self.document[..<768]))])
    #expect(peer.ask(.report(offset: 2_001), number: 5) == [.refused(.noReport, detail: "")])
    #expect(peer.session.releaseDue == peer.now.advanced(byMicroseconds: ConsoleLimits.checkUpMicroseconds))
    peer.outcome = .success([])
    #expect(peer.ask(.release, number: 6) == [.done([])])
    #expect(peer.session.releaseDue == nil)
    #expect(peer.ask(.report(offset: 0), number: 7) == [.refused(.noReport, detail: "")])

    #expect(peer.ask(.examine, number: 8).count == 2)
    peer.now = peer.now.advanced(byMicroseconds: ConsoleLimits.checkUpMicroseconds - 1)
    #expect(peer.session.forgotten(at: peer.now) == nil)
    // Asking keeps it going.
    #expect(peer.ask(.hello, number: 9) == [.done([])])
    peer.now = peer.now.advanced(byMicroseconds: ConsoleLimits.checkUpMicroseconds - 1)
    #expect(peer.session.forgotten(at: peer.now) == nil)
    peer.now = peer.now.advanced(byMicroseconds: 1)
    #expect(peer.session.forgotten(at: peer.now) == .release)
    #expect(peer.session.forgotten(at: peer.now) == nil)
  }

  @Test func `helps a person, and not for ever`() {
    var peer = Peer()
    #expect(peer.send(Array("ls -l\r\n".utf8)) == ConsoleSession.helpText)
    #expect(peer.send(Array("?\r\n".utf8)) == [])
    peer.now = peer.now.advanced(byMicroseconds: ConsoleLimits.helpMicroseconds)
    #expect(peer.send(Array("\r".utf8)) == ConsoleSession.helpText)
    #expect(peer.work.isEmpty)
  }

  @Test func `hears a request behind what a person began to type`() {
    var peer = Peer()
    #expect(peer.send(Array("hel".utf8)) == [])
    #expect(peer.ask(.hello, number: 1) == [.done([])])
  }

  @Test func `is silent to a damaged request`() {
    var peer = Peer()
    var line = Request.hello.frame(number: 1).line
    line[10] ^= 1
    #expect(peer.send(line) == [])
    #expect(peer.work.isEmpty)
  }

  @Test func `is not led astray by noise`() {
    var random = SeededRandom(seed: 9_600)
    var peer = Peer()
    for _ in 0..<200_000 { _ = peer.send([UInt8.random(in: 0...255, using: &random)]) }
    #expect(peer.work.isEmpty)
    #expect(peer.ask(.hello, number: 1) == [.done([])])
  }
}
