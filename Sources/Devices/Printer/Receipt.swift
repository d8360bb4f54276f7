/// How a line of a receipt looks.
public struct PrintStyle: Equatable, Sendable {
  public var alignment: PrintAlignment
  public var isBold: Bool
  /// Twice as wide and twice as high.
  public var isDouble: Bool

  public init(_ alignment: PrintAlignment = .left, isBold: Bool = false, isDouble: Bool = false) {
    self.alignment = alignment
    self.isBold = isBold
    self.isDouble = isDouble
  }

  public static let plain = PrintStyle()
}

/// One piece of a receipt, from the top.
public enum PrintElement: Equatable, Sendable {
  /// A paragraph, wrapped to the paper.
  case text(String, PrintStyle)
  /// A name at the left edge and a value at the right one, as for amounts.
  case pair(String, String, isBold: Bool)
  /// A line across the paper.
  case rule
  /// Empty lines.
  case feed(UInt8)
  case cut
}

/// The two rolls in use, by how many half-width characters a line has in the printer's ordinary font.
public enum PaperWidth: Int, Sendable {
  case millimetres58 = 32
  case millimetres80 = 48

  public var columns: Int { rawValue }
}

/// From a receipt to what the printer is sent.
public struct ReceiptEncoder {
  private let paper: PaperWidth
  private let codec: TextCodec

  public init(paper: PaperWidth, codec: TextCodec) {
    self.paper = paper
    self.codec = codec
  }

  /// A whole job: it begins by initialising the printer, so that it looks the same whatever came before.
  public func encode(_ receipt: [PrintElement]) -> [UInt8] {
    var bytes = ESCPOS.initialise + ESCPOS.chinese
    var style = PrintStyle.plain
    for element in receipt {
      switch element {
      case .text(let text, let wanted):
        change(&style, to: wanted, in: &bytes)
        let columns = wanted.isDouble ? paper.columns / 2 : paper.columns
        for line in TextWidth.wrap(text, columns: columns) { append(line, to: &bytes) }
      case .pair(let left, let right, let isBold):
        change(&style, to: PrintStyle(.left, isBold: isBold), in: &bytes)
        for line in Self.pair(left, right, columns: paper.columns) { append(line, to: &bytes) }
      case .rule:
        change(&style, to: .plain, in: &bytes)
        append(String(repeating: "-", count: paper.columns), to: &bytes)
      case .feed(let lines): bytes += ESCPOS.feed(lines: lines)
      case .cut: bytes += ESCPOS.cut
      }
    }
    return bytes
  }

  /// `left` and `right` at the two edges of lines of `columns` columns, at least one apart; on one line if they fit, else
  /// `left` is wrapped, and `right` stands in its last line or under it.
  public static func pair(_ left: String, _ right: String, columns: Int) -> [String] {
    var lines = TextWidth.wrap(left, columns: columns)
    for value in TextWidth.wrap(right, columns: columns) {
      let width = TextWidth.columns(of: value)
      let last = lines[lines.count - 1]
      let used = TextWidth.columns(of: last)
      // Only the first line of the value may join the name.
      if used + 1 + width <= columns, value == right {
        lines[lines.count - 1] = last + spaces(columns - used - width) + value
      } else {
        lines.append(spaces(columns - width) + value)
      }
    }
    return lines
  }

  private static func spaces(_ count: Int) -> String {
    String(repeating: " ", count: count)
  }

  private func append(_ line: String, to bytes: inout [UInt8]) {
    bytes += codec.encode(line, in: .gb18030)
    bytes.append(ESCPOS.lineFeed)
  }

  private func change(_ style: inout PrintStyle, to wanted: PrintStyle, in bytes: inout [UInt8]) {
    if wanted.alignment != style.alignment { bytes += ESCPOS.justify(wanted.alignment) }
    if wanted.isBold != style.isBold { bytes += ESCPOS.embolden(wanted.isBold) }
    if wanted.isDouble != style.isDouble { bytes += ESCPOS.enlarge(wanted.isDouble) }
    style = wanted
  }
}
