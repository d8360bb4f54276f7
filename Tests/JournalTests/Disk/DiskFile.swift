import CSQLite
import Foundation

/// What SQLite keeps of an open file of a `Disk`: first its methods, as SQLite wants it, then whose it is.
struct DiskFileHeader {
  var base: sqlite3_file
  var file: Unmanaged<DiskFile>
}

/// An open file of a `Disk`.
final class DiskFile {
  let disk: Disk
  let name: String
  /// The same file, as the system opened it.
  let system: UnsafeMutablePointer<sqlite3_file>
  /// Whether its name is not on the disk for good yet. The system flushes the folder with a new log's first flush.
  private var isNew = false

  private init(_ name: String, on disk: Disk) {
    self.name = name
    self.disk = disk
    let memory = UnsafeMutableRawPointer.allocate(byteCount: Int(DiskLayer.system.pointee.szOsFile), alignment: 16)
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: Int(DiskLayer.system.pointee.szOsFile))
    system = memory.assumingMemoryBound(to: sqlite3_file.self)
  }

  deinit { UnsafeMutableRawPointer(system).deallocate() }

  static func open(
    _ path: UnsafePointer<CChar>, on disk: Disk, _ memory: UnsafeMutablePointer<sqlite3_file>, _ flags: Int32,
    _ outFlags: UnsafeMutablePointer<Int32>?
  ) -> Int32 {
    memory.pointee.pMethods = nil
    let isNew = access(path, F_OK) != 0
    var flags = flags
    if disk.refusal(of: .open) != nil {
      // The system's way asks again, for reading only: a request of its own.
      guard flags & SQLITE_OPEN_READWRITE != 0, !isNew, disk.refusal(of: .open) == nil else { return SQLITE_CANTOPEN }
      flags = flags & ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) | SQLITE_OPEN_READONLY
    }
    let file = DiskFile(name(path), on: disk)
    let code = DiskLayer.system.pointee.xOpen(DiskLayer.system, path, file.system, flags, outFlags)
    guard code == SQLITE_OK else { return code }
    if isNew {
      file.isNew = flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL) != 0
      disk.note(.created(file: file.name))
    }
    UnsafeMutableRawPointer(memory).initializeMemory(
      as: DiskFileHeader.self,
      to: DiskFileHeader(base: sqlite3_file(pMethods: DiskFileMethods.shared), file: .passRetained(file)))
    return SQLITE_OK
  }

  static func of(_ memory: UnsafeMutablePointer<sqlite3_file>?) -> DiskFile {
    guard let memory else { fatalError("SQLite asks for no file") }
    return UnsafeMutableRawPointer(memory).assumingMemoryBound(to: DiskFileHeader.self).pointee.file
      .takeUnretainedValue()
  }

  static func name(_ path: UnsafePointer<CChar>) -> String {
    String(cString: path).split(separator: "/").last.map(String.init) ?? ""
  }

  func close() -> Int32 {
    let code = system.pointee.pMethods.pointee.xClose(system)
    Unmanaged.passUnretained(self).release()
    return code
  }

  func read(_ buffer: UnsafeMutableRawPointer?, _ count: Int32, _ offset: sqlite3_int64) -> Int32 {
    guard disk.refusal(of: .read) == nil else {
      // As the system's way has it, SQLITE_IOERR_CORRUPTFS, of which SQLite makes a file that is corrupt.
      errno = EIO
      return SQLITE_IOERR | (33 << 8)
    }
    return system.pointee.pMethods.pointee.xRead(system, buffer, count, offset)
  }

  func write(_ bytes: UnsafeRawPointer?, _ count: Int32, _ offset: sqlite3_int64) -> Int32 {
    let refusal = disk.refusal(of: .write)
    let count = refusal == nil ? count : count / 2
    if count > 0 {
      let code = system.pointee.pMethods.pointee.xWrite(system, bytes, count, offset)
      guard code == SQLITE_OK else { return code }
      let written = [UInt8](UnsafeRawBufferPointer(start: bytes, count: Int(count)))
      disk.note(.written(file: name, offset: Int(offset), bytes: written))
    }
    switch refusal {
    case nil: return SQLITE_OK
    case .full: return SQLITE_FULL
    case .broken: return SQLITE_IOERR | (3 << 8)
    }
  }

  func truncate(_ size: sqlite3_int64) -> Int32 {
    guard disk.refusal(of: .truncate) == nil else { return SQLITE_IOERR | (6 << 8) }
    let code = system.pointee.pMethods.pointee.xTruncate(system, size)
    if code == SQLITE_OK { disk.note(.truncated(file: name, size: Int(size))) }
    return code
  }

  /// Nothing is flushed: that is what makes a test of thousands of cuts a matter of seconds.
  func flush() -> Int32 {
    guard let refusal = disk.refusal(of: .flush) else {
      disk.note(.flushed(file: name, folder: isNew))
      isNew = false
      return SQLITE_OK
    }
    errno = refusal == .full ? ENOSPC : EIO
    return SQLITE_IOERR | (4 << 8)
  }

  func map(
    _ region: Int32, _ size: Int32, _ extends: Int32, _ address: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
  ) -> Int32 {
    if let refusal = disk.refusal(of: .map) {
      errno = refusal == .full ? ENOSPC : EIO
      return SQLITE_IOERR | (19 << 8)
    }
    return system.pointee.pMethods.pointee.xShmMap(system, region, size, extends, address)
  }
}
