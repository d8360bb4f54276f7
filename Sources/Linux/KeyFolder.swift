/// The folder of a terminal's own key: `journal.key`, readable by one user, and a mark where it was wiped.
public struct KeyFolder<Calls: SystemCalls>: Sendable {
  private let path: String

  /// The longest key file, in bytes; a PKCS#8 PEM of P-256 has about 240.
  public static var maximumKeyBytes: Int { 4_096 }

  public init(path: String) {
    self.path = path
  }

  private var key: String { path + "/journal.key" }
  private var mark: String { path + "/wiped" }

  /// The bytes of the key file.
  public func readKey() throws(FileFault) -> [UInt8] {
    try Files<Calls>.read(key, limit: Self.maximumKeyBytes, secret: true)
  }

  /// Whether the key was wiped. A mark that cannot be read counts as one.
  public var wasWiped: Bool {
    do {
      _ = try Files<Calls>.read(mark, limit: 0)
      return true
    } catch {
      return error != .missing
    }
  }

  /// Wipes the key, then leaves the mark. The key goes first: of the two, it is the one that must not stay.
  public func wipe() throws(FileFault) {
    try Files<Calls>.wipe(key)
    try Files<Calls>.create(mark, [], mode: 0o600)
  }
}
