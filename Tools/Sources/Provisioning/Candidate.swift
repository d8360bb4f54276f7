import LibCrypto

/// A device that is to become a terminal. Its keys are made where they stay; what comes back is only what may be known.
///
/// Each step may be asked for again after a failure: keys that were made are kept.
public protocol Candidate: Sendable {
  /// The name it is enrolled under, and the institution it stands in.
  var terminal: String { get }
  var institution: String { get }

  /// Throws where the device is a terminal already, or would not start as what it is to become. Nothing has been made yet.
  /// - Parameter region: that of the trust bundle: two, four or six digits.
  func prepare(region: String) async throws
  /// Gives it the region's root key and the bundle that it starts with.
  func take(root: PublicKey, bundle: [UInt8]) async throws
  /// The public half of the key that signs its journal.
  func journalKey() async throws -> PublicKey
  /// A request, PKCS#10 as PEM, for the certificate of its TLS key.
  func certificateRequest() async throws -> String
  /// Gives it its certificate and the hub's authority, both PEM.
  func take(certificate: String, authority: String) async throws
  /// The last step: what makes it a terminal.
  func complete(region: String) async throws
}
