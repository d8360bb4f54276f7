import Wire

/// What an exchange may take.
public struct HTTPSLimits: Equatable, Sendable {
  /// Until a connection stands: name, TCP and TLS. Milliseconds.
  public var connectMilliseconds: Int
  /// The whole exchange. Milliseconds.
  public var totalMilliseconds: Int
  /// The exchange ends where fewer bytes a second than this come or go…
  public var slowestBytesPerSecond: Int
  /// …for this long. Seconds.
  public var slowestSeconds: Int
  /// The largest body of an answer, in bytes.
  public var answerBytes: Int
  /// All header lines of an answer together, in bytes.
  public var headerBytes: Int

  /// An upload of 256 KiB and an answer of 1 MiB over the slowest network in use, 2G at 20 kbit/s, do not fit a minute;
  /// the total leaves them two, and the pace cuts what has died.
  public static let shipping = HTTPSLimits(
    connectMilliseconds: 10_000, totalMilliseconds: 120_000, slowestBytesPerSecond: 200, slowestSeconds: 15,
    answerBytes: WireLimits.answerSize, headerBytes: 16_384)

  /// An inquiry while a customer waits. The hub answers within its own `Hub.acquirerSeconds`; a connection that does not
  /// stand by then will not in time.
  public static let inquiry = HTTPSLimits(
    connectMilliseconds: 8_000, totalMilliseconds: 20_000, slowestBytesPerSecond: 1, slowestSeconds: 20,
    answerBytes: WireLimits.inquiryAnswerSize, headerBytes: 16_384)

  public init(
    connectMilliseconds: Int, totalMilliseconds: Int, slowestBytesPerSecond: Int, slowestSeconds: Int,
    answerBytes: Int, headerBytes: Int
  ) {
    self.connectMilliseconds = connectMilliseconds
    self.totalMilliseconds = totalMilliseconds
    self.slowestBytesPerSecond = slowestBytesPerSecond
    self.slowestSeconds = slowestSeconds
    self.answerBytes = answerBytes
    self.headerBytes = headerBytes
  }
}

/// Where the hub is, and the files by which the two know each other, all PEM. The terminal's private key is not among them.
public struct HTTPSIdentity: Equatable, Sendable {
  /// The whole address of the exchange: `https://…/v1/exchange`.
  public var address: String
  /// The terminal's certificate.
  public var certificatePath: String
  /// The only authority whose certificate the hub may have.
  public var authorityPath: String

  public init(address: String, certificatePath: String, authorityPath: String) {
    self.address = address
    self.certificatePath = certificatePath
    self.authorityPath = authorityPath
  }
}
