import CSQLite

/// The methods of a `DiskFile`, in the form in which SQLite calls them.
enum DiskFileMethods {
  /// Version 2: with shared memory, which a log needs, and without mapping the file, which would write past the record.
  nonisolated(unsafe) static let shared: UnsafePointer<sqlite3_io_methods> = {
    let methods = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
    methods.initialize(to: sqlite3_io_methods())
    methods.pointee.iVersion = 2
    methods.pointee.xClose = { DiskFile.of($0).close() }
    methods.pointee.xRead = { DiskFile.of($0).read($1, $2, $3) }
    methods.pointee.xWrite = { DiskFile.of($0).write($1, $2, $3) }
    methods.pointee.xTruncate = { DiskFile.of($0).truncate($1) }
    methods.pointee.xSync = { file, _ in DiskFile.of(file).flush() }
    methods.pointee.xShmMap = { DiskFile.of($0).map($1, $2, $3, $4) }

    // As the system does it.
    methods.pointee.xFileSize = { system($0).pointee.pMethods.pointee.xFileSize(system($0), $1) }
    methods.pointee.xLock = { system($0).pointee.pMethods.pointee.xLock(system($0), $1) }
    methods.pointee.xUnlock = { system($0).pointee.pMethods.pointee.xUnlock(system($0), $1) }
    methods.pointee.xCheckReservedLock = {
      system($0).pointee.pMethods.pointee.xCheckReservedLock(system($0), $1)
    }
    methods.pointee.xFileControl = { system($0).pointee.pMethods.pointee.xFileControl(system($0), $1, $2) }
    methods.pointee.xSectorSize = { system($0).pointee.pMethods.pointee.xSectorSize(system($0)) }
    methods.pointee.xDeviceCharacteristics = {
      system($0).pointee.pMethods.pointee.xDeviceCharacteristics(system($0))
    }
    methods.pointee.xShmLock = { system($0).pointee.pMethods.pointee.xShmLock(system($0), $1, $2, $3) }
    methods.pointee.xShmBarrier = { system($0).pointee.pMethods.pointee.xShmBarrier(system($0)) }
    methods.pointee.xShmUnmap = { system($0).pointee.pMethods.pointee.xShmUnmap(system($0), $1) }
    return UnsafePointer(methods)
  }()

  private static func system(_ file: UnsafeMutablePointer<sqlite3_file>?) -> UnsafeMutablePointer<sqlite3_file> {
    DiskFile.of(file).system
  }
}
