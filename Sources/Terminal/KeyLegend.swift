import Counter
import Devices

extension Key {
  /// The keys as they are printed on the keypad, row by row.
  private static let legend: [Key] = [
    .digit1, .digit2, .digit3, .cancel,
    .digit4, .digit5, .digit6, .backspace,
    .digit7, .digit8, .digit9, .category,
    .point, .digit0, .language, .enter,
  ]

  /// The key at a place of the keypad.
  public init(_ position: KeyPosition) {
    self = Key.legend[position.index]
  }
}
