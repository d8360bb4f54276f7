public import Foundation

/// The image of a board, and what lies beside it: where they are once they were made.
public struct BoardImage: Sendable {
  /// Where everything is.
  public let folder: URL
  private let name: String

  public init(of board: String, in folders: Folders) {
    folder = folders.output(of: board)
    name = board
  }

  /// The card, byte for byte.
  public var card: URL { folder.appendingPathComponent(name + ".img") }
  /// Which of its blocks hold something.
  public var map: URL { folder.appendingPathComponent(name + ".bmap") }
  /// What is in it.
  public var contents: URL { folder.appendingPathComponent("contents.txt") }
  /// The licences of what is in it.
  public var licences: URL { folder.appendingPathComponent("licences") }
  /// The device tree that is in it.
  public var deviceTree: URL { folder.appendingPathComponent("board.dtb") }
  /// What it was made from.
  var stamp: URL { folder.appendingPathComponent("stamp") }
}
