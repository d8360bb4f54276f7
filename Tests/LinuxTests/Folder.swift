import Foundation

/// A folder of one test, removed with it.
final class Folder {
  let path: String

  init() {
    var template = Array("/tmp/acceptd.XXXXXX".utf8CString)
    path = String(cString: mkdtemp(&template))
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  func file(_ name: String) -> String { path + "/" + name }

  func mode(_ name: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: file(name))
    return try (attributes[.posixPermissions] as? Int) ?? { throw CocoaError(.fileReadUnknown) }()
  }
}
