import Testing
import Time

@testable import Terminal

@Suite struct ConnectionTests {
  private func at(_ milliseconds: UInt64) -> Uptime { Uptime(microseconds: milliseconds * 1_000) }

  @Test func aDeviceIsTriedAtOnce() {
    let connection = Connection()
    #expect(!connection.isOpen)
    #expect(connection.nextAttempt == at(0))
  }

  @Test func theWaitDoublesUpToItsLimit() {
    var connection = Connection()
    var waits: [UInt64] = []
    for _ in 0..<10 {
      connection.lost(at: at(1_000))
      waits.append((connection.nextAttempt?.microseconds ?? 0) / 1_000 - 1_000)
    }
    #expect(waits == [250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000])
  }

  @Test func somebodyAtTheTerminalHasItTriedSoonAgain() {
    var connection = Connection()
    for _ in 0..<9 { connection.lost(at: at(0)) }
    connection.hurry(at: at(5_000))
    #expect(connection.nextAttempt == at(5_250))
    // Keys in a row do not put it off.
    connection.hurry(at: at(5_100))
    #expect(connection.nextAttempt == at(5_250))
    connection.opened(at: at(5_250))
    connection.hurry(at: at(5_300))
    #expect(connection.isOpen)
  }

  @Test func aDeviceThatOpensAndFailsAtOnceWaitsEverLonger() {
    var connection = Connection()
    for _ in 0..<3 {
      connection.opened(at: at(0))
      connection.lost(at: at(1))
    }
    #expect(connection.nextAttempt == at(1_001))
  }

  @Test func aDeviceThatServedWellIsTriedSoon() {
    var connection = Connection()
    for _ in 0..<6 { connection.lost(at: at(0)) }
    connection.opened(at: at(10_000))
    #expect(connection.isOpen)
    #expect(connection.nextAttempt == nil)
    connection.lost(at: at(10_000 + Connection.healthyAfter))
    #expect(connection.nextAttempt == at(20_250))
  }
}
