public import Foundation

/// Where things are in a checked-out repository.
public struct Folders: Sendable {
  /// The folder that holds `Boards` and `Tools`.
  public let root: URL

  public init(root: URL) {
    self.root = root
  }

  /// The repository that a program of its Tools package was built in.
  public static func around(program: URL) -> Folders? {
    var folder = program.resolvingSymlinksInPath()
    while folder.path != "/" {
      folder = folder.deletingLastPathComponent()
      let names = [folder.appendingPathComponent("Boards").path, folder.appendingPathComponent("Tools/board").path]
      if names.allSatisfy(FileManager.default.fileExists) { return Folders(root: folder) }
    }
    return nil
  }

  public var boards: URL { root.appendingPathComponent("Boards") }
  public func tool(_ name: String) -> URL { root.appendingPathComponent("Tools").appendingPathComponent(name) }
  /// What is made for a board.
  public func output(of board: String) -> URL {
    root.appendingPathComponent(".build-image").appendingPathComponent(board)
  }
  /// What is kept from image to image.
  var cache: URL { root.appendingPathComponent(".build-image/cache") }
  func packages(_ architecture: BoardDescription.Architecture) -> URL {
    root.appendingPathComponent(".build-packages").appendingPathComponent(architecture.rawValue)
  }

  /// The description of the board of this name, or what boards there are.
  public func board(_ name: String) throws -> BoardDescription {
    let folder = boards.appendingPathComponent(name)
    guard !name.contains("/"), FileManager.default.fileExists(atPath: folder.appendingPathComponent("board.yaml").path)
    else {
      throw BoardFault("there is no board '\(name)'; there are \(try names().joined(separator: ", "))")
    }
    return try BoardDescription(folder: folder)
  }

  /// The names of all boards.
  public func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: boards.path).sorted().filter {
      FileManager.default.fileExists(
        atPath: boards.appendingPathComponent($0).appendingPathComponent("board.yaml").path)
    }
  }
}
