import CSQLite
import Foundation

/// A folder whose SQLite files go through the test's hands: what is asked of the disk is written down, and may fail.
///
/// While it lives, every connection of this process to a file right in the folder comes through here, whoever opens it; the code under
/// test knows nothing of it. Nothing is really flushed: what a flush would have made last, `PowerCut` decides from the record.
/// For one thread at a time.
final class Disk: @unchecked Sendable {
  let folder: URL
  /// All that has changed on the disk, in order.
  private(set) var record: [DiskChange] = []
  /// How many requests of each kind have been made.
  private(set) var requests: [DiskRequest: Int] = [:]
  /// What failed last.
  private(set) var struck: DiskRequest?
  /// What fails, and when; nil for a disk in order.
  var failure: DiskFailure?

  /// A new empty folder.
  init() throws {
    folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().appending(
      path: "disk-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    DiskLayer.install()
    Disk.all.withLock { $0[folder.path] = Weak(disk: self) }
  }

  /// A new folder with these files.
  convenience init(files: [String: [UInt8]]) throws {
    try self.init()
    for (name, bytes) in files { try Data(bytes).write(to: folder.appending(path: name)) }
  }

  deinit {
    Disk.all.withLock { $0[folder.path] = nil }
    try? FileManager.default.removeItem(at: folder)
  }

  func path(_ name: String) -> String { folder.appending(path: name).path }

  /// The names of what is there now.
  var names: [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()) ?? []
  }

  /// What is there now, but for shared memory, which no power cut leaves.
  var files: [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for name in names where !name.hasSuffix("-shm") {
      if let bytes = try? Data(contentsOf: folder.appending(path: name)) { files[name] = [UInt8](bytes) }
    }
    return files
  }

  func note(_ change: DiskChange) { record.append(change) }

  /// What becomes of a request: nil where it is to be carried out.
  func refusal(of request: DiskRequest) -> DiskFailure.Kind? {
    let number = requests[request, default: 0]
    requests[request] = number + 1
    guard let failure, failure.kind.concerns(request) else { return nil }
    let concerned = DiskRequest.allCases.filter { failure.kind.concerns($0) }
    // This request has been counted already.
    let before = concerned.reduce(-1) { $0 + requests[$1, default: 0] }
    guard before == failure.at || (before > failure.at && failure.lasts) else { return nil }
    struck = request
    return failure.kind
  }

  /// Looks at the disk as it is: what is asked meanwhile neither fails nor counts.
  func undisturbed<Value>(_ body: () throws -> Value) rethrows -> Value {
    let (counted, planned) = (requests, failure)
    failure = nil
    defer { (requests, failure) = (counted, planned) }
    return try body()
  }

  /// Requests made so far that a failure of this kind may strike.
  func requests(concernedBy kind: DiskFailure.Kind) -> Int {
    DiskRequest.allCases.filter { kind.concerns($0) }.reduce(0) { $0 + requests[$1, default: 0] }
  }

  /// The disk that a path lies right on, if any.
  static func of(path: String) -> Disk? {
    let folder = String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex))
    return all.withLock { $0[folder]?.disk }
  }

  private struct Weak {
    weak var disk: Disk?
  }

  /// By its folder, every one that lives. Behind a lock of Foundation's, which the thread sanitizer sees; it does not see `Mutex`.
  private final class All: @unchecked Sendable {
    private let lock = NSLock()
    private var disks: [String: Weak] = [:]

    func withLock<Value>(_ body: (inout [String: Weak]) -> Value) -> Value {
      lock.withLock { body(&disks) }
    }
  }

  private static let all = All()
}
