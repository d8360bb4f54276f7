/// Where a hub keeps what it is: the files of its state directory.
public struct HubDirectory: Sendable {
  public let path: String

  public init(_ path: String) {
    self.path = path
  }

  /// Everything terminals sent, and what was published.
  public var database: String { path + "/hub.sqlite" }
  /// The books of the simulated acquirer.
  public var acquirer: String { path + "/acquirer.sqlite" }
  /// The people of a simulated region, who are given cards when the hub starts: a JSON array of `Resident`.
  public var residents: String { path + "/registry.json" }
  /// What people's numbers and PINs are kept under, one line of hexadecimal digits, mode 0600.
  public var cardsKey: String { path + "/cards.key" }
  /// The bearer token of the operator side, one line, mode 0600.
  public var operatorToken: String { path + "/operator.token" }
  /// The region's root public key. Its private key is not here: the hub publishes bundles and cannot make one.
  public var root: String { path + "/root.pub" }
  /// Signs receipts: `receipt.key`, `receipt.pub`.
  public var receiptKey: String { path + "/receipt" }
  /// Opens sealed personal data: `sealing.key`, `sealing.pub`.
  public var sealingKey: String { path + "/sealing" }
  /// The authority's key (0600) and certificate.
  public var authorityKey: String { path + "/ca.key" }
  public var authorityCertificate: String { path + "/ca.crt" }
  /// The key (0600) and certificate that terminals see.
  public var tlsKey: String { path + "/tls.key" }
  public var tlsCertificate: String { path + "/tls.crt" }
}
