import CSQLite
import Glibc

/// SQLite's way to the disk, by way of `Disk`: the default VFS of this process once it is installed.
///
/// A file of no `Disk` is the system's own from its opening on, as if this were not here.
enum DiskLayer {
  /// The system's own way.
  nonisolated(unsafe) static let system: UnsafeMutablePointer<sqlite3_vfs> = {
    guard let system = sqlite3_vfs_find(nil) else { fatalError("SQLite knows no disk") }
    return system
  }()

  static func install() { _ = installed }

  private static let installed: Bool = {
    let layer = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
    // What is not replaced here asks the system with its own data, which comes along.
    layer.initialize(to: system.pointee)
    layer.pointee.zName = UnsafePointer(strdup("test-disk"))
    layer.pointee.szOsFile = max(system.pointee.szOsFile, Int32(MemoryLayout<DiskFileHeader>.size))
    layer.pointee.xOpen = { _, name, file, flags, outFlags in
      guard let name, let file, let disk = Disk.of(path: String(cString: name)) else {
        return DiskLayer.system.pointee.xOpen(DiskLayer.system, name, file, flags, outFlags)
      }
      return DiskFile.open(name, on: disk, file, flags, outFlags)
    }
    layer.pointee.xDelete = { _, name, flushesFolder in
      guard let name, let disk = Disk.of(path: String(cString: name)) else {
        return DiskLayer.system.pointee.xDelete(DiskLayer.system, name, flushesFolder)
      }
      guard disk.refusal(of: .delete) == nil else { return SQLITE_IOERR | (10 << 8) }
      let code = DiskLayer.system.pointee.xDelete(DiskLayer.system, name, 0)
      if code == SQLITE_OK { disk.note(.deleted(file: DiskFile.name(name), folder: flushesFolder != 0)) }
      return code
    }
    return sqlite3_vfs_register(layer, 1) == SQLITE_OK
  }()
}
