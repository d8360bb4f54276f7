import Foundation
import GRDB
import KeyFiles
import LibCrypto
import OperatorAPI
import Testing
import X509

@testable import HubService

@Suite struct EnrolmentTests {
  private let region: TestRegion
  private let hub: Hub

  init() throws {
    region = try TestRegion()
    hub = try region.hub()
  }

  private func code(_ terminal: String? = nil) async throws -> String {
    try await hub.makeEnrolmentCode(EnrolmentCodeRequest(terminal: terminal)).code
  }

  @Test func aCodeWorksOnce() async throws {
    let code = try await code()
    var first = try Device("XY-0001")
    try await first.enrol(hub, code: code)
    let second = try Device("XY-0002")
    await #expect(throws: OperatorFault.enrolmentCodeRefused) { try await hub.enrol(second.request(code: code)) }
    #expect(try await hub.terminals().map(\.terminal) == ["XY-0001"])
  }

  @Test func aCodeIsReadAsPeopleTypeIt() async throws {
    let code = try await code()
    #expect(code.count == 23)
    let typed = code.lowercased().replacingOccurrences(of: "-", with: " ")
    _ = try await hub.enrol(try Device().request(code: typed))
  }

  @Test func aCodeEndsAfterADay() async throws {
    let code = try await code()
    region.pass(Hub.enrolmentCodeLifetime)
    await #expect(throws: OperatorFault.enrolmentCodeRefused) { try await hub.enrol(Device().request(code: code)) }
  }

  @Test func aCodeMayBeForOneTerminal() async throws {
    let code = try await code("XY-0009")
    await #expect(throws: OperatorFault.enrolmentCodeRefused) {
      try await hub.enrol(Device("XY-0001").request(code: code))
    }
    _ = try await hub.enrol(try Device("XY-0009").request(code: code))
  }

  @Test func codesThatExpiredAreForgotten() async throws {
    _ = try await code()
    region.pass(Hub.enrolmentCodeLifetime)
    _ = try await code()
    let store = try #require(hub.store as? SQLiteHubStore)
    #expect(try await store.database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM enrolment_code") } == 1)
  }

  @Test func aGuessIsRefused() async throws {
    await #expect(throws: OperatorFault.enrolmentCodeRefused) {
      try await hub.enrol(Device().request(code: "AAAAA-AAAAA-AAAAA-AAAAA"))
    }
  }

  @Test func aSecondDeviceDoesNotTakeATerminalsName() async throws {
    _ = try await Device.enrolled(hub)
    let code = try await code()
    await #expect(throws: OperatorFault.otherJournalKey) { try await hub.enrol(Device().request(code: code)) }
    // The code was not used up by it.
    _ = try await hub.enrol(try Device("XY-0002").request(code: code))
  }

  @Test func theCertificateIsForThisTerminalAndThisUse() async throws {
    let device = try await Device.enrolled(hub)
    let certificate = try Certificate(derEncoded: device.certificate)
    #expect(certificate.subject == (try CertificateAuthority.subject(of: "XY-0001")))
    #expect(region.keys.authority.certificate.publicKey.isValidSignature(certificate.signature, for: certificate))
    #expect(try certificate.extensions.basicConstraints == .notCertificateAuthority)
    #expect(try certificate.extensions.extendedKeyUsage == ExtendedKeyUsage([.clientAuth]))
    // Good for a terminal whose clock has lost its battery.
    #expect(certificate.notValidBefore == Date(timeIntervalSince1970: 0))
  }

  @Test func whatIsWrongWithARequestIsSaid() async throws {
    let code = try await code()
    let device = try Device()
    func fault(_ change: (inout EnrolmentRequest) throws -> Void) async throws -> OperatorFault? {
      var request = try device.request(code: code)
      try change(&request)
      do {
        _ = try await hub.enrol(request)
        return nil
      } catch {
        return error as? OperatorFault
      }
    }
    #expect(try await fault { $0.terminal = "xy" } == .malformedTerminal)
    #expect(try await fault { $0.institution = "X1" } == .malformedInstitution)
    #expect(try await fault { $0.journalKey = "02" + String(repeating: "FF", count: 32) } == .malformedJournalKey)
    #expect(try await fault { $0.algorithm = "RSA" } == .malformedJournalKey)
    #expect(try await fault { $0.csrPEM = "" } == .malformedSigningRequest)
    #expect(try await fault { $0 = try device.request(code: code, subject: "XY-0002") } == .malformedSigningRequest)
    #expect(try await hub.terminals().isEmpty)
    #expect(try await fault { _ in } == nil)
  }
}
