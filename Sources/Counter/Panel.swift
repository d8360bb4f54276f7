/// A display, as far as wording must know it: four lines of a fixed number of columns.
public enum Panel: UInt8, CaseIterable, Sendable {
  /// 16 half-width columns; a Chinese character takes two and begins at an even one (ST7920).
  case chinese16
  /// 20 columns of ASCII (HD44780).
  case ascii20

  public static let rows = 4

  public var columns: Int {
    switch self {
    case .chinese16: 16
    case .ascii20: 20
    }
  }

  /// The language shown when a clerk has chosen `chosen`.
  func language(for chosen: Language) -> Language {
    switch self {
    case .chinese16: chosen
    case .ascii20: .english
    }
  }
}
