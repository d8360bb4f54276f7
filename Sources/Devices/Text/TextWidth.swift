/// How wide text is on a device with a fixed grid: one column for ASCII, two for anything else, since all else is a
/// Chinese full-width character or its two-column substitute.
public enum TextWidth {
  public static func columns(of scalar: Unicode.Scalar) -> Int {
    scalar.value < 0x80 ? 1 : 2
  }

  public static func columns(of text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + columns(of: $1) }
  }

  static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    (0x20...0x7E).contains(scalar.value)
  }

  /// C0, DEL and C1: never text.
  static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
  }

  /// `text` as lines of at most `limit` columns (2 or more), broken at spaces where a line has one, and between any two
  /// Chinese characters. A line feed breaks always. The space at a break is dropped.
  public static func wrap(_ text: String, columns limit: Int) -> [String] {
    precondition(limit >= 2, "a Chinese character needs two columns")
    var lines: [String] = []
    var line: [Unicode.Scalar] = []
    var width = 0
    /// How many scalars of `line` may stand alone if it must be broken now.
    var breakAt = 0

    func string(of scalars: ArraySlice<Unicode.Scalar>) -> String {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars)
      return String(view)
    }

    for scalar in text.unicodeScalars {
      if scalar == "\n" {
        lines.append(string(of: line[...]))
        (line, width, breakAt) = ([], 0, 0)
        continue
      }
      let added = columns(of: scalar)
      if added == 2 || scalar == " " { breakAt = line.count }
      if width + added > limit {
        let end = breakAt > 0 ? breakAt : line.count
        lines.append(string(of: line[..<end]))
        line.removeFirst(end)
        if line.first == " " { line.removeFirst() }
        width = line.reduce(0) { $0 + columns(of: $1) }
        breakAt = 0
        if scalar == " " && line.isEmpty { continue }
      }
      line.append(scalar)
      width += added
      if added == 2 { breakAt = line.count }
    }
    if !line.isEmpty || lines.isEmpty { lines.append(string(of: line[...])) }
    return lines
  }
}
