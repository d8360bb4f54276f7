import Foundation

/// A folder of its own for one test.
final class Folder {
  let path = FileManager.default.temporaryDirectory.appending(path: "keys-" + UUID().uuidString).path

  init() {
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  func path(_ name: String) -> String { path + "/" + name }

  /// Writes a private file.
  func put(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: URL(filePath: path(name)))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path(name))
  }

  func text(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }
  func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }
  func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path(name)) }

  func mode(_ name: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path(name))[.posixPermissions] as? Int
  }
}

/// Secrets of boards.
enum Secrets {
  static let one = String(repeating: "0123456789abcdef", count: 4)
  static let other = String(repeating: "123456789abcdef0", count: 4) + "\n"

  /// What is no secret: nothing, too little, fuses that nobody wrote, or that were written in part.
  static let none = [
    "", "01234567", one.uppercased(), one + "0", "x" + one.dropFirst(), String(repeating: "0", count: 64),
    String(repeating: "f", count: 64), String(one.dropLast(8)) + "00000000", "dabadaba" + one.dropFirst(8),
    one + one + one,
  ]
}
