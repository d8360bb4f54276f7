import Foundation

/// The wiring table of a board's README, between two marks.
struct WiringTable {
  static let begin = "<!-- wiring: made by Tools/board wiring -->"
  static let end = "<!-- end of wiring -->"

  let board: BoardDescription

  /// The table, as Markdown.
  var text: String {
    var text = "| part | its end | pad of the board | in the firmware |\n|---|---|---|---|\n"
    for wire in board.wires {
      text += "| \(wire.part) | \(wire.end) | \(wire.pad) | `\(wire.role)`, \(wire.place) |\n"
    }
    return text
  }

  /// The README with the table in it; nil where it has no place for one.
  func filled(_ readme: String) -> String? {
    guard let begin = readme.range(of: Self.begin),
      let end = readme.range(of: Self.end, range: begin.upperBound..<readme.endIndex)
    else { return nil }
    return readme[..<begin.upperBound] + "\n" + text + readme[end.lowerBound...]
  }
}
