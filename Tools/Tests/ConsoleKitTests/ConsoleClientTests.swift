import ConsoleFixtures
import ConsoleKit
import ConsoleProtocol
import LibCrypto
import Testing

@Suite struct ConsoleClientTests {
  static let document = (0..<20_000).map { UInt8(truncatingIfNeeded: $0 &* 7 >> 3) }

  @Test func `carries a document over a good wire without a repetition`() async throws {
    let terminal = FakeTerminal(seed: 1)
    let client = ConsoleClient(terminal, number: .max - 3)
    #expect(try await client.greet() == Greeting(board: "fake", terminal: nil, clock: 0))
    try await client.send(.bundle, Self.document)
    #expect(terminal.look { $0.documents[.bundle] } == Self.document)
    #expect(terminal.look { $0.work.count } == 2)
    #expect(terminal.uptime < .seconds(10))
  }

  @Test(arguments: 0..<20)
  func `carries a document over a wire that drops, with log lines in between, and does nothing twice`(
    seed: UInt64
  ) async throws {
    let terminal = FakeTerminal(wire: .init(lost: 0, logged: 1), seed: seed)
    terminal.look { $0.wire.lost = seed.isMultiple(of: 2) ? 0 : 1 }
    let client = ConsoleClient(
      terminal,
      patience: .init(answer: .milliseconds(1_500), work: .seconds(5), attempts: 200, firstAttempts: 200), number: 7)
    _ = try await client.greet()
    try await client.send(.bundle, Self.document)
    let key = try await client.ask(.journalKey(algorithm: "ES256"))
    #expect(try await client.ask(.journalKey(algorithm: "ES256")) == key)
    #expect(terminal.look { $0.documents[.bundle] } == Self.document)
    #expect(terminal.look { $0.work.count { $0 != .greet } } == 3)
  }

  @Test func `fetches a report of many parts, and lets the terminal sell again`() async throws {
    let terminal = FakeTerminal(seed: 2)
    terminal.look { $0.report = Self.document }
    let client = ConsoleClient(terminal)
    #expect(try await client.examine() == Self.document)
    #expect(terminal.look { $0.isStopped })
    _ = try await client.ask(.release)
    #expect(!terminal.look { $0.isStopped })
  }

  /// What the fault says about a wire.
  static func advice(_ prepare: (inout FakeTerminal.State) -> Void) async -> String {
    let terminal = FakeTerminal(seed: 3)
    terminal.look { prepare(&$0) }
    do {
      _ = try await ConsoleClient(terminal).greet()
      return "answered"
    } catch {
      return "\(error)"
    }
  }

  @Test func `says which end or wire to look at where nothing answers`() async {
    #expect(await Self.advice { $0.wire.isCut = true }.contains("Nothing at all comes"))
    #expect(
      await Self.advice {
        $0.wire.isCut = true
        $0.wire.echoes = true
      }.contains("RX and TX of the adapter are joined"))
    #expect(
      await Self.advice {
        $0.wire.isCut = true
        $0.outbound = Array(repeating: Array("[    1.5] mmc1: new SDHC card\r\n".utf8), count: 9).flatMap { $0 }
      }.contains("its TX wire is good"))
    #expect(
      await Self.advice {
        $0.wire.isCut = true
        $0.outbound = [UInt8](repeating: 0xF8, count: 100)
      }.contains("115200"))
    #expect(await Self.advice { $0.wire.logged = 100 }.contains("arrive damaged"))
  }

  @Test func `gives up where nothing answers, and does not wait for ever where much is said`() async {
    let terminal = FakeTerminal(seed: 4)
    terminal.look { $0.wire.isCut = true }
    await #expect(throws: ConsoleFault.self) { _ = try await ConsoleClient(terminal).greet() }
    #expect(terminal.uptime < .seconds(60))
  }

  @Test func `passes a refusal on`() async throws {
    let terminal = FakeTerminal(seed: 5)
    terminal.look { $0.failing = .root }
    let client = ConsoleClient(terminal)
    await #expect(throws: ConsoleFault.refused(.failed, detail: "no room")) { try await client.send(.root, [1]) }
    try await client.send(.root, [1])
    #expect(terminal.look { $0.documents[.root] } == [1])
  }
}
