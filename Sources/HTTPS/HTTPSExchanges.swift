import CCurl
public import Uplink

/// Exchanges that go on side by side in one thread: a short one is not kept waiting by a long one, nor keeps it waiting.
///
/// Connections are kept here between exchanges, and with them what TLS knows of the terminal's key, until this is gone.
public final class HTTPSExchanges {
  private let multi: UnsafeMutableRawPointer

  /// Throws `.unavailable` where libcurl does not start.
  public init() throws(TransportFault) {
    guard curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK, let multi = curl_multi_init() else {
      throw .unavailable
    }
    self.multi = multi
  }

  deinit {
    curl_multi_cleanup(multi)
  }

  /// Lets what is under way go on, and sleeps until some of it can, or until `descriptor` is readable, or for so long.
  public func wait(milliseconds: UInt64, orReading descriptor: Int32? = nil) {
    if advance() { return }
    let longest = Int32(clamping: milliseconds)
    if let descriptor {
      var other = curl_waitfd(fd: descriptor, events: Int16(CURL_WAIT_POLLIN), revents: 0)
      _ = curl_multi_poll(multi, &other, 1, longest, nil)
    } else {
      _ = curl_multi_poll(multi, nil, 0, longest, nil)
    }
    _ = advance()
  }

  /// Does what can be done without waiting. True where an exchange came to its end.
  private func advance() -> Bool {
    var running: Int32 = 0
    _ = curl_multi_perform(multi, &running)
    var hasEnded = false
    var code = CURLE_OK
    while let handle = curl_next_finished(multi, &code) {
      Transfer.of(handle)?.pointee.ended(code)
      hasEnded = true
    }
    return hasEnded
  }

  func add(_ handle: UnsafeMutableRawPointer) -> Bool {
    curl_multi_add_handle(multi, handle) == CURLM_OK
  }

  func remove(_ handle: UnsafeMutableRawPointer) {
    _ = curl_multi_remove_handle(multi, handle)
  }
}
