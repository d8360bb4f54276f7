import CCurl
public import Uplink

/// Exchanges with the hub: HTTPS with mutual TLS, a connection kept open between exchanges, one exchange at a time.
///
/// Only the pinned authority is believed, never the system's; only `https` is spoken, at TLS 1.2 or newer; no redirect is
/// followed, no proxy, cookie or credential of the environment is used.
public final class HTTPSClient {
  private let handle: UnsafeMutableRawPointer
  private let headers: UnsafeMutablePointer<curl_slist>
  private let identity: HTTPSIdentity
  private let limits: HTTPSLimits
  /// The terminal's private key, which libcurl reads for every connection. Overwritten when this is gone.
  private let key: UnsafeMutableRawBufferPointer
  private let exchanges: HTTPSExchanges
  /// The exchange under way, and the body that it sends: libcurl holds pointers to both.
  private var transfer: UnsafeMutablePointer<Transfer>?
  private var body: UnsafeMutableRawBufferPointer?

  /// Throws `.badAddress` where the address is not https, `.identityUnusable` where there is no key, `.unavailable` where
  /// libcurl does not start.
  /// - Parameters:
  ///   - identity: where the hub is, and the certificates.
  ///   - key: the terminal's private key, PEM, not encrypted.
  ///   - limits: what an exchange may take.
  ///   - exchanges: beside what others it goes on; nil: it is alone.
  public init(
    identity: HTTPSIdentity, key: [UInt8], limits: HTTPSLimits = .shipping, among exchanges: HTTPSExchanges? = nil
  ) throws(TransportFault) {
    guard identity.address.utf8.starts(with: "https://".utf8) else { throw .badAddress }
    // Without one of its own libcurl would look for it in the certificate's file.
    guard !key.isEmpty else { throw .identityUnusable }
    let all: HTTPSExchanges
    if let exchanges { all = exchanges } else { all = try HTTPSExchanges() }
    guard let handle = curl_easy_init() else { throw .unavailable }
    var headers: UnsafeMutablePointer<curl_slist>?
    // Without the last, libcurl waits a second for the server's leave to send a larger body.
    for line in ["Content-Type: application/cbor", "Accept: application/cbor", "Expect:"] {
      guard let longer = curl_slist_append(headers, line) else {
        curl_slist_free_all(headers)
        curl_easy_cleanup(handle)
        throw .unavailable
      }
      headers = longer
    }
    guard let headers else { throw .unavailable }
    self.handle = handle
    self.headers = headers
    self.identity = identity
    self.limits = limits
    self.exchanges = all
    self.key = UnsafeMutableRawBufferPointer.allocate(byteCount: key.count, alignment: 1)
    self.key.copyBytes(from: key)
    guard configure() else { throw .unavailable }
  }

  deinit {
    cancel()
    curl_easy_cleanup(handle)
    curl_slist_free_all(headers)
    curl_cleanse(key.baseAddress, key.count)
    key.deallocate()
  }

  /// Whether an exchange was begun and its outcome was not taken yet.
  public var isBusy: Bool { transfer != nil }

  /// Begins to send `body`. What comes of it is taken by ``takeOutcome()``, after the exchanges were let go on. Nothing may be
  /// under way.
  public func begin(_ body: [UInt8]) {
    precondition(transfer == nil, "one exchange at a time")
    let transfer = UnsafeMutablePointer<Transfer>.allocate(capacity: 1)
    transfer.initialize(to: Transfer(limits: limits))
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: body.count, alignment: 1)
    bytes.copyBytes(from: body)
    self.transfer = transfer
    self.body = bytes
    guard curl_set_body(handle, bytes.baseAddress, curl_off_t(bytes.count)) == CURLE_OK,
      curl_set_receiver(handle, Transfer.receiveBody, transfer) == CURLE_OK,
      curl_set_header_receiver(handle, Transfer.receiveHeader, transfer) == CURLE_OK,
      curl_set_context(handle, transfer) == CURLE_OK, exchanges.add(handle)
    else { return transfer.pointee.ended(CURLE_FAILED_INIT) }
  }

  /// The body of the hub's answer, status 200, or why there is none; once. Nil while it is under way.
  public func takeOutcome() -> Result<[UInt8], TransportFault>? {
    guard let transfer, let code = transfer.pointee.code else { return nil }
    let outcome = outcome(of: transfer.pointee, code)
    cancel()
    return outcome
  }

  /// Lets the exchange under way be.
  public func cancel() {
    guard let transfer else { return }
    exchanges.remove(handle)
    // No pointer into this exchange stays in the handle, which outlives it.
    _ = curl_set_body(handle, nil, 0)
    _ = curl_set_receiver(handle, nil, nil)
    _ = curl_set_header_receiver(handle, nil, nil)
    _ = curl_set_context(handle, nil)
    transfer.deinitialize(count: 1)
    transfer.deallocate()
    body?.deallocate()
    self.transfer = nil
    body = nil
  }

  /// Sends `body`, waits, and returns the body of the hub's answer, status 200.
  ///
  /// - Parameter isInterrupted: asked about five times a second; true ends the exchange.
  public func exchange(
    _ body: [UInt8], isInterrupted: @escaping () -> Bool
  ) throws(TransportFault) -> [UInt8] {
    begin(body)
    while true {
      if let outcome = takeOutcome() { return try outcome.get() }
      guard !isInterrupted() else {
        cancel()
        throw .interrupted
      }
      exchanges.wait(milliseconds: HTTPSClient.lookMilliseconds)
    }
  }

  private static let lookMilliseconds: UInt64 = 200

  private func outcome(of transfer: Transfer, _ code: CURLcode) -> Result<[UInt8], TransportFault> {
    if let fault = transfer.fault { return .failure(fault) }
    guard code == CURLE_OK else { return .failure(fault(of: code)) }
    let status = curl_response_status(handle)
    return status == 200 ? .success(transfer.body) : .failure(.refused(status: UInt16(clamping: status)))
  }

  /// Everything that is the same for every exchange. False where this libcurl lacks something that is needed.
  private func configure() -> Bool {
    let texts: [(CURLoption, String?)] = [
      (CURLOPT_URL, identity.address), (CURLOPT_SSLCERT, identity.certificatePath),
      (CURLOPT_CAINFO, identity.authorityPath),
      // The system's authorities, which a distribution builds in.
      (CURLOPT_CAPATH, nil),
      (CURLOPT_PROTOCOLS_STR, "https"), (CURLOPT_REDIR_PROTOCOLS_STR, "https"),
      // Empty: none, whatever the environment says.
      (CURLOPT_PROXY, ""), (CURLOPT_USERAGENT, "acceptd"),
    ]
    for (option, value) in texts where curl_set_text(handle, option, value) != CURLE_OK { return false }
    let numbers: [(CURLoption, Int)] = [
      (CURLOPT_POST, 1), (CURLOPT_FOLLOWLOCATION, 0), (CURLOPT_SSL_VERIFYPEER, 1), (CURLOPT_SSL_VERIFYHOST, 2),
      (CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2)), (CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1)),
      (CURLOPT_CONNECTTIMEOUT_MS, limits.connectMilliseconds), (CURLOPT_TIMEOUT_MS, limits.totalMilliseconds),
      (CURLOPT_LOW_SPEED_LIMIT, limits.slowestBytesPerSecond), (CURLOPT_LOW_SPEED_TIME, limits.slowestSeconds),
      (CURLOPT_NOSIGNAL, 1),
      // A name service that does not answer is left behind, in a thread of its own. libcurl would wait for that thread,
      // which is as deaf to the limits above as it is to an interruption, and goes when the C library gives up.
      (CURLOPT_QUICK_EXIT, 1),
      (CURLOPT_TCP_KEEPALIVE, 1), (CURLOPT_HTTP_CONTENT_DECODING, 0),
    ]
    for (option, value) in numbers where curl_set_number(handle, option, value) != CURLE_OK { return false }
    return curl_set_list(handle, CURLOPT_HTTPHEADER, headers) == CURLE_OK
      && curl_set_key(handle, key.baseAddress, key.count) == CURLE_OK
  }

  private func fault(of code: CURLcode) -> TransportFault {
    switch code {
    case CURLE_OPERATION_TIMEDOUT: curl_handshake_time(handle) > 0 ? .stalled : .unreachable
    case CURLE_PEER_FAILED_VERIFICATION: .hubUntrusted
    case CURLE_SSL_CERTPROBLEM, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR: .identityUnusable
    case CURLE_FAILED_INIT, CURLE_OUT_OF_MEMORY: .unavailable
    case CURLE_URL_MALFORMAT: .badAddress
    case CURLE_UNSUPPORTED_PROTOCOL where curl_handshake_time(handle) == 0: .badAddress
    // After a handshake, the protocol that libcurl does not support is an answer without a header.
    case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL: .unintelligible
    default: .unreachable
    }
  }
}
