import AsyncHTTPClient
import Foundation
import KeyFiles
import Logging
import NIOCore
import NIOSSL
import OperatorAPI
import Provisioning
import TerminalKeys
import Testing
import Wire

@testable import HubService

/// The hub as it listens: TLS both ways on one side, a token on the other.
@Suite struct ServerTests {
  private let region: TestRegion
  private let hub: Hub

  init() throws {
    region = try TestRegion()
    hub = try region.hub()
  }

  private var token: String { region.token }

  private func whileServing(
    _ body: @Sendable @escaping (_ terminals: String, _ operators: String) async throws -> Void
  ) async throws {
    try await region.whileServing(hub, body)
  }

  /// A client of TLS with the hub's authority, and a certificate if there is one.
  private func withClient<Value: Sendable>(
    certificate: String? = nil, key: [UInt8]? = nil, _ body: (HTTPClient) async throws -> Value
  ) async throws -> Value {
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(region.directory.authorityCertificate))
    if let certificate, let key {
      tls.certificateChain = try NIOSSLCertificate.fromPEMFile(certificate).map { .certificate($0) }
      tls.privateKey = .privateKey(try NIOSSLPrivateKey(bytes: key, format: .pem))
    }
    let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: .init(tlsConfiguration: tls))
    do {
      let value = try await body(client)
      try await client.shutdown()
      return value
    } catch {
      try await client.shutdown()
      throw error
    }
  }

  private func post(
    _ client: HTTPClient, _ url: String, _ body: [UInt8], token: String? = nil
  ) async throws -> (status: Int, body: [UInt8]) {
    var request = HTTPClientRequest(url: url)
    request.method = .POST
    request.body = .bytes(ByteBuffer(bytes: body))
    if let token { request.headers.add(name: "Authorization", value: token) }
    let response = try await client.execute(request, timeout: .seconds(30))
    return (Int(response.status.code), [UInt8](buffer: try await response.body.collect(upTo: 1 << 20)))
  }

  private func provision(_ operators: String, _ name: String, _ folder: String) async throws -> StateDirectory {
    let directory = StateDirectory(region.directory.path + "/" + folder)
    let plan = TerminalPlan(
      terminal: name, institution: "P61040200001", hub: "https://localhost", scanner: "s", printer: "p")
    try await Provisioner(hub: OperatorClient(address: operators, token: token)).provision(
      plan, into: directory, root: region.root.publicKey, bundle: try region.bundle(version: 1))
    return directory
  }

  @Test func aProvisionedTerminalUploads() async throws {
    try await whileServing { terminals, operators in
      let directory = try await provision(operators, "XY-0001", "terminal")
      let key = try directory.journalKey.opened()
      let id = try #require(TerminalID("XY-0001"))
      let entry = try Device.entry(id, 1, JournalEntry.noPrevious, fen: 100, hub: region.keys)
      let signed = try Signed.sign(payload: entry.encoded(), kind: .journalEntry, with: key)
      let upload = try UploadRequest(terminal: id, trustVersion: 1, deltaNumber: 0, entries: [signed]).encoded()
      let url = terminals + "/v1/exchange"
      let tlsKey = try directory.tlsKey.opened().pem()
      let (status, body) = try await withClient(certificate: directory.tlsCertificate, key: tlsKey) {
        try await post($0, url, upload)
      }
      #expect(status == 200)
      #expect(try Answer(decoding: body).receipt != nil)
      let listed = try await OperatorClient(address: operators, token: token).entries(of: "XY-0001")
      #expect(listed.map(\.sale?.totalFen) == [100])
    }
  }

  @Test func aRefusalIsALineOfText() async throws {
    try await whileServing { terminals, operators in
      let directory = try await provision(operators, "XY-0001", "terminal")
      let url = terminals + "/v1/exchange"
      let tlsKey = try directory.tlsKey.opened().pem()
      let answers = try await withClient(certificate: directory.tlsCertificate, key: tlsKey) { client in
        let other = try UploadRequest(
          terminal: try #require(TerminalID("XY-0002")), trustVersion: 0, deltaNumber: 0, entries: []
        ).encoded()
        return [
          try await post(client, url, [1, 2, 3]), try await post(client, url, other),
          try await post(client, url, [UInt8](repeating: 0, count: WireLimits.uploadSize + 1)),
        ].map { "\($0.status) " + String(decoding: $0.body, as: UTF8.self) }
      }
      #expect(answers == ["400 malformed\n", "403 foreign-certificate\n", "413 too-large\n"])
    }
  }

  @Test func withoutACertificateOfThisHubThereIsNoConversation() async throws {
    let stranger = try TestRegion()
    try await whileServing { terminals, _ in
      let url = terminals + "/v1/exchange"
      await #expect(throws: (any Error).self) { try await withClient { try await post($0, url, []) } }
      // A certificate that another hub's authority signed, and the hub's own, which is for servers.
      for directory in [stranger.directory, region.directory] {
        let key = try PrivateFile.read(directory.tlsKey)
        await #expect(throws: (any Error).self) {
          try await withClient(certificate: directory.tlsCertificate, key: key) {
            try await post($0, url, [])
          }
        }
      }
    }
  }

  @Test func operatorsNeedTheToken() async throws {
    try await whileServing { _, operators in
      for token in ["", "wrong", token + "0", String(token.dropLast())] {
        await #expect(throws: OperatorClientFault.self) {
          try await OperatorClient(address: operators, token: token).status()
        }
      }
      let bare = try await post(HTTPClient.shared, operators + "/v1/bundles", [1])
      #expect(bare.status == 401)
      let basic = try await post(HTTPClient.shared, operators + "/v1/bundles", [1], token: "Basic " + token)
      #expect(basic.status == 401)
      #expect(try await OperatorClient(address: operators, token: token).status().terminals == 0)
    }
  }

  @Test func operatorsAreToldWhatIsWrong() async throws {
    try await whileServing { _, operators in
      let client = OperatorClient(address: operators, token: token)
      await #expect {
        try await client.publish(bundle: [1])
      } throws: { error in
        guard case .refused(422, let refusal?) = error as? OperatorClientFault else { return false }
        return refusal.code == OperatorFault.forgedTrust.rawValue
      }
      await #expect {
        try await client.entries(of: "NOBODY")
      } throws: { error in
        guard case .refused(404, _?) = error as? OperatorClientFault else { return false }
        return true
      }
      let malformed = try await post(
        HTTPClient.shared, operators + "/v1/enrolments", Array("{".utf8), token: "Bearer " + token)
      #expect(malformed.status == 400)
    }
  }

  @Test func aPortThatIsTakenIsNamed() async throws {
    try await whileServing { _, operators in
      let port = try #require(URL(string: operators)?.port)
      let server = HubServer(
        hub, directory: region.directory, addresses: .init(operatorPort: port),
        logger: Logger(label: "hub") { _ in SwiftLogNoOpLogHandler() })
      await #expect(
        throws: HubServerFault.cannotListen(terminalPort: 0, operatorPort: port, institutionPort: nil, isTaken: true)
      ) {
        try await server.run(untilSignals: []) { _ in }
      }
    }
  }

  @Test func provisioningCanBeAskedAgain() async throws {
    try await whileServing { _, operators in
      let directory = try await provision(operators, "XY-0001", "terminal")
      await #expect(throws: ProvisioningFault.complete(path: directory.path)) {
        try await provision(operators, "XY-0001", "terminal")
      }
      // As after a failure before the last step: the same keys, another certificate.
      try FileManager.default.removeItem(atPath: directory.configuration)
      let key = try PrivateFile.read(directory.journalKey.path)
      _ = try await provision(operators, "XY-0001", "terminal")
      #expect(try PrivateFile.read(directory.journalKey.path) == key)
      // Another device does not become this terminal.
      await #expect(throws: OperatorClientFault.self) { try await provision(operators, "XY-0001", "other") }
    }
  }

  @Test func aStateDirectoryAloneShowsNoKey() async throws {
    try await whileServing { _, operators in
      let directory = try await provision(operators, "XY-0001", "terminal")
      let keys = [directory.journalKey, directory.tlsKey]
      let scalars = try keys.map { Data(try $0.load().scalar) }
      for name in try FileManager.default.subpathsOfDirectory(atPath: directory.path) {
        guard let bytes = FileManager.default.contents(atPath: directory.path + "/" + name) else { continue }
        #expect(bytes.range(of: Data("BEGIN PRIVATE KEY".utf8)) == nil)
        #expect(scalars.allSatisfy { bytes.range(of: $0) == nil })
      }
      #expect(!directory.secret.hasPrefix(directory.path + "/"))
      // As a card that was taken out of its board, and as one that was put into another.
      try FileManager.default.removeItem(atPath: directory.secret)
      for key in keys { #expect(throws: OwnKeyFault.noSecret) { try key.load() } }
      try PrivateFile.create(directory.secret, Array(String(repeating: "0123456789abcdef", count: 4).utf8))
      for key in keys { #expect(throws: OwnKeyFault.otherBoard) { try key.load() } }
    }
  }

  @Test func whatATerminalWouldRefuseIsNotWritten() async throws {
    let client = OperatorClient(address: "http://127.0.0.1:1", token: "x")
    let directory = StateDirectory(region.directory.path + "/never")
    func fault(_ plan: TerminalPlan, _ bundle: [UInt8]) async -> ProvisioningFault? {
      do {
        try await Provisioner(hub: client).provision(plan, into: directory, root: region.root.publicKey, bundle: bundle)
        return nil
      } catch {
        return error as? ProvisioningFault
      }
    }
    let plan = TerminalPlan(
      terminal: "XY-0001", institution: "P61040200001", hub: "http://plain", scanner: "s", printer: "p")
    guard case .settings = await fault(plan, try region.bundle(version: 1)) else {
      Issue.record("the address is not https")
      return
    }
    let stranger = try TestRegion()
    #expect(await fault(plan, try region.bundle(version: 1, root: stranger.root)) == .notABundle)
    #expect(!FileManager.default.fileExists(atPath: directory.path))
  }
}
