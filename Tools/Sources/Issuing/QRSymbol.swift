import CQREncode

/// A QR symbol (ISO/IEC 18004) of a text, error correction M: what FC1 allows, at most version 18.
public struct QRSymbol: Equatable, Sendable {
  /// 1 to 18.
  public let version: Int
  /// Modules a side: 21 to 89.
  public let size: Int
  /// Row by row from the top left, `size * size` of them. True is dark.
  public let modules: [Bool]

  /// The modules of quiet zone that pictures keep on each side (ISO/IEC 18004, 9.1).
  public static let quietZone = 4
  /// The largest version that a code may have.
  public static let maximumVersion = 18

  /// Throws `QRFault` where `text` does not fit.
  public init(_ text: String) throws(QRFault) {
    guard let symbol = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { throw .doesNotFit }
    defer { QRcode_free(symbol) }
    guard symbol.pointee.version <= CInt(Self.maximumVersion) else { throw .doesNotFit }
    version = Int(symbol.pointee.version)
    size = Int(symbol.pointee.width)
    modules = UnsafeBufferPointer(start: symbol.pointee.data, count: size * size).map { $0 & 1 == 1 }
  }

  /// Whether the module at a place is dark. Outside the symbol all is light.
  public func isDark(row: Int, column: Int) -> Bool {
    guard (0..<size).contains(row), (0..<size).contains(column) else { return false }
    return modules[row * size + column]
  }
}

/// Why a text has no symbol.
public enum QRFault: Error, Equatable, Sendable, CustomStringConvertible {
  /// Empty, with a NUL, or more than version 18 holds at error correction M: 560 bytes.
  case doesNotFit

  public var description: String { "the text does not fit in a QR symbol of version 18, error correction M" }
}
