import CSQLite
import Foundation
import Synchronization

/// SQLite's own way to files, with an ear in it: what a database below a folder writes and flushes is also sent to the
/// card of that folder. Every other database is left alone.
///
/// https://www.sqlite.org/vfs.html: what SQLite calls through a table of functions, for the file system as a whole and for
/// each open file, is passed on to the table that it would have called.
enum LoggedFiles {
  /// Cards by the folder that they stand for.
  static let cards = Mutex<[String: Connection]>([:])

  /// A card, and the one who may write it: databases of one test are used by one thread.
  struct Connection: @unchecked Sendable {
    let card: LoggedCard
  }

  /// From now on what databases below `folder` write is sent to `card`.
  static func log(_ folder: URL, on card: LoggedCard) {
    _ = installed
    let connection = Connection(card: card)
    cards.withLock { $0[folder.path + "/"] = connection }
  }

  static func forget(_ folder: URL) {
    cards.withLock { $0[folder.path + "/"] = nil }
  }

  /// What is behind an open file that is logged: SQLite's own open file follows in memory.
  fileprivate struct Opened {
    var head: sqlite3_file
    var place: Unmanaged<Place>
  }

  fileprivate final class Place {
    let card: LoggedCard
    let name: String

    init(card: LoggedCard, name: String) {
      self.card = card
      self.name = name
    }
  }

  fileprivate static func place(of path: UnsafePointer<CChar>?) -> Place? {
    guard let path = path.map({ String(cString: $0) }) else { return nil }
    return cards.withLock { cards in
      guard let found = cards.first(where: { path.hasPrefix($0.key) }) else { return nil }
      return Place(card: found.value.card, name: String(path.dropFirst(found.key.count)))
    }
  }

  /// The file system that SQLite would use.
  nonisolated(unsafe) fileprivate static let real: UnsafeMutablePointer<sqlite3_vfs> = sqlite3_vfs_find(nil)
  fileprivate static let headBytes = (MemoryLayout<Opened>.stride + 15) & ~15

  private static let installed: Bool = {
    let system = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
    system.initialize(to: real.pointee)
    system.pointee.pNext = nil
    system.pointee.zName = UnsafePointer(strdup("logged"))
    system.pointee.szOsFile = real.pointee.szOsFile + Int32(headBytes)
    system.pointee.xOpen = { _, path, file, flags, outFlags in
      guard let file, let place = LoggedFiles.place(of: path) else {
        return LoggedFiles.real.pointee.xOpen(LoggedFiles.real, path, file, flags, outFlags)
      }
      let inner = LoggedFiles.inner(file)
      let code = LoggedFiles.real.pointee.xOpen(LoggedFiles.real, path, inner, flags, outFlags)
      file.pointee.pMethods = nil
      guard code == SQLITE_OK else { return code }
      place.card.make(place.name)
      UnsafeMutableRawPointer(file).initializeMemory(
        as: Opened.self,
        to: Opened(head: sqlite3_file(pMethods: LoggedFiles.methods), place: .passRetained(place)))
      return code
    }
    system.pointee.xDelete = { _, path, sync in
      let code = LoggedFiles.real.pointee.xDelete(LoggedFiles.real, path, sync)
      if code == SQLITE_OK, let place = LoggedFiles.place(of: path) { place.card.remove(place.name) }
      return code
    }
    return sqlite3_vfs_register(system, 1) == SQLITE_OK
  }()

  fileprivate static func inner(_ file: UnsafeMutablePointer<sqlite3_file>?) -> UnsafeMutablePointer<sqlite3_file>? {
    file.map { (UnsafeMutableRawPointer($0) + headBytes).assumingMemoryBound(to: sqlite3_file.self) }
  }

  fileprivate static func place(of file: UnsafeMutablePointer<sqlite3_file>?) -> Place? {
    file.map { UnsafeMutableRawPointer($0).assumingMemoryBound(to: Opened.self).pointee.place.takeUnretainedValue() }
  }

  nonisolated(unsafe) fileprivate static let methods: UnsafePointer<sqlite3_io_methods> = {
    let methods = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
    var table = sqlite3_io_methods()
    // Two: with shared memory, and without a mapping of the database, whose writes would pass unheard.
    table.iVersion = 2
    table.xClose = { file in
      let inner = LoggedFiles.inner(file)
      if let file {
        UnsafeMutableRawPointer(file).assumingMemoryBound(to: Opened.self).pointee.place.release()
      }
      return inner?.pointee.pMethods.pointee.xClose(inner) ?? SQLITE_OK
    }
    table.xRead = { file, buffer, count, offset in
      let inner = LoggedFiles.inner(file)
      return inner?.pointee.pMethods.pointee.xRead(inner, buffer, count, offset) ?? SQLITE_IOERR
    }
    table.xWrite = { file, buffer, count, offset in
      let inner = LoggedFiles.inner(file)
      let code = inner?.pointee.pMethods.pointee.xWrite(inner, buffer, count, offset) ?? SQLITE_IOERR
      if code == SQLITE_OK, let buffer, let place = LoggedFiles.place(of: file) {
        place.card.write(Data(bytes: buffer, count: Int(count)), at: Int(offset), of: place.name)
      }
      return code
    }
    table.xTruncate = { file, size in
      let inner = LoggedFiles.inner(file)
      let code = inner?.pointee.pMethods.pointee.xTruncate(inner, size) ?? SQLITE_IOERR
      if code == SQLITE_OK, let place = LoggedFiles.place(of: file) {
        place.card.truncate(place.name, to: Int(size))
      }
      return code
    }
    table.xSync = { file, flags in
      let inner = LoggedFiles.inner(file)
      if let place = LoggedFiles.place(of: file) { place.card.flush(place.name) }
      return inner?.pointee.pMethods.pointee.xSync(inner, flags) ?? SQLITE_IOERR
    }
    table.xFileSize = { file, size in
      let inner = LoggedFiles.inner(file)
      return inner?.pointee.pMethods.pointee.xFileSize(inner, size) ?? SQLITE_IOERR
    }
    table.xLock = { file, level in
      let inner = LoggedFiles.inner(file)
      return inner?.pointee.pMethods.pointee.xLock(inner, level) ?? SQLITE_IOERR
    }
    table.xUnlock = { file, level in
      let inner = LoggedFiles.inner(file)
      return inner?.pointee.pMethods.pointee.xUnlock(inner, level) ?? SQLITE_IOERR
    }
    table.xCheckReservedLock = { file, held in
      let inner = LoggedFiles.inner(file)
      return inner?.pointee.pMethods.pointee.xCheckReservedLock(inner, held) ?? SQLITE_IOERR
    }
    table.xFileControl = { file, operation, argument in
      let inner = LoggedFiles.inner(file)
      return inner?.pointee.pMethods.pointee.xFileControl(inner, operation, argument) ?? SQLITE_NOTFOUND
    }
    table.xSectorSize = { file in
      let inner = LoggedFiles.inner(file)
      return inner?.pointee.pMethods.pointee.xSectorSize(inner) ?? 512
    }
    table.xDeviceCharacteristics = { file in
      let inner = LoggedFiles.inner(file)
      return inner?.pointee.pMethods.pointee.xDeviceCharacteristics(inner) ?? 0
    }
    table.xShmMap = { file, region, size, extend, pointer in
      let inner = LoggedFiles.inner(file)
      return inner?.pointee.pMethods.pointee.xShmMap(inner, region, size, extend, pointer) ?? SQLITE_IOERR
    }
    table.xShmLock = { file, offset, count, flags in
      let inner = LoggedFiles.inner(file)
      return inner?.pointee.pMethods.pointee.xShmLock(inner, offset, count, flags) ?? SQLITE_IOERR
    }
    table.xShmBarrier = { file in
      let inner = LoggedFiles.inner(file)
      inner?.pointee.pMethods.pointee.xShmBarrier(inner)
    }
    table.xShmUnmap = { file, delete in
      let inner = LoggedFiles.inner(file)
      return inner?.pointee.pMethods.pointee.xShmUnmap(inner, delete) ?? SQLITE_OK
    }
    methods.initialize(to: table)
    return UnsafePointer(methods)
  }()
}
