import CSQLite
import Foundation

/// What a bench does to the files of a hub that it has stopped.
enum HubFiles {
  /// Has the hub whose state this is keep no entry any more. It believes that it does, and so answers with the receipt for those that
  /// it had.
  static func keepNoEntries(_ state: URL) throws(BenchFault) {
    var database: OpaquePointer?
    defer { sqlite3_close(database) }
    let path = state.appendingPathComponent("hub.sqlite").path
    let triggers = """
      CREATE TRIGGER keep_none BEFORE INSERT ON entry BEGIN SELECT RAISE(IGNORE); END;
      CREATE TRIGGER find_none BEFORE INSERT ON sale BEGIN SELECT RAISE(IGNORE); END;
      """
    guard sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK,
      sqlite3_exec(database, triggers, nil, nil, nil) == SQLITE_OK
    else { throw BenchFault("\(path): \(String(cString: sqlite3_errmsg(database)))") }
  }
}
