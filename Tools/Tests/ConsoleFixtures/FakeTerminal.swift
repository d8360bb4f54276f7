import ConsoleKit
package import ConsoleProtocol
import Foundation
import KeyFiles
package import LibCrypto
import Seeds
import Synchronization
import Time

/// A terminal behind a bad wire, in virtual time: the terminal's own end of the protocol over a folder's worth of memory.
package final class FakeTerminal: ConsoleChannel {
  /// What the wire does to what goes over it.
  package struct Wire: Sendable {
    /// Of a thousand bytes, how many are lost.
    package var lost = 0
    /// Of a thousand bytes, before how many a kernel log line comes in between.
    package var logged = 0
    package var isCut = false
    /// Whatever is sent comes back.
    package var echoes = false

    package init(lost: Int = 0, logged: Int = 0) {
      self.lost = lost
      self.logged = logged
    }
  }

  package struct State {
    var session = ConsoleSession()
    var random: Seeded
    package var wire: Wire
    var uptime = Duration.zero
    package var outbound: [UInt8] = []
    package var journalKey: SigningKey?
    package var tlsKey: SigningKey?
    package var documents: [Document: [UInt8]] = [:]
    package var clock: Int64 = 0
    package var work: [ConsoleSession.Work] = []
    /// The next work of this kind fails.
    package var failing: Document?
    package var report: [UInt8] = []
    package var isStopped = false
  }

  private let state: Mutex<State>

  package init(wire: Wire = Wire(), seed: UInt64 = 1) {
    state = Mutex(State(random: Seeded(seed), wire: wire))
  }

  package func look<Value>(_ body: (inout sending State) -> sending Value) -> Value { state.withLock { body(&$0) } }

  package var uptime: Duration { look { $0.uptime } }

  package func send(_ bytes: [UInt8]) { look { $0.send(bytes) } }

  package func receive(within time: Duration) -> [UInt8] { look { $0.receive(within: time) } }
}

extension FakeTerminal.State {
  mutating func send(_ bytes: [UInt8]) {
    if wire.echoes { outbound += bytes }
    guard !wire.isCut else { return }
    for byte in bytes where !happens(wire.lost) {
      switch session.received(byte, at: now) {
      case nil: break
      case .send(let answer): say(answer)
      case .work(let asked, let first):
        say(first)
        work.append(asked)
        say(session.finished(perform(asked), at: now))
      }
    }
  }

  mutating func receive(within time: Duration) -> [UInt8] {
    guard !outbound.isEmpty else {
      uptime += time
      return []
    }
    // Arrives in pieces, as it does.
    let piece = Array(outbound.prefix(Int.random(in: 1...300, using: &random)))
    outbound.removeFirst(piece.count)
    uptime += .milliseconds(piece.count / 11 + 1)
    return piece
  }

  private var now: Uptime { Uptime(microseconds: UInt64(uptime / .microseconds(1))) }

  private mutating func say(_ bytes: [UInt8]) {
    for byte in bytes {
      if happens(wire.logged) { outbound += Array("[   12.345678] acceptd: a line of the log\r\n".utf8) }
      if !happens(wire.lost) { outbound.append(byte) }
    }
  }

  private mutating func happens(_ perThousand: Int) -> Bool {
    perThousand > 0 && Int.random(in: 0..<1_000, using: &random) < perThousand
  }

  private mutating func perform(_ work: ConsoleSession.Work) -> Result<[UInt8], ConsoleSession.Failure> {
    let isProvisioned = documents[.identity] != nil
    let terminal = documents[.identity].flatMap { Identity($0)?.terminal }
    switch work {
    case .greet: return .success(Greeting(board: "fake", terminal: terminal, clock: clock).payload)
    case .examine:
      isStopped = true
      return .success(report)
    case .release:
      isStopped = false
      return .success([])
    case _ where isProvisioned: return .failure(.init(.provisioned))
    case .setClock(let seconds):
      clock = seconds
      return .success([])
    case .makeJournalKey(let name):
      if journalKey == nil { journalKey = SignatureAlgorithm(name: name).flatMap { try? SigningKey.generate($0) } }
      guard let key = journalKey?.publicKey else { return .failure(.init(.unfit)) }
      return .success(Array(PublicKeyLine.text(of: key).utf8))
    case .makeCertificateRequest(let terminal):
      if tlsKey == nil { tlsKey = try? SigningKey.generate(.es256) }
      guard let tlsKey, let request = try? Certificates.request(commonName: terminal, key: tlsKey) else {
        return .failure(.init(.unfit))
      }
      return .success(request)
    case .install(let document, let bytes):
      if failing == document {
        failing = nil
        return .failure(.init(.failed, "no room"))
      }
      documents[document] = bytes
      return .success([])
    }
  }
}
