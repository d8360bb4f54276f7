import Testing
import Time

@testable import Terminal

@Suite struct DiagnosticLogTests {
  private func at(_ seconds: UInt64) -> Uptime { Uptime(microseconds: seconds * 1_000_000) }

  @Test func theRingKeepsTheNewest() {
    var log = DiagnosticLog()
    for number in 0..<UInt64(DiagnosticLog.capacity + 10) {
      _ = log.record(.committed(sequence: number), at: at(number))
    }
    let records = log.records
    #expect(records.count == DiagnosticLog.capacity)
    #expect(records.first?.diagnostic == .committed(sequence: 10))
    #expect(records.last?.diagnostic == .committed(sequence: UInt64(DiagnosticLog.capacity + 9)))
    #expect(log.count(code: Diagnostic.committed(sequence: 0).code) == UInt32(DiagnosticLog.capacity + 10))
  }

  @Test func aKindThatRepeatsItselfIsOnlyCounted() {
    var log = DiagnosticLog()
    let lines = (0..<500).compactMap { _ in log.record(.keysRefused, at: at(1)) }
    #expect(lines.count == Int(DiagnosticLog.linesAnHour))
    #expect(log.record(.keyStuck, at: at(1)) != nil, "another kind is not held back by it")
    #expect(log.record(.keysRefused, at: at(3_602)) != nil)
    #expect(log.count(code: Diagnostic.keysRefused.code) == 501)
  }

  @Test func aLineBeginsWithItsCode() {
    #expect(Diagnostic.started.line == "D01 started")
    #expect(Diagnostic.bundleTaken(version: 12).line == "D21 trust bundle 12 in use")
    #expect(DiagnosticLog().count(code: 1_000) == 0)
  }
}
