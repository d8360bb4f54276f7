public import Foundation

/// Where an image is written to.
public protocol CardStorage {
  func write(_ data: Data, at offset: Int) throws
  /// Returns when all that was written is where a power cut does not reach it, and forgets what it remembers of it.
  func settle() throws
  func read(_ count: Int, at offset: Int) throws -> Data
}

/// A disk, or a file in its place.
public final class FileStorage: CardStorage {
  private let descriptor: Int32
  private let path: String

  /// Opens a disk for nobody but this process, or a file, which is made where it is missing.
  ///
  /// The kernel itself refuses a disk that is in use.
  public init(_ path: String) throws {
    var status = stat()
    let isDisk = stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFBLK
    descriptor = open(path, O_RDWR | O_CLOEXEC | (isDisk ? O_EXCL : O_CREAT), 0o644)
    self.path = path
    guard descriptor >= 0 else { throw BoardFault("\(path) cannot be opened: \(String(cString: strerror(errno)))") }
  }

  deinit { close(descriptor) }

  public func write(_ data: Data, at offset: Int) throws {
    try data.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let count = pwrite(descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done, off_t(offset + done))
        guard count > 0 || errno == EINTR else { throw fault("written") }
        done += max(count, 0)
      }
    }
  }

  /// Makes a file as long as the card it stands for.
  public func grow(to size: Int) throws {
    guard ftruncate(descriptor, off_t(size)) == 0 else { throw fault("written") }
  }

  public func settle() throws {
    guard fsync(descriptor) == 0 else { throw fault("written") }
    posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED)
  }

  public func read(_ count: Int, at offset: Int) throws -> Data {
    var data = Data(count: count)
    try data.withUnsafeMutableBytes { bytes in
      var done = 0
      while done < count {
        let got = pread(descriptor, bytes.baseAddress?.advanced(by: done), count - done, off_t(offset + done))
        guard got > 0 || (got < 0 && errno == EINTR) else { throw fault("read") }
        done += max(got, 0)
      }
    }
    return data
  }

  private func fault(_ what: String) -> BoardFault {
    BoardFault("\(path) cannot be \(what): \(String(cString: strerror(errno)))")
  }
}
