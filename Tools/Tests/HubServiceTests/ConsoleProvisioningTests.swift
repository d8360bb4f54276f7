import ConsoleFixtures
import ConsoleKit
import ConsoleProtocol
import Foundation
import LibCrypto
import Provisioning
import Testing
import X509

@testable import HubService

@Suite struct ConsoleProvisioningTests {
  private let region: TestRegion
  private let bundle: [UInt8]

  init() throws {
    region = try TestRegion()
    bundle = try region.bundle(version: 1)
  }

  private let plan = ConsolePlan(
    terminal: "XY-0007", institution: "P61040200001", hub: "https://hub.example:8443", display: "hd44780",
    scannerProtocol: "ssi")

  private func provision(_ terminal: FakeTerminal, _ operators: String) async throws {
    try await ConsoleProvisioner.provision(
      plan, over: terminal, hub: region.client(operators), root: region.root.publicKey,
      bundle: bundle, now: { Date(timeIntervalSince1970: 1_795_000_000) })
  }

  @Test func aFreshTerminalBecomesTheHubsOverABadWire() async throws {
    let hub = try region.hub()
    try await region.whileServing(hub) { _, operators in
      let terminal = FakeTerminal(wire: .init(lost: 0, logged: 1))
      try await provision(terminal, operators)
      let state = terminal.look { ($0.documents, $0.clock, $0.journalKey?.publicKey, $0.tlsKey) }
      #expect(state.1 == 1_795_000_000)
      #expect(state.0[.bundle] == bundle)
      let identity = try #require(state.0[.identity].flatMap { Identity($0) })
      #expect(identity.terminal == "XY-0007" && identity.hub == plan.hub && identity.display == "hd44780")
      #expect(identity.scannerProtocol == "ssi")
      let key = try #require(state.3)
      #expect(Certificates.isCertificate(pem: try #require(state.0[.certificate]), of: key))
      #expect(Certificates.isCertificate(pem: try #require(state.0[.authority])))
      #expect(try await region.client(operators).terminals().map(\.terminal) == ["XY-0007"])

      // It is left alone from then on.
      await #expect(throws: ConsoleFault.provisioned(terminal: "XY-0007")) { try await provision(terminal, operators) }
    }
  }

  @Test(arguments: Document.allCases)
  func aTerminalThatFailedHalfWayIsSimplyAskedAgain(document: Document) async throws {
    let hub = try region.hub()
    try await region.whileServing(hub) { _, operators in
      let terminal = FakeTerminal()
      terminal.look { $0.failing = document }
      await #expect(throws: ConsoleFault.refused(.failed, detail: "no room")) {
        try await provision(terminal, operators)
      }
      let key = terminal.look { $0.journalKey?.publicKey }
      try await provision(terminal, operators)
      #expect(terminal.look { $0.documents.count } == Document.allCases.count)
      if let key { #expect(terminal.look { $0.journalKey?.publicKey } == key) }
    }
  }

  @Test func aPlanThatATerminalWouldRefuseIsRefusedBeforeAnythingIsSent() async throws {
    let terminal = FakeTerminal()
    var wrong = plan
    wrong.hub = "http://plain"
    do {
      try await ConsoleProvisioner.provision(
        wrong, over: terminal, hub: OperatorClient(address: "http://127.0.0.1:1", token: "x"),
        root: region.root.publicKey, bundle: bundle)
      Issue.record("taken")
    } catch let fault as ProvisioningFault {
      guard case .settings = fault else {
        Issue.record("\(fault)")
        return
      }
    }
    #expect(terminal.look { $0.work.isEmpty })
  }
}
