import CCurl
public import Uplink

/// Exchanges with the hub: HTTPS with mutual TLS, one connection kept open between exchanges, one exchange at a time.
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

  /// Throws `.badAddress` where the address is not https, `.identityUnusable` where there is no key, `.unavailable` where
  /// libcurl does not start.
  /// - Parameters:
  ///   - identity: where the hub is, and the certificates.
  ///   - key: the terminal's private key, PEM, not encrypted.
  ///   - limits: what an exchange may take.
  public init(identity: HTTPSIdentity, key: [UInt8], limits: HTTPSLimits = .shipping) throws(TransportFault) {
    guard identity.address.utf8.starts(with: "https://".utf8) else { throw .badAddress }
    // Without one of its own libcurl would look for it in the certificate's file.
    guard !key.isEmpty else { throw .identityUnusable }
    guard curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK, let handle = curl_easy_init() else {
      throw .unavailable
    }
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
    self.key = UnsafeMutableRawBufferPointer.allocate(byteCount: key.count, alignment: 1)
    self.key.copyBytes(from: key)
    guard configure() else { throw .unavailable }
  }

  deinit {
    curl_easy_cleanup(handle)
    curl_slist_free_all(headers)
    curl_cleanse(key.baseAddress, key.count)
    key.deallocate()
  }

  /// Sends `body` and returns the body of the hub's answer, status 200.
  ///
  /// - Parameter isInterrupted: asked about once a second, and between parts of the answer; true ends the exchange.
  public func exchange(
    _ body: [UInt8], isInterrupted: @escaping () -> Bool
  ) throws(TransportFault) -> [UInt8] {
    var transfer = Transfer(limits: limits, isInterrupted: isInterrupted)
    let code = body.withUnsafeBytes { buffer in
      withUnsafeMutablePointer(to: &transfer) { context in
        guard curl_set_body(handle, buffer.baseAddress, curl_off_t(buffer.count)) == CURLE_OK,
          curl_set_receiver(handle, Transfer.receiveBody, context) == CURLE_OK,
          curl_set_header_receiver(handle, Transfer.receiveHeader, context) == CURLE_OK,
          curl_set_progress(handle, Transfer.goOn, context) == CURLE_OK
        else { return CURLE_FAILED_INIT }
        defer { forget() }
        return curl_easy_perform(handle)
      }
    }
    if let fault = transfer.fault { throw fault }
    guard code == CURLE_OK else { throw fault(of: code) }
    let status = curl_response_status(handle)
    guard status == 200 else { throw .refused(status: UInt16(clamping: status)) }
    return transfer.body
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
      (CURLOPT_NOSIGNAL, 1), (CURLOPT_NOPROGRESS, 0),
      // A name service that does not answer is left behind, in a thread of its own. libcurl would wait for that thread,
      // which is as deaf to the limits above as it is to an interruption, and goes when the C library gives up.
      (CURLOPT_QUICK_EXIT, 1),
      (CURLOPT_TCP_KEEPALIVE, 1), (CURLOPT_HTTP_CONTENT_DECODING, 0),
    ]
    for (option, value) in numbers where curl_set_number(handle, option, value) != CURLE_OK { return false }
    return curl_set_list(handle, CURLOPT_HTTPHEADER, headers) == CURLE_OK
      && curl_set_key(handle, key.baseAddress, key.count) == CURLE_OK
  }

  /// Leaves no pointer into this exchange in the handle that outlives it.
  private func forget() {
    _ = curl_set_body(handle, nil, 0)
    _ = curl_set_receiver(handle, nil, nil)
    _ = curl_set_header_receiver(handle, nil, nil)
    _ = curl_set_progress(handle, nil, nil)
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
