import Foundation

/// Files that only their owner may read.
public enum PrivateFile {
  /// Writes a new file with mode 0600. It never has another mode, and never replaces a file: throws `FileFault.exists`.
  public static func create(_ path: String, _ bytes: [UInt8]) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw errno == EEXIST ? FileFault.exists(path: path) : FileFault.unwritable(path: path, reason: lastError())
    }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    do {
      try file.write(contentsOf: Data(bytes))
      try file.synchronize()
    } catch {
      throw FileFault.unwritable(path: path, reason: error.localizedDescription)
    }
  }

  /// Reads a file that others may not read: throws `FileFault.exposed` where its mode lets group or others at it.
  public static func read(_ path: String) throws -> [UInt8] {
    var status = stat()
    guard stat(path, &status) == 0 else { throw FileFault.unreadable(path: path, reason: lastError()) }
    guard status.st_mode & 0o077 == 0 else { throw FileFault.exposed(path: path) }
    return try PublicFile.read(path)
  }

  private static func lastError() -> String {
    String(cString: strerror(errno))
  }
}

/// Files that anyone may read.
public enum PublicFile {
  public static func read(_ path: String) throws -> [UInt8] {
    guard access(path, R_OK) == 0 else {
      throw FileFault.unreadable(path: path, reason: String(cString: strerror(errno)))
    }
    do {
      return try [UInt8](Data(contentsOf: URL(filePath: path)))
    } catch {
      throw FileFault.unreadable(path: path, reason: reason(error))
    }
  }

  /// Writes a file whole: another reader sees the old one or the new one.
  public static func write(_ path: String, _ bytes: [UInt8]) throws {
    do {
      try Data(bytes).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw FileFault.unwritable(path: path, reason: reason(error))
    }
  }

  private static func reason(_ error: any Error) -> String {
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    return (underlying ?? (error as NSError)).localizedDescription
  }
}

/// Why a file could not be used.
public enum FileFault: Error, Equatable, CustomStringConvertible {
  case unreadable(path: String, reason: String)
  case unwritable(path: String, reason: String)
  /// A private file that others may read.
  case exposed(path: String)
  /// A private file that would have to be replaced.
  case exists(path: String)
  /// Not an unencrypted PKCS#8 PEM of a P-256 or SM2 key.
  case notAPrivateKey(path: String)
  /// A public key where a private one is needed.
  case publicKeyGiven(path: String)
  /// Not a line such as `ES256 02ab…`.
  case notAPublicKey(path: String)

  public var description: String {
    switch self {
    case .unreadable(let path, let reason): "cannot read \(path): \(reason)"
    case .unwritable(let path, let reason): "cannot write \(path): \(reason)"
    case .exposed(let path): "others may read \(path): make it private with chmod 600"
    case .exists(let path): "\(path) exists already and is not replaced"
    case .notAPrivateKey(let path): "\(path) is not an unencrypted PKCS#8 PEM of a P-256 or SM2 key"
    case .publicKeyGiven(let path): "\(path) is a public key; the private one is needed, a .key file"
    case .notAPublicKey(let path): "\(path) is not a public key, one line such as: ES256 02ab…"
    }
  }
}
