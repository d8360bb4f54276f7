// Sitronix ST7920, data sheet V4.0 (2008).

extension DisplayProfile {
  /// A 128x64 module: the controller's two lines of 32 columns, each folded in two, so that line 3 continues line 1.
  ///
  /// - Instruction table: each instruction and data byte takes 72 us at 540 kHz. "AC characteristics" allows the
  ///   oscillator down to 470 kHz: 83 us.
  /// - Initialisation, 4-bit flow: more than 40 ms after power, function set twice with more than 100 us after each,
  ///   display control, more than 100 us, clear, more than 10 ms, entry mode.
  /// - The flow presumes a controller fresh from reset. After a restart of the terminal alone it is in 4-bit mode and
  ///   may be half-way through a byte, even through a clear; the three 8-bit function sets bring it from any state to
  ///   one state. "Function set" forbids a change of DL and RE at once, hence the repetition of 20.
  static let st7920 = DisplayProfile(
    columns: 16,
    columnsPerAddress: 2,
    lineAddresses: [0x80, 0x90, 0x88, 0x98],
    executionMicroseconds: 85,
    powerOnMicroseconds: 50_000,
    initialisation: [
      .nibble(0x3, wait: 5_000),
      .nibble(0x3, wait: 200),
      .nibble(0x3, wait: 200),
      .nibble(0x2, wait: 200),
      .instruction(0x20, wait: 200),  // function set: 4-bit, basic instructions
      .instruction(0x20, wait: 200),
      .instruction(0x0C, wait: 200),  // display on, no cursor, no blink
      .instruction(0x01, wait: 15_000),  // clear
      .instruction(0x06, wait: 200),  // entry mode: address rises, no shift
    ])
}

/// Text as the cells of the ST7920.
enum ST7920Text {
  /// `text` as exactly `columns` bytes: ASCII one, a GB 2312 code two, beginning on an even column, where alone the
  /// controller reads one; a space is put before it where it would not. What does not fit is left out.
  static func cells(of text: String, columns: Int, codec: TextCodec) -> [UInt8] {
    var cells: [UInt8] = []
    cells.reserveCapacity(columns)
    for scalar in text.unicodeScalars {
      let code = codec.encode(scalar, in: .gb2312)
      if code.count == 2 && cells.count % 2 == 1 { cells.append(UInt8(ascii: " ")) }
      guard cells.count + code.count <= columns else { break }
      cells += code
    }
    while cells.count < columns { cells.append(UInt8(ascii: " ")) }
    return cells
  }
}
