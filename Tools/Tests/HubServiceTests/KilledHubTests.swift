import AsyncHTTPClient
import Foundation
import KeyFiles
import NIOCore
import NIOSSL
import OperatorAPI
import Provisioning
import Testing
import Wire

@testable import HubService

/// The program itself, killed without warning while terminals send.
@Suite struct KilledHubTests {
  private static let kills = 6
  private static let terminals = 3
  private static let entries = 240

  /// Beside the tests, where the package builds it.
  private static var program: String? {
    let folders = [Bundle.main.bundlePath, URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().path]
    return folders.map { $0 + "/hub" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  @Test(.timeLimit(.minutes(3))) func nothingIsLostOrDoubled() async throws {
    guard let program = Self.program else {
      print("skipped: the program hub is not built beside the tests")
      return
    }
    let region = try TestRegion()
    // Both ports stay what they were first, as for a hub that a service manager starts again.
    var process = try HubProcess(program, region.directory, terminalPort: 0, operatorPort: 0)
    let ports = try process.ports()
    let address = "https://localhost:\(ports.terminals)/v1/exchange"
    let client = region.client("http://127.0.0.1:\(ports.operators)")
    var made: [(device: Device, path: StateDirectory)] = []
    for number in 1...Self.terminals { made.append(try await provisioned("XY-000\(number)", region, client)) }
    let devices = made

    let (receipts, continuation) = AsyncStream<(String, UInt64)>.makeStream()
    var receipted: [String: UInt64] = [:]
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (device, path) in devices {
        group.addTask {
          try await Self.sendAll(of: device, path, region, to: address) { continuation.yield((device.id.text, $0)) }
        }
      }
      var kills = 0
      for await (terminal, highest) in receipts {
        receipted[terminal] = highest
        // The next kill comes when so many more were receipted: always in the middle of uploads.
        let sum = Int(receipted.values.reduce(0, +))
        guard sum >= (kills + 1) * Self.entries * Self.terminals / (Self.kills + 2) else { continue }
        kills += 1
        process.kill()
        process = try HubProcess(
          program, region.directory, terminalPort: ports.terminals, operatorPort: ports.operators)
        _ = try process.ports()
        for record in try await client.terminals() {
          #expect(record.highest >= receipted[record.terminal] ?? 0, "a receipt was given for what was not kept")
        }
        if kills == Self.kills { break }
      }
      try await group.waitForAll()
    }

    for (device, _) in devices {
      let held = try await client.entries(of: device.id.text)
      #expect(held.map(\.sequence) == Array(1...UInt64(Self.entries)))
      #expect(held.map(\.hash) == (try (0..<Self.entries).map { Hexadecimal.text(try device.hash($0)) }))
    }
    let status = try await client.status()
    #expect(status.entries == Self.entries * Self.terminals)
    #expect(status.conflicts == 0)
    process.kill()
  }

  private func provisioned(
    _ name: String, _ region: TestRegion, _ client: OperatorClient
  ) async throws -> (Device, StateDirectory) {
    let path = StateDirectory(region.directory.path + "/" + name)
    let plan = TerminalPlan(
      terminal: name, institution: "P61040200001", hub: "https://localhost", scanner: "s", printer: "p")
    try await Provisioner(hub: client).provision(
      plan, into: path, root: region.root.publicKey, bundle: try region.bundle(version: 1))
    var device = try Device(name, signing: path.journalKey.opened())
    try device.sell(Self.entries)
    return (device, path)
  }

  /// As a terminal does: eight at a time after the last receipted, again until a receipt covers them.
  private static func sendAll(
    of device: Device, _ path: StateDirectory, _ region: TestRegion, to address: String,
    receipted: @Sendable (UInt64) -> Void
  ) async throws {
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(path.hubAuthority))
    tls.certificateChain = try NIOSSLCertificate.fromPEMFile(path.tlsCertificate).map { .certificate($0) }
    tls.privateKey = .privateKey(try NIOSSLPrivateKey(bytes: path.tlsKey.opened().pem(), format: .pem))
    var configuration = HTTPClient.Configuration(tlsConfiguration: tls)
    configuration.connectionPool.retryConnectionEstablishment = false
    let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    var highest = 0
    while highest < entries {
      var request = HTTPClientRequest(url: address)
      request.method = .POST
      request.body = .bytes(ByteBuffer(bytes: try device.upload(highest..<min(highest + 8, entries))))
      // A hub that is down, or dies with the call: the terminal knows nothing, and asks again.
      guard let response = try? await client.execute(request, timeout: .seconds(10)),
        let body = try? await response.body.collect(upTo: WireLimits.answerSize)
      else {
        try await Task.sleep(for: .milliseconds(5))
        continue
      }
      guard response.status == .ok else {
        Issue.record("refused with \(response.status)")
        break
      }
      let answer = try Answer(decoding: [UInt8](buffer: body))
      let signed = try #require(answer.receipt)
      let receipt = try Receipt(
        decoding: Signed.open(signed, kind: .receipt, with: .init(region.keys.receiptKey.publicKey)))
      highest = Int(receipt.highest)
      #expect(receipt.entryHash == (try device.hash(highest - 1)))
      receipted(receipt.highest)
    }
    try await client.shutdown()
  }
}

/// A hub in a process of its own.
private final class HubProcess {
  private let process = Process()
  private let output = Pipe()

  init(_ program: String, _ directory: HubDirectory, terminalPort: Int, operatorPort: Int) throws {
    process.executableURL = URL(filePath: program)
    process.arguments = [
      "serve", "--state", directory.path, "--terminal-port", "\(terminalPort)", "--operator-port", "\(operatorPort)",
    ]
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  deinit { kill() }

  /// Waits until it listens.
  func ports() throws -> (terminals: Int, operators: Int) {
    var text = ""
    while text.filter({ $0 == "\n" }).count < 2 {
      let more = output.fileHandleForReading.availableData
      try #require(!more.isEmpty, "the hub ended before it listened")
      text += String(decoding: more, as: UTF8.self)
    }
    let ports = text.split(separator: "\n").compactMap { $0.split(separator: ":").last.flatMap { Int($0) } }
    try #require(ports.count == 2)
    return (ports[0], ports[1])
  }

  func kill() {
    guard process.isRunning else { return }
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}
