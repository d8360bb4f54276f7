import Foundation

/// The repository that the tests stand in.
enum Repository {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Every folder of Boards.
  static let boards: [URL] = {
    let folder = root.appendingPathComponent("Boards")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().map { folder.appendingPathComponent($0) }.filter {
      FileManager.default.fileExists(atPath: $0.appendingPathComponent("board.yaml").path)
    }
  }()

  static func board(_ name: String) -> URL { root.appendingPathComponent("Boards").appendingPathComponent(name) }
}
