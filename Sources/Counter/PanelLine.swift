/// One line of a panel under construction: it knows at which column the next character goes.
///
/// ASCII takes one column, everything else two, beginning at an even one: the ST7920's text memory holds two columns in a
/// word, and a Chinese character fills a word. Where one would begin at an odd column a blank comes before it.
struct PanelLine {
  private(set) var text = String.UnicodeScalarView()
  private(set) var column = 0
  let columns: Int

  /// Stands where text was cut off. In both panels' character sets, unlike an ellipsis or a tilde.
  static let cutMark: Unicode.Scalar = "+"

  init(columns: Int) {
    self.columns = columns
  }

  var string: String { String(text) }

  /// Columns that `text` takes when it begins at `column`.
  static func width(of text: String, from column: Int = 0) -> Int {
    text.unicodeScalars.reduce(column) { advance(past: $1, from: $0) } - column
  }

  private static func width(of scalar: Unicode.Scalar) -> Int {
    scalar.isASCII ? 1 : 2
  }

  /// The column after `scalar` when the column before it was `column`.
  private static func advance(past scalar: Unicode.Scalar, from column: Int) -> Int {
    width(of: scalar) == 1 ? column + 1 : column + column % 2 + 2
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    let end = Self.advance(past: scalar, from: column)
    blank(to: end - Self.width(of: scalar))
    text.append(scalar)
    column = end
  }

  private mutating func blank(to target: Int) {
    while column < target {
      text.append(" ")
      column += 1
    }
  }

  /// `text` from the left edge, cut where the line ends with a mark that says so.
  static func left(_ text: String, columns: Int) -> PanelLine {
    var line = PanelLine(columns: columns)
    let isWhole = width(of: text) <= columns
    for scalar in text.unicodeScalars {
      let room = isWhole ? columns : columns - 1
      guard advance(past: scalar, from: line.column) <= room else { break }
      line.append(scalar)
    }
    if !isWhole { line.append(cutMark) }
    return line
  }

  /// `left` at the left edge and `right` as far to the right as it goes; nil when they do not fit with a blank between.
  static func pair(_ left: String, _ right: String, columns: Int) -> PanelLine? {
    let used = width(of: left)
    let start = start(of: right, columns: columns)
    guard used == 0 ? start >= 0 : start > used else { return nil }
    return pair(left, right, startingAt: start, columns: columns)
  }

  /// The same, with `left` cut to what room there is; nil where there is none for two characters of it.
  static func pair(cutting left: String, _ right: String, columns: Int) -> PanelLine? {
    let start = start(of: right, columns: columns)
    guard start > 4 else { return nil }
    return pair(PanelLine.left(left, columns: start - 1).string, right, startingAt: start, columns: columns)
  }

  private static func pair(_ left: String, _ right: String, startingAt start: Int, columns: Int) -> PanelLine {
    var line = PanelLine.left(left, columns: columns)
    line.blank(to: start)
    for scalar in right.unicodeScalars { line.append(scalar) }
    return line
  }

  /// Where a text begins that goes as far to the right as it can; below zero where it does not fit. That decides whether a blank
  /// comes before its wide characters, so it is sought.
  private static func start(of right: String, columns: Int) -> Int {
    var start = columns - right.unicodeScalars.reduce(0) { $0 + width(of: $1) }
    while start >= 0, start + width(of: right, from: start) > columns { start -= 1 }
    return start
  }
}
