import Foundation

/// A lock between processes, by a file that stays.
struct FileLock {
  private let descriptor: Int32

  /// Waits until no other process has it.
  init(_ file: URL) throws {
    descriptor = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0, flock(descriptor, LOCK_EX) == 0 else { throw BoardFault("\(file.path) cannot be locked") }
  }

  func release() { close(descriptor) }
}
