import Foundation

/// What a path is, for whoever wants to write an image there.
public enum FlashPlace: Equatable, Sendable {
  /// A disk by its name among the kernel's devices, links followed.
  case disk(String)
  /// A regular file, or nothing yet.
  case file

  public init(_ path: String) throws {
    var status = stat()
    guard stat(path, &status) == 0 else {
      // A slip of the pen must not leave a file where devices are.
      guard errno == ENOENT, !path.hasPrefix("/dev/") else {
        throw BoardFault("\(path): \(String(cString: strerror(errno)))")
      }
      self = .file
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFBLK: self = .disk(URL(fileURLWithPath: path).resolvingSymlinksInPath().lastPathComponent)
    case S_IFREG: self = .file
    default: throw BoardFault("\(path) is neither a disk nor a file")
    }
  }
}
