/// The keys of the counter's keypad, row by row:
/// `1 2 3 cancel` / `4 5 6 backspace` / `7 8 9 category` / `. 0 language enter`.
public enum Key: UInt8, CaseIterable, Sendable {
  case digit0, digit1, digit2, digit3, digit4, digit5, digit6, digit7, digit8, digit9
  case point
  /// 中/EN
  case language
  /// 取消
  case cancel
  /// 退格
  case backspace
  /// 类别: the next category, or on the shares screen the next tender; when idle the menu.
  case category
  /// 确认
  case enter

  /// 0 to 9, or nil for the other keys.
  public var digit: UInt8? {
    rawValue <= Key.digit9.rawValue ? rawValue : nil
  }
}
