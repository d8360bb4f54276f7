import Foundation
import Testing
import Uplink

@testable import HTTPS

/// The transport against a real TLS peer on the loopback. Where there is no `openssl` command the tests say so and pass.
@Suite(
  .serialized, .timeLimit(.minutes(5)),
  .enabled(if: FileManager.default.isExecutableFile(atPath: TLSPeer.command), "needs the openssl command"))
struct HTTPSTests {
  let authority: Authority

  init() throws {
    authority = try #require(try Authority())
  }

  /// As in shipping, but of other sizes. Patient, so that a machine full of other tests is no fault of the hub's.
  static let limits = HTTPSLimits(
    connectMilliseconds: 60_000, totalMilliseconds: 60_000, slowestBytesPerSecond: 1, slowestSeconds: 60,
    answerBytes: 100_000, headerBytes: 4_096)
  /// For a peer that says less than it promised: however busy the machine, it is slower than this.
  static var impatient: HTTPSLimits {
    var impatient = limits
    impatient.slowestBytesPerSecond = 1_000
    impatient.slowestSeconds = 1
    return impatient
  }

  func exchange(
    _ identity: HTTPSIdentity, key: String = "tls.key", _ body: [UInt8] = [1, 2, 3], limits: HTTPSLimits = limits,
    interrupted: Bool = false
  ) -> Result<[UInt8], TransportFault> {
    let folder = URL(filePath: identity.certificatePath).deletingLastPathComponent()
    let key = (try? Data(contentsOf: folder.appending(path: key))).map(Array.init) ?? []
    do throws(TransportFault) {
      return .success(try HTTPSClient(identity: identity, key: key, limits: limits).exchange(body) { interrupted })
    } catch {
      return .failure(error)
    }
  }

  static func reply(_ status: String, headers: [String] = [], body: Data, length: Int? = nil) -> Data {
    let lines = ["HTTP/1.1 " + status, "Content-Length: \(length ?? body.count)"] + headers
    return Data((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body
  }

  @Test func exchanges() throws {
    let peer = try TLSPeer(authority, reply: Self.reply("200 OK", body: Data([7, 0, 255])))
    #expect(exchange(authority.identity(port: peer.port), [UInt8]("entries".utf8)) == .success([7, 0, 255]))
    let request = peer.received()
    #expect(request.contains("POST /v1/exchange HTTP/1.1\r\n"))
    #expect(request.contains("Content-Type: application/cbor\r\n"))
    #expect(request.contains("Content-Length: 7\r\n"))
    #expect(request.contains("\r\n\r\nentries"))
    #expect(!request.contains("Expect:"))
    #expect(!request.contains("Cookie:"))
  }

  @Test func aShortOneIsNotKeptWaitingByALongOne() throws {
    let stuck = try TLSPeer(authority, reply: Self.reply("200 OK", body: Data([1]), length: 1_000))
    let quick = try TLSPeer(authority, reply: Self.reply("200 OK", body: Data([9])))
    let key = Array(try Data(contentsOf: URL(filePath: authority.path("tls.key"))))
    let exchanges = try HTTPSExchanges()
    func client(_ peer: TLSPeer) throws -> HTTPSClient {
      try HTTPSClient(
        identity: authority.identity(port: peer.port), key: key, limits: Self.limits, among: exchanges)
    }
    let (long, short) = (try client(stuck), try client(quick))
    long.begin([1])
    short.begin([2])
    var outcome: Result<[UInt8], TransportFault>?
    while outcome == nil {
      exchanges.wait(milliseconds: 1_000)
      outcome = short.takeOutcome()
    }
    #expect(outcome == .success([9]))
    #expect(!short.isBusy && long.isBusy && long.takeOutcome() == nil)
    long.cancel()
    #expect(!long.isBusy)
  }

  @Test func whatElseIsWaitedForEndsTheWait() throws {
    let exchanges = try HTTPSExchanges()
    let pipe = Pipe()
    try pipe.fileHandleForWriting.write(contentsOf: Data([1]))
    let began = ContinuousClock.now
    exchanges.wait(milliseconds: 600_000, orReading: pipe.fileHandleForReading.fileDescriptor)
    #expect(ContinuousClock.now - began < .seconds(300))
  }

  static let replies: [(name: String, reply: Data, fault: TransportFault)] = [
    ("refused", reply("409 Conflict", body: Data([1])), .refused(status: 409)),
    ("unwell", reply("503 Service Unavailable", body: Data()), .refused(status: 503)),
    (
      "sent elsewhere", reply("307 Temporary Redirect", headers: ["Location: https://127.0.0.1/"], body: Data()),
      .refused(status: 307)
    ),
    ("success of another kind", reply("204 No Content", body: Data()), .refused(status: 204)),
    ("too much", reply("200 OK", body: Data(repeating: 120, count: 100_001)), .oversize),
    (
      "too much by what it says", reply("200 OK", body: Data(repeating: 120, count: 200_000), length: 1_000_000_000),
      .oversize
    ),
    (
      "headers without end",
      reply("200 OK", headers: (1...200).map { "X-\($0): " + String(repeating: "x", count: 100) }, body: Data()),
      .oversize
    ),
    ("less than it says", reply("200 OK", body: Data([1, 2]), length: 1_000), .stalled),
    ("no HTTP", Data(repeating: 120, count: 3_000), .unintelligible),
  ]

  @Test(arguments: replies.indices)
  func endsOnWhatIsNoAnswer(_ index: Int) throws {
    let row = Self.replies[index]
    let peer = try TLSPeer(authority, reply: row.reply)
    let limits = row.fault == .stalled ? Self.impatient : Self.limits
    #expect(exchange(authority.identity(port: peer.port), limits: limits) == .failure(row.fault), "\(row.name)")
  }

  @Test func believesThePinnedAuthorityOnly() throws {
    let good = Self.reply("200 OK", body: Data([1]))
    let peer = try TLSPeer(authority, reply: good)
    #expect(exchange(authority.identity(port: peer.port, authority: "other.crt")) == .failure(.hubUntrusted))
    #expect(!peer.received().contains("POST"))
  }

  @Test func believesTheHubsNameOnly() throws {
    let elsewhere = try #require(try Authority(hubName: "DNS:hub.example"))
    let peer = try TLSPeer(elsewhere, reply: Self.reply("200 OK", body: Data([1])))
    #expect(exchange(elsewhere.identity(port: peer.port)) == .failure(.hubUntrusted))
    #expect(!peer.received().contains("POST"))
  }

  @Test func believesNoCertificateThatSignsItself() throws {
    let peer = try TLSPeer(authority, reply: Self.reply("200 OK", body: Data([1])), certificate: "other")
    #expect(exchange(authority.identity(port: peer.port)) == .failure(.hubUntrusted))
  }

  @Test(arguments: [
    ("ca.crt", "gone.key"), ("gone.crt", "tls.key"), ("ca.crt", "hub.key"), ("tls.key", "tls.key"),
    ("ca.crt", "tls.crt"),
  ])
  func saysWhenItsOwnFilesCannotBeUsed(_ authorityFile: String, _ key: String) throws {
    let peer = try TLSPeer(authority, reply: Self.reply("200 OK", body: Data([1])))
    let identity = authority.identity(port: peer.port, authority: authorityFile)
    #expect(exchange(identity, key: key) == .failure(.identityUnusable))
  }

  @Test(arguments: ["http://127.0.0.1/", "file:///etc/hostname", "", "ftp://127.0.0.1/"])
  func speaksHTTPSOnly(_ address: String) {
    var identity = authority.identity(port: 1)
    identity.address = address
    #expect(exchange(identity) == .failure(.badAddress))
  }

  @Test func saysWhenNobodyListens() throws {
    // A port that was free a moment ago.
    let listener = try Listener()
    let port = listener.port
    listener.close()
    #expect(exchange(authority.identity(port: port)) == .failure(.unreachable))
  }

  @Test func givesUpOnAListenerThatSaysNothing() throws {
    let listener = try Listener()
    var limits = Self.limits
    limits.connectMilliseconds = 300
    #expect(exchange(authority.identity(port: listener.port), limits: limits) == .failure(.unreachable))
  }

  @Test func givesUpOnANameServiceThatSaysNothing() throws {
    var identity = authority.identity(port: 1)
    identity.address = "https://\(SilentNames.name)/v1/exchange"
    var limits = Self.limits
    limits.connectMilliseconds = 300
    #expect(exchange(identity, limits: limits) == .failure(.unreachable))
    #expect(SilentNames.waiting.withLock { $0 } == 1, "it went on before there was an answer")
    SilentNames.answerAll()
  }

  @Test func endsWhenInterrupted() throws {
    let listener = try Listener()
    #expect(exchange(authority.identity(port: listener.port), interrupted: true) == .failure(.interrupted))
  }
}

/// A TCP socket that listens and never accepts.
final class Listener {
  let port: Int
  private var descriptor: Int32

  init() throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = self.descriptor
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(descriptor, address, length) == 0 && listen(descriptor, 8) == 0
          && getsockname(descriptor, address, &length) == 0
      }
    }
    guard bound else { throw CocoaError(.fileWriteUnknown) }
    port = Int(UInt16(bigEndian: address.sin_port))
  }

  deinit { close() }

  func close() {
    guard descriptor >= 0 else { return }
    Foundation.close(descriptor)
    descriptor = -1
  }
}
