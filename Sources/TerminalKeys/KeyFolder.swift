public import Linux

/// The folder of the key that signs the journal: `journal.key`, readable by one user, and a mark where it was wiped.
public struct KeyFolder<Calls: SystemCalls>: Sendable {
  private let path: String

  public init(path: String) {
    self.path = path
  }

  /// Where the key is.
  public var key: String { path + "/journal.key" }
  private var mark: String { path + "/wiped" }

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
