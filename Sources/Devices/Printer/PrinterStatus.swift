/// What the printer answered to a status query.
public struct PrinterStatus: OptionSet, Equatable, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  public static let paperOut = PrinterStatus(rawValue: 1)
  public static let coverOpen = PrinterStatus(rawValue: 2)
  /// A cutter or head error.
  public static let error = PrinterStatus(rawValue: 4)
  /// The roll is near its end; printing goes on.
  public static let paperLow = PrinterStatus(rawValue: 8)

  /// The first thing that a person must do something about before a receipt can be printed.
  var trouble: PrinterTrouble? {
    if contains(.coverOpen) { return .coverOpen }
    if contains(.paperOut) { return .paperOut }
    return contains(.error) ? .error : nil
  }
}

/// Why receipts wait.
public enum PrinterTrouble: Equatable, Sendable {
  case paperOut
  case coverOpen
  case error
  /// It takes no bytes: switched off, or off line by its own button.
  case blocked
  /// It used to answer, and does not now.
  case notAnswering
  /// Its port has gone.
  case vanished
}

/// Collects the two answer bytes of `ESCPOS.statusQuery`.
struct StatusAnswers: Sendable {
  private var offLine: UInt8?

  /// Takes a byte from the printer and returns the status once both answers are there. Bytes that are no answers, such as
  /// XON and XOFF, are skipped: in an answer bits 0 and 7 are 0 and bits 1 and 4 are 1.
  mutating func take(_ byte: UInt8) -> PrinterStatus? {
    guard byte & 0b1001_0011 == 0b0001_0010 else { return nil }
    guard let offLine else {
      self.offLine = byte
      return nil
    }
    self.offLine = nil
    var status: PrinterStatus = []
    if offLine & 0x04 != 0 { status.insert(.coverOpen) }
    if offLine & 0x20 != 0 || byte & 0x60 != 0 { status.insert(.paperOut) }
    if offLine & 0x40 != 0 { status.insert(.error) }
    if byte & 0x0C != 0 { status.insert(.paperLow) }
    return status
  }
}
