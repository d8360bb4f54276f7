import COpenSSL

/// The fault to throw after a libcrypto call failed.
///
/// The thread's error queue is emptied: a TLS connection on the same thread would otherwise take a stale entry for its
/// own (SSL_get_error(3)).
func failure(_ fault: CryptoFault) -> CryptoFault {
  ERR_clear_error()
  return fault
}
