import CSQLite
import Foundation
import Time

@testable import Journal

/// A folder of its own for each test, gone when the test is.
final class Scratch {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "journal-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  func path(_ name: String = "journal.sqlite") -> String {
    folder.appending(path: name).path
  }

  var names: [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()) ?? []
  }

  /// What a power cut leaves: the file and its log as they stand this moment, under another folder's name.
  func cut() throws -> Scratch {
    let after = try Scratch()
    for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: path() + suffix) {
      try FileManager.default.copyItem(atPath: path() + suffix, toPath: after.path() + suffix)
    }
    return after
  }

  /// Runs SQL on the file with a connection that knows nothing of the store, as an intruder or an accident would.
  @discardableResult
  func tamper(_ sql: String, file: String = "journal.sqlite") throws -> Int32 {
    var handle: OpaquePointer?
    defer { sqlite3_close(handle) }
    guard sqlite3_open(path(file), &handle) == SQLITE_OK else { throw StoreFault.failed }
    return sqlite3_exec(handle, sql, nil, nil, nil)
  }

  /// As an intruder who knows the file well: the triggers are there again afterwards, and the entries are as an older schema left
  /// them, without checksums.
  func tamperUnseen(_ sql: String) throws {
    let database = try Database(path: path(), access: .write)
    let triggers = try database.text("SELECT group_concat(sql, '; ') FROM sqlite_schema WHERE type = 'trigger'")
    let names = try database.text(
      "SELECT group_concat('DROP TRIGGER ' || name, '; ') FROM sqlite_schema WHERE type = 'trigger'")
    try database.execute(String(decoding: names, as: UTF8.self))
    try database.execute("UPDATE entries SET checksum = NULL; " + sql)
    try database.execute(String(decoding: triggers, as: UTF8.self))
  }
}

let morning = UnixTime(seconds: 1_767_225_600)

/// Rows that chain by number only: the store does not look into them.
func row(_ sequence: UInt64, at: UnixTime = morning, size: Int = 400) -> JournalRow {
  JournalRow(
    sequence: sequence, at: at, hash: hash(sequence),
    signed: [UInt8](repeating: UInt8(truncatingIfNeeded: sequence), count: size))
}

func hash(_ sequence: UInt64) -> [UInt8] {
  [UInt8](repeating: 0, count: 24) + withUnsafeBytes(of: sequence.bigEndian) { Array($0) }
}

func digest(_ byte: UInt8) -> [UInt8] {
  [UInt8](repeating: byte, count: 32)
}

func fault(_ body: () throws -> Void) -> StoreFault? {
  do {
    try body()
    return nil
  } catch {
    return error as? StoreFault
  }
}

func bytes(ofFile path: String) throws -> [UInt8] {
  [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
}
