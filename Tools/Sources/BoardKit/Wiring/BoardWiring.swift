public import Foundation

/// What the README of a board shows of its wiring, made from its description.
public struct BoardWiring {
  private let board: BoardDescription

  public init(_ board: BoardDescription) {
    self.board = board
  }

  /// The files as they should be: the README with its table, and the picture.
  public func files() throws -> [(file: URL, text: String)] {
    let readme = board.folder.appendingPathComponent("README.md")
    guard let text = try? String(contentsOf: readme, encoding: .utf8),
      let filled = WiringTable(board: board).filled(text)
    else {
      throw BoardFault(
        "\(readme.path) has no place for the wiring table: lines '\(WiringTable.begin)' and '\(WiringTable.end)'")
    }
    return [(readme, filled), (board.folder.appendingPathComponent("wiring.svg"), WiringPicture(board: board).text)]
  }
}
