import Codes

/// The supervisor's PIN as it is being keyed. It exists from the first digit to the key that has it looked at.
struct PINEntry: Equatable, Sendable {
  /// How many digits a PIN has.
  static let count = 6...12

  /// The card whose code may be shown instead.
  let card: CardReference?
  private(set) var digits: [UInt8] = []
  /// Where one was wrong.
  private(set) var triesLeft: UInt32?

  init(orCodeOf card: CardReference?) {
    self.card = card
  }

  var isWhole: Bool { PINEntry.count.contains(digits.count) }

  /// Nothing of it.
  var emptied: PINEntry { PINEntry(orCodeOf: card) }

  /// The entry with one more key, or nil where the key does nothing.
  func typing(_ key: Key) -> PINEntry? {
    var next = self
    if key == .backspace {
      guard !digits.isEmpty else { return nil }
      next.digits.removeLast()
    } else {
      guard let digit = key.digit, digits.count < PINEntry.count.upperBound else { return nil }
      next.digits.append(digit)
    }
    return next
  }

  func after(wrongWith triesLeft: UInt32) -> PINEntry {
    var next = emptied
    next.triesLeft = triesLeft
    return next
  }

  var screen: MenuScreen {
    .pin(digits: digits.count, triesLeft: triesLeft, mayShowCode: card != nil)
  }
}
