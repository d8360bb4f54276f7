import Foundation

/// The wiring of a board as a picture: its pads on the left, the parts on the right, a wire in each row.
struct WiringPicture {
  private static let row = 24
  private static let top = 72
  private static let gap = 14
  private static let colours = [
    "Keypad": "#1f6feb", "Display": "#8250df", "Signals": "#bf8700", "Case": "#cf222e", "Scanner": "#1a7f37",
    "Printer": "#0a7ea4", "Serial console": "#57606a", "Spare port": "#8c959f",
  ]

  let board: BoardDescription

  /// The picture, as SVG.
  var text: String {
    var parts: [(name: String, wires: [Wire])] = []
    for wire in board.wires {
      if parts.last?.name == wire.part {
        parts[parts.count - 1].wires.append(wire)
      } else {
        parts.append((wire.part, [wire]))
      }
    }
    let height = Self.top + parts.reduce(0) { $0 + $1.wires.count * Self.row + Self.gap } + 16
    var text = """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 860 \(height)" font-family="sans-serif" font-size="13">
      <rect width="860" height="\(height)" fill="#ffffff"/>
      <text x="20" y="30" font-size="16" font-weight="bold">\(escaped(board.title))</text>
      <text x="20" y="50" fill="#57606a">pads of the board</text>
      <text x="520" y="50" fill="#57606a">parts of the terminal</text>
      <rect x="20" y="\(Self.top - 10)" width="250" height="\(height - Self.top)" rx="6" fill="#f6f8fa" stroke="#57606a"/>

      """
    var y = Self.top
    for part in parts {
      let colour = Self.colours[part.name] ?? "#000000"
      let box = part.wires.count * Self.row
      text +=
        "<rect x=\"520\" y=\"\(y - 4)\" width=\"320\" height=\"\(box)\" rx=\"6\" fill=\"#f6f8fa\" stroke=\"\(colour)\"/>\n"
      text +=
        "<text x=\"830\" y=\"\(y + 13)\" text-anchor=\"end\" font-weight=\"bold\" fill=\"\(colour)\">\(escaped(part.name))</text>\n"
      for wire in part.wires {
        let middle = y + 8
        text += "<path d=\"M270 \(middle)H520\" stroke=\"\(colour)\" stroke-width=\"2\"/>\n"
        text += "<text x=\"258\" y=\"\(middle + 5)\" text-anchor=\"end\">\(escaped(wire.pad))</text>\n"
        text +=
          "<text x=\"395\" y=\"\(middle - 4)\" text-anchor=\"middle\" font-size=\"10\" fill=\"#57606a\">\(escaped(wire.place))</text>\n"
        text += "<text x=\"532\" y=\"\(middle + 5)\">\(escaped(wire.end))</text>\n"
        y += Self.row
      }
      y += Self.gap
    }
    return text + "</svg>\n"
  }

  private func escaped(_ text: String) -> String {
    text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
  }
}
