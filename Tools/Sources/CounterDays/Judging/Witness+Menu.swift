import Journal
import Time

/// What the menu shows, against what the journal says.
extension Witness {
  /// The help-desk code that the void of this entry is refused with on that day; nil where it may be voided.
  func refusal(toVoid sequence: UInt64, on day: BusinessDay) -> String? {
    guard sequence > books.forgotten, let made = books.entry(sequence), made.kind == .sale else { return "E81" }
    if BusinessDay(made.at) != day { return "E83" }
    return made.isVoided ? "E82" : nil
  }

  func answeredVoid(of sequence: UInt64, expected: String?) {
    var isRight = false
    switch sight {
    case .toVoid(let found, let total):
      isRight = expected == nil && found == sequence && total == books.entry(found)?.total
    case .refusal(let code): isRight = code == expected
    default: break
    }
    answered(expected: expected ?? "sale \(sequence)", with: sight, isRight: isRight)
  }

  /// The terminal has said that this card is reported lost.
  func told(lossOf serial: UInt64) { books.lost.insert(serial) }

  /// The record of this card was opened.
  func told(record count: Int64, _ insurance: Int64, of serial: UInt64) {
    let right = books.record(of: serial)
    guard (Int64(right.count), right.insurance) != (count, insurance) else { return }
    broken(
      .falseClaim(
        "the record of card \(serial) has \(count) sales and \(insurance) fen of insurance, not \(right)"))
  }
}
