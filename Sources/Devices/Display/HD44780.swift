// Hitachi HD44780U (LCD-II), data sheet ADE-207-272(Z).

extension DisplayProfile {
  /// A 20x4 module: the controller's two lines of 40 columns, each folded in two, so that line 3 continues line 1.
  ///
  /// - Table 6: an instruction takes 37 us, a data byte 37 us + 4 us, clear and home 1.52 ms, all at 270 kHz. "AC
  ///   characteristics" allows the oscillator down to 190 kHz: 59 us and 2.16 ms.
  /// - Figure 24, initialising by instruction, 4-bit interface: more than 40 ms after 2.7 V (15 ms after 4.5 V), 3,
  ///   more than 4.1 ms, 3, more than 100 us, 3, then 2; it does so from any state the controller may be in.
  static let hd44780 = DisplayProfile(
    columns: 20,
    columnsPerAddress: 1,
    lineAddresses: [0x80, 0x80 + 0x40, 0x80 + 0x14, 0x80 + 0x54],
    executionMicroseconds: 60,
    powerOnMicroseconds: 50_000,
    initialisation: [
      .nibble(0x3, wait: 5_000),
      .nibble(0x3, wait: 200),
      .nibble(0x3, wait: 200),
      .nibble(0x2, wait: 200),
      .instruction(0x28, wait: 200),  // function set: 4-bit, two lines, 5x8 dots
      .instruction(0x08, wait: 200),  // display off
      .instruction(0x01, wait: 5_000),  // clear
      .instruction(0x06, wait: 200),  // entry mode: address rises, no shift
      .instruction(0x0C, wait: 200),  // display on, no cursor, no blink
    ])
}

/// Text as the cells of an HD44780 with character ROM A00 (Table 4): ASCII, but ¥, → and ← in the places of \, ~ and
/// DEL.
enum HD44780Text {
  /// `text` as exactly `columns` bytes; what the ROM has no picture of is `?`, what does not fit is left out.
  static func cells(of text: String, columns: Int) -> [UInt8] {
    var cells = text.unicodeScalars.prefix(columns).map(cell)
    while cells.count < columns { cells.append(UInt8(ascii: " ")) }
    return cells
  }

  private static func cell(of scalar: Unicode.Scalar) -> UInt8 {
    switch scalar {
    case "\u{A5}", "\u{FFE5}": 0x5C
    case "→": 0x7E
    case "←": 0x7F
    case "\\", "~": UInt8(ascii: "?")
    default: TextWidth.isPrintable(scalar) ? UInt8(scalar.value) : UInt8(ascii: "?")
    }
  }

  /// The character of a cell, nil where ROM A00 has none that the driver uses.
  static func scalar(of cell: UInt8) -> Unicode.Scalar? {
    switch cell {
    case 0x5C: "\u{A5}"
    case 0x7E: "→"
    case 0x7F: "←"
    case 0x20...0x7D: Unicode.Scalar(cell)
    default: nil
    }
  }
}
