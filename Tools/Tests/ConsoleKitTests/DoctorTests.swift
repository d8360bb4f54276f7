import ConsoleFixtures
import ConsoleKit
import ConsoleProtocol
import Diagnosis
import Foundation
import Testing

@Suite struct DoctorTests {
  private let now = Date(timeIntervalSince1970: 1_795_000_000)
  private let findings = [
    Finding(.fault, "column-low", at: "keypadColumn2 (30240000.gpio 12)", "low"),
    Finding(.look, "display-picture", at: "display", "look"), Finding(.good, "storage", at: "/data", "58 MiB free"),
  ]

  /// A terminal whose clock is so many seconds behind, and that has these findings to report.
  private func terminal(behind seconds: Int64) -> FakeTerminal {
    let terminal = FakeTerminal(wire: .init(lost: 0, logged: 1), seed: 8)
    let report = findings.reduce(into: [UInt8]()) { $0 += Array($1.line.utf8) }
    terminal.look {
      $0.report = report
      $0.clock = 1_795_000_000 - seconds
    }
    return terminal
  }

  private func doctor(_ terminal: FakeTerminal) -> Doctor {
    let now = now
    return Doctor(over: terminal) { now }
  }

  @Test func `brings what the terminal found, and lets it sell again`() async throws {
    let terminal = terminal(behind: 5)
    let found = try await doctor(terminal).examine { found in
      #expect(terminal.look { $0.isStopped })
      return found
    }
    #expect(found == findings)
    #expect(!terminal.look { $0.isStopped })
  }

  @Test func `what a person makes of it counts`() async throws {
    let found = try await doctor(terminal(behind: 0)).examine { $0.filter { $0.level != .look } }
    #expect(found.map(\.code) == ["column-low", "storage"])
  }

  @Test func `a clock that goes wrong is found by the one here, and set by it`() async throws {
    let terminal = terminal(behind: 3_600)
    let doctor = doctor(terminal)
    #expect(try await doctor.examine().first?.code == "clock-wrong")
    try await doctor.setClock()
    #expect(terminal.look { $0.clock } == 1_795_000_000)
    #expect(try await doctor.examine().first?.code == "column-low")
  }

  @Test func `a terminal sells again where the one who looked gave up`() async throws {
    struct GivenUp: Error {}
    let terminal = terminal(behind: 0)
    await #expect(throws: GivenUp.self) { try await doctor(terminal).examine { _ in throw GivenUp() } }
    #expect(!terminal.look { $0.isStopped })
  }
}
