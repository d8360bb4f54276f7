import Hummingbird
import HummingbirdTLS
import Logging
import NIOCore
import NIOSSL
import Wire
import X509

/// The side that terminals reach: TLS both ways, two calls.
struct TerminalSide: Sendable {
  let hub: Hub

  var router: Router<TerminalContext> {
    let router = Router(context: TerminalContext.self)
    router.post("v1/exchange") { request, context in
      try await exchange(request, context)
    }
    router.post("v1/inquiry") { request, context in
      try await inquire(request, context)
    }
    return router
  }

  private func exchange(_ request: Request, _ context: TerminalContext) async throws -> Response {
    try await answer(request, context, to: "an upload", atMost: WireLimits.uploadSize, hub.exchange)
  }

  private func inquire(_ request: Request, _ context: TerminalContext) async throws -> Response {
    try await answer(request, context, to: "an inquiry", atMost: WireLimits.inquirySize, hub.inquire)
  }

  private func answer(
    _ request: Request, _ context: TerminalContext, to what: String, atMost limit: Int,
    _ call: ([UInt8], _ certificate: [UInt8]) async throws -> [UInt8]
  ) async throws -> Response {
    guard let body = try? await request.body.collect(upTo: limit) else {
      return Self.refusal(.contentTooLarge, "too-large")
    }
    guard let certificate = try await context.channel.nioSSL_peerCertificate().get()?.toDERBytes() else {
      return Self.refusal(.forbidden, ExchangeRefusal.foreignCertificate.text)
    }
    do {
      let answer = try await call([UInt8](buffer: body), certificate)
      return Response(
        status: .ok, headers: [.contentType: "application/cbor"],
        body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer)))
    } catch let refusal as ExchangeRefusal {
      context.logger.warning(
        "refused \(what)", metadata: ["terminal": "\(Self.name(in: certificate))", "reason": "\(refusal.text)"])
      return Self.refusal(Self.status(of: refusal), refusal.text)
    } catch {
      // A disk that is full or failing. The terminal keeps its entries and asks again.
      context.logger.error("cannot keep \(what)", metadata: ["error": "\(error)"])
      return Self.refusal(.serviceUnavailable, "unavailable")
    }
  }

  /// One line of text.
  private static func refusal(_ status: HTTPResponse.Status, _ text: String) -> Response {
    Response(
      status: status, headers: [.contentType: "text/plain"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: text + "\n")))
  }

  /// Whose certificate of this hub's it is: what the request says of itself is not worth logging.
  private static func name(in certificate: [UInt8]) -> String {
    (try? Certificate(derEncoded: certificate)).map { "\($0.subject)" } ?? "unknown"
  }

  private static func status(of refusal: ExchangeRefusal) -> HTTPResponse.Status {
    switch refusal {
    case .malformed: .badRequest
    case .foreignCertificate, .retired: .forbidden
    case .conflict: .conflict
    case .badEntry, .otherTerminal, .notContiguous, .gap: .unprocessableContent
    }
  }

  /// Mutual TLS with no authority but the hub's own.
  static func tlsConfiguration(_ directory: HubDirectory) throws -> TLSConfiguration {
    let chain = try NIOSSLCertificate.fromPEMFile(directory.tlsCertificate)
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: chain.map { .certificate($0) },
      privateKey: .privateKey(try NIOSSLPrivateKey(file: directory.tlsKey, format: .pem)))
    configuration.minimumTLSVersion = .tlsv12
    configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(directory.authorityCertificate))
    // A client without a certificate of this authority does not get past the handshake. Its name is compared later.
    configuration.certificateVerification = .noHostnameVerification
    // A terminal that is idle does not answer the close; stopping must not wait for it.
    configuration.shutdownTimeout = .milliseconds(500)
    return configuration
  }
}

/// A request of a terminal, with the connection it came by: its certificate is there, and nowhere in what was sent.
struct TerminalContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    channel = source.channel
  }
}
