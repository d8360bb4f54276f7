import Foundation
import Journal
import KeyFiles
import LibCrypto
import Linux
import OperatorAPI
import Settings
import TerminalKeys
import Wire

/// Begins a terminal's journal again after its file was damaged, where the hub's copy of the chain ends.
///
/// What the old file still proves and the hub lacks is sent to the hub first. The old file is set aside, never deleted. Nothing
/// is touched before all that can be known is known.
public struct JournalRestart: Sendable {
  /// What was done.
  public struct Report: Equatable, Sendable {
    public var terminal: String
    /// The highest entry of the hub, which the new journal follows; 0 for none.
    public var head: UInt64
    /// Entries that were sent to the hub from the old file.
    public var salvaged: Int
    /// Well signed entries that stay in the old file alone.
    public var abandoned: [UInt64]
    /// Where the old file is now; nil where there was none.
    public var setAside: String?
  }

  private let hub: OperatorClient

  public init(hub: OperatorClient) {
    self.hub = hub
  }

  /// - Parameter abandoning: begin though entries may be left in the old file that the hub does not have. Their numbers will
  ///   be given again.
  public func run(_ directory: StateDirectory, abandoning: Bool) async throws -> Report {
    let settings = try Self.settings(directory)
    guard let terminal = TerminalID(settings.terminal) else { throw JournalRestartFault.settings("no terminal") }
    // Where there is no runtime folder, no daemon runs.
    let locks = FileManager.default.fileExists(atPath: settings.runtime) ? try Locks(settings.runtime) : nil
    defer { withExtendedLifetime(locks) {} }
    let file = KeyFolder<Kernel>(path: settings.keys).key
    let key = try Self.key(at: file, settings).opened().publicKey
    let record = try await record(of: terminal)
    let before = try await head(of: record)
    let source = try Self.source(settings.journal, terminal, key, hub: before)

    var head = before
    var abandoned: [UInt64] = []
    if let source {
      let salvage = try JournalSalvage(of: source, after: before, terminal: terminal, key: key)
      if !salvage.following.isEmpty {
        try await send(salvage, record, settings, terminal, abandoning: abandoning)
        head = try await self.head(of: try await self.record(of: terminal))
        guard head == salvage.head || abandoning else {
          throw JournalRestartFault.notSent(salvage.following.count, reason: "the hub does not hold them after all")
        }
      }
      abandoned = salvage.following.map(\.sequence).filter { $0 > head.sequence } + salvage.stranded
      guard abandoning || (abandoned.isEmpty && !salvage.isInDoubt) else {
        throw JournalRestartFault.entriesAtStake(proven: abandoned.count, path: source)
      }
    } else if !abandoning {
      throw JournalRestartFault.nothingLeft(path: settings.journal)
    }
    let aside = try Self.wrap(settings.journal) { () throws(StoreFault) in
      let aside = try SQLiteStore.setAside(path: settings.journal)
      try SQLiteStore.begin(path: settings.journal, after: head)
      return aside
    }
    try Self.giveToOwner(settings.journal)
    return Report(
      terminal: terminal.text, head: head.sequence, salvaged: Int(head.sequence - before.sequence),
      abandoned: abandoned,
      setAside: aside ?? source)
  }

  // What the hub says.

  private func record(of terminal: TerminalID) async throws -> TerminalRecord {
    guard let record = try await hub.terminals().first(where: { $0.terminal == terminal.text }) else {
      throw JournalRestartFault.notEnrolled(terminal.text)
    }
    guard record.retiredAt == nil else { throw JournalRestartFault.retired(terminal.text) }
    return record
  }

  private func head(of record: TerminalRecord) async throws -> JournalHead {
    guard record.highest > 0 else { return .beginning }
    let entry = try await hub.entries(of: record.terminal, after: record.highest - 1, limit: 1).first
    guard let entry, entry.sequence == record.highest, let hash = Hexadecimal.bytes(entry.hash), hash.count == SM3.size
    else { throw OperatorClientFault.notAHub(address: hub.address) }
    return JournalHead(sequence: entry.sequence, hash: hash)
  }

  private func send(
    _ salvage: JournalSalvage, _ record: TerminalRecord, _ settings: Settings, _ terminal: TerminalID, abandoning: Bool
  ) async throws {
    let entries = salvage.following.map(\.signed)
    let requests = stride(from: 0, to: entries.count, by: Self.entriesAtOnce).map {
      UploadRequest(
        terminal: terminal, trustVersion: record.trustVersion ?? 0, deltaNumber: 0,
        entries: Array(entries[$0..<min($0 + Self.entriesAtOnce, entries.count)]))
    }
    do {
      try await TerminalClient(
        address: Settings.path("v1/exchange", in: settings.hub), identity: settings.uplink,
        key: Self.key(at: Settings.path("tls.key", in: settings.uplink), settings)
      ).exchange(requests)
    } catch  where !abandoning {
      throw JournalRestartFault.notSent(entries.count, reason: "\(error)")
    } catch {
      // The caller has said to go on without them; the report counts what the hub did not get.
    }
  }

  // What is here.

  private static func key(at path: String, _ settings: Settings) -> OwnKey<Kernel> {
    OwnKey(path: path, secret: settings.secret)
  }

  private static func settings(_ directory: StateDirectory) throws -> Settings {
    let bytes = try PublicFile.read(directory.configuration)
    let folder = URL(filePath: directory.configuration).deletingLastPathComponent().standardizedFileURL.path
    do throws(SettingsFault) {
      return try Settings(parsing: bytes, folder: folder)
    } catch {
      throw JournalRestartFault.settings(error.explanation)
    }
  }

  /// The file to read entries from: the journal, if it is damaged, or the one that the terminal set aside last. Nil for none.
  private static func source(
    _ path: String, _ terminal: TerminalID, _ key: PublicKey, hub: JournalHead
  ) throws -> String? {
    guard FileManager.default.fileExists(atPath: path) else {
      let aside = SQLiteStore.newestSetAside(path: path)
      guard aside != nil || hub.sequence > 0 else { throw JournalRestartFault.nothingToRestart(path: path) }
      return aside
    }
    guard access(path, R_OK) == 0 else { throw JournalRestartFault.notThisTerminals(path: path) }
    var first: UInt64?
    let head: UInt64
    do throws(ChainFault) {
      head = try check(path, terminal, key, first: &first)
    } catch {
      switch error {
      case .store(.newerSchema), .store(.foreign), .otherTerminal:
        throw JournalRestartFault.notThisTerminals(path: path)
      case .badSignature(let sequence) where sequence == first: throw JournalRestartFault.notThisTerminals(path: path)
      default: return path
      }
    }
    throw JournalRestartFault.whole(path: path, head: head)
  }

  /// Proves the whole journal and answers its newest sequence. `first` is the sequence of its first entry, once known.
  private static func check(
    _ path: String, _ terminal: TerminalID, _ key: PublicKey, first: inout UInt64?
  ) throws(ChainFault) -> UInt64 {
    var reader = try lifting { () throws(StoreFault) in try JournalReader(path: path) }
    let anchor = try lifting { () throws(StoreFault) in try reader.anchor() }
    first = anchor.sequence + 1
    return try ChainCheck.checkAll(of: &reader, terminal: terminal, key: key).head.sequence
  }

  private static func lifting<Value>(_ body: () throws(StoreFault) -> Value) throws(ChainFault) -> Value {
    do throws(StoreFault) { return try body() } catch { throw .store(error) }
  }

  private static func wrap<Value>(_ path: String, _ body: () throws(StoreFault) -> Value) throws -> Value {
    do throws(StoreFault) {
      return try body()
    } catch {
      throw JournalRestartFault.disk(path: path)
    }
  }

  /// The terminal may run as a user of its own; root, who mends it, leaves it the file.
  fileprivate static func giveToOwner(_ path: String) throws {
    var status = stat()
    let folder = URL(filePath: path).deletingLastPathComponent().path
    guard geteuid() == 0, stat(folder, &status) == 0 else { return }
    guard chown(path, status.st_uid, status.st_gid) == 0 else { throw JournalRestartFault.disk(path: path) }
  }

  /// Fewer than a request may carry, so that the largest ones fit too.
  private static let entriesAtOnce = WireLimits.uploadEntryCount / 2
}

/// Both daemons' locks: while these are held, neither runs.
private final class Locks {
  private let terminal: InstanceLock<Kernel>
  private let uplink: InstanceLock<Kernel>

  init(_ folder: String) throws {
    let paths = ["acceptd.lock", "uplinkd.lock"].map { Settings.path($0, in: folder) }
    do throws(SystemFault) {
      terminal = try InstanceLock(path: paths[0])
      uplink = try InstanceLock(path: paths[1])
    } catch {
      throw JournalRestartFault.running(folder: folder)
    }
    for path in paths { try JournalRestart.giveToOwner(path) }
  }
}
