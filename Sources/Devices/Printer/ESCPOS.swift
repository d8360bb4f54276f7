/// The ESC/POS commands that the terminal uses, named as in Epson's command reference.
enum ESCPOS {
  static let escape: UInt8 = 0x1B
  static let groupSeparator: UInt8 = 0x1D
  static let fileSeparator: UInt8 = 0x1C
  static let dataLinkEscape: UInt8 = 0x10
  static let endOfTransmission: UInt8 = 0x04
  static let lineFeed: UInt8 = 0x0A

  /// ESC @: everything as after power-on; drops a line half sent.
  static let initialise: [UInt8] = [escape, 0x40]
  /// FS &: bytes from 80 on are Chinese characters.
  static let chinese: [UInt8] = [fileSeparator, 0x26]

  /// ESC a n
  static func justify(_ alignment: PrintAlignment) -> [UInt8] { [escape, 0x61, alignment.rawValue] }
  /// ESC E n
  static func embolden(_ isOn: Bool) -> [UInt8] { [escape, 0x45, isOn ? 1 : 0] }
  /// GS ! n, and FS ! n for printers whose GS ! leaves Chinese characters alone; where both apply the last one counts.
  static func enlarge(_ isOn: Bool) -> [UInt8] {
    [groupSeparator, 0x21, isOn ? 0x11 : 0, fileSeparator, 0x21, isOn ? 0x0C : 0]
  }
  /// ESC d n: prints what is waiting and feeds n lines.
  static func feed(lines: UInt8) -> [UInt8] { [escape, 0x64, lines] }
  /// GS V 66 0: feeds to the cutter and cuts, leaving one point.
  static let cut: [UInt8] = [groupSeparator, 0x56, 0x42, 0x00]

  /// Nothing, by itself; ends any command of this list that broke off, so that what follows is not taken for its
  /// parameters.
  static let synchronise: [UInt8] = [0, 0, 0, 0]

  /// DLE EOT 2 and DLE EOT 4: why the printer is off line, and the paper. Answered at once, whatever is in the buffer,
  /// one byte each, in this order.
  static let statusQuery: [UInt8] = [
    dataLinkEscape, endOfTransmission, 2,
    dataLinkEscape, endOfTransmission, 4,
  ]
}

/// Where on its line text stands. The raw value is the n of ESC a.
public enum PrintAlignment: UInt8, Sendable {
  case left = 0
  case centre = 1
  case right = 2
}
