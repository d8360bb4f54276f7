public import Journal
public import LibCrypto
import Linux
public import Settings
public import Terminal
import TerminalKeys

/// The files of a terminal's state, as every environment on Linux offers them.
public struct TerminalFiles: Sendable {
  private let settings: Settings
  private let keys: KeyFolder<Kernel>

  public init(_ settings: Settings) {
    self.settings = settings
    keys = KeyFolder(path: settings.keys)
  }

  public func openStore() throws(StoreFault) -> SQLiteStore { try SQLiteStore(path: settings.journal) }

  public func inbox(knowing known: InboxStamps) throws(StoreFault) -> InboxContents {
    try InboxReader(path: settings.inbox).contents(knowing: known)
  }

  /// The file that this process runs, as long as it is of a program's usual size; with what helps to debug it, it is none.
  public func program() -> [UInt8]? { try? Files<Kernel>.read("/proc/self/exe", limit: 16 << 20) }

  public func journalKey() throws(KeyFault) -> SigningKey {
    do throws(OwnKeyFault) { return try OwnKey<Kernel>(path: keys.key, secret: settings.secret).load() } catch {
      switch error {
      case .missing: throw keys.wasWiped ? .wiped : .missing
      case .notPrivate: throw .notPrivate
      case .unreadable, .notMade: throw .unreadable
      case .unencrypted: throw .unencrypted
      case .otherBoard: throw .otherBoard
      case .noSecret: throw .noSecret
      }
    }
  }

  /// True once the key is gone and marked as wiped.
  public func wipeKeys() -> Bool {
    do throws(FileFault) {
      try keys.wipe()
      return true
    } catch {
      return false
    }
  }

  /// `root.pub` and `initial.bundle` of the trust folder.
  public func trustAnchor() -> TrustAnchor? {
    guard let root = read("root.pub", limit: TrustAnchor.maximumRootBytes),
      let bundle = read("initial.bundle", limit: TrustAnchor.maximumBundleBytes)
    else { return nil }
    return TrustAnchor(rootFile: root, initialBundle: bundle)
  }

  private func read(_ name: String, limit: Int) -> [UInt8]? {
    do throws(FileFault) {
      return try Files<Kernel>.read(Settings.path(name, in: settings.trust), limit: limit)
    } catch {
      return nil
    }
  }
}
