import Codes
import Time
import Wire

/// What the hub knows of the PINs of cards, by its rules: each question is one try, three wrong ones in a row lock a card for a day.
struct PINBooks {
  private struct Tries {
    var wrong: UInt8 = 0
    var lockedUntil: UnixTime?
  }

  private var cards: [UInt64: Tries] = [:]

  /// The PIN of a person's card; nil of whom has none.
  static func pin(of person: Int) -> [UInt8]? {
    person % 8 == 7 ? nil : "\(918_273 - person * 1_357)".utf8.map { $0 & 0x0F }
  }

  /// One that is nobody's.
  static let wrong: [UInt8] = [3, 3, 0, 3, 7, 3]

  mutating func check(_ digits: [UInt8], of card: CardReference, at now: UnixTime) -> InquiryAnswer.PINVerdict {
    guard let pin = Self.pin(of: Wallet.person(serial: card.serial)) else { return .notSet }
    var tries = cards[card.serial, default: Tries()]
    defer { cards[card.serial] = tries }
    if let until = tries.lockedUntil {
      guard now >= until else { return .locked }
      tries = Tries()
    }
    guard digits != pin else {
      tries = Tries()
      return .right
    }
    tries.wrong += 1
    if tries.wrong == 3 { tries.lockedUntil = now.advanced(bySeconds: 86_400) }
    return .wrong(triesLeft: 3 - tries.wrong)
  }
}
