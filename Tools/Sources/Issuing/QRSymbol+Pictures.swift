extension QRSymbol {
  /// The symbol with its quiet zone as an SVG picture, `scale` units a module. One path, black on white.
  public func svg(scale: Int = 8) -> String {
    precondition((1...Self.maximumScale).contains(scale), "a module is 1 to \(Self.maximumScale) units")
    let side = size + 2 * Self.quietZone
    var path = ""
    for row in 0..<size {
      for column in 0..<size where isDark(row: row, column: column) {
        path += "M\(column + Self.quietZone) \(row + Self.quietZone)h1v1h-1z"
      }
    }
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(side * scale)" height="\(side * scale)" \
      viewBox="0 0 \(side) \(side)" shape-rendering="crispEdges">\
      <path fill="#fff" d="M0 0h\(side)v\(side)h-\(side)z"/><path d="\(path)"/></svg>

      """
  }

  /// The symbol with its quiet zone as a PNG picture, `scale` pixels a module.
  public func png(scale: Int = 8) -> [UInt8] {
    precondition((1...Self.maximumScale).contains(scale), "a module is 1 to \(Self.maximumScale) pixels")
    let side = (size + 2 * Self.quietZone) * scale
    return PNG.encode(width: side, height: side) { row, column in
      !isDark(row: row / scale - Self.quietZone, column: column / scale - Self.quietZone)
    }
  }

  /// Pixels of a module; a picture of the largest symbol then has 3,104 a side.
  public static let maximumScale = 32
}
