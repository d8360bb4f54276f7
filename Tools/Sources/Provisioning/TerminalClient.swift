import AsyncHTTPClient
import Foundation
import Linux
import NIOCore
import NIOSSL
import TerminalKeys
import Wire

/// Calls a hub's terminal side as a terminal does: with the certificate of a state directory.
package struct TerminalClient {
  /// `https://…/v1/exchange`.
  private let address: String
  /// The folder of `tls.crt` and `hub-ca.crt`.
  private let identity: String
  private let key: OwnKey<Kernel>

  package init(address: String, identity: String, key: OwnKey<Kernel>) {
    self.address = address
    self.identity = identity
    self.key = key
  }

  /// One exchange for each request, over one connection, in order. Ends with the first that the hub does not take.
  package func exchange(_ requests: [UploadRequest]) async throws {
    let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: try configuration())
    do {
      for request in requests { try await exchange(request, client) }
    } catch {
      try? await client.shutdown()
      throw error
    }
    try await client.shutdown()
  }

  private func exchange(_ upload: UploadRequest, _ client: HTTPClient) async throws {
    var request = HTTPClientRequest(url: address)
    request.method = .POST
    request.body = .bytes(ByteBuffer(bytes: try upload.encoded()))
    let response: HTTPClientResponse
    let body: [UInt8]
    do {
      response = try await client.execute(request, timeout: .seconds(30))
      body = [UInt8](buffer: try await response.body.collect(upTo: WireLimits.answerSize))
    } catch {
      throw TerminalClientFault.unreachable(address: address, reason: "\(error)")
    }
    guard response.status == .ok else {
      let word = String(decoding: body.prefix(80), as: UTF8.self).filter { !$0.isNewline }
      throw TerminalClientFault.refused(status: Int(response.status.code), word)
    }
  }

  private func configuration() throws -> HTTPClient.Configuration {
    var tls = TLSConfiguration.makeClientConfiguration()
    do {
      tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(identity + "/hub-ca.crt"))
      tls.certificateChain = try NIOSSLCertificate.fromPEMFile(identity + "/tls.crt").map { .certificate($0) }
      tls.privateKey = .privateKey(try NIOSSLPrivateKey(bytes: key.opened().pem(), format: .pem))
    } catch {
      throw TerminalClientFault.identityUnusable(folder: identity)
    }
    return HTTPClient.Configuration(tlsConfiguration: tls)
  }
}

/// Why a call to a hub's terminal side came to nothing.
enum TerminalClientFault: Error, Equatable, CustomStringConvertible {
  case identityUnusable(folder: String)
  case unreachable(address: String, reason: String)
  case refused(status: Int, String)

  var description: String {
    switch self {
    case .identityUnusable(let folder): "the terminal's TLS key or certificates in \(folder) cannot be used"
    case .unreachable(let address, let reason): "cannot reach \(address): \(reason)"
    case .refused(let status, let word): "the hub refused them: \(word.isEmpty ? "HTTP status \(status)" : word)"
    }
  }
}
