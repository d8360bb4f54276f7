import RandomFixtures
import Settlement
import Testing

@testable import Counter

@Suite("Keying an amount")
struct AmountEntryTests {
  /// The entry after `keys`, where `<` is backspace, with a `!` for each key that was refused.
  func typed(_ keys: String) -> String {
    var entry = AmountEntry()
    var refused = ""
    for character in keys.utf8 {
      let next: AmountEntry? =
        switch character {
        case UInt8(ascii: "<"): entry.erasingLast()
        case UInt8(ascii: "."): entry.typing(.point)
        default: Key(rawValue: character - UInt8(ascii: "0")).flatMap { entry.typing($0) }
        }
      if let next { entry = next } else { refused += "!" }
    }
    return entry.text + refused
  }

  @Test(arguments: [
    ("", "0"), ("0", "0"), ("00", "0"), ("05", "5"), ("5", "5"), ("12.5", "12.5"), ("12.50", "12.50"),
    ("12.505", "12.50!"),
    (".", "0."), (".5", "0.5"), (".05", "0.05"), ("..", "0.!"), ("1.2.", "1.2!"), ("999999", "999999"),
    ("9999999", "999999!"), ("999999.99", "999999.99"), ("12<", "1"), ("1<", "0"), ("<", "0!"), ("1.<", "1"),
    ("1.5<<<", "0"),
    ("1.5<<<<", "0!"), (".<<", "0"), (".<<<", "0!"), ("0.00", "0.00"),
  ])
  func table(keys: String, text: String) {
    #expect(typed(keys) == text)
  }

  @Test(
    arguments: [
      ("", 0), ("5", 500), ("5.", 500), ("5.5", 550), ("5.05", 505), ("0.01", 1), ("999999.99", 99_999_999),
    ] as [(String, Int64)])
  func fen(keys: String, amount: Int64) {
    var entry = AmountEntry()
    for character in keys.utf8 {
      let key = character == UInt8(ascii: ".") ? Key.point : Key(rawValue: character - UInt8(ascii: "0")) ?? .point
      entry = entry.typing(key) ?? entry
    }
    #expect(entry.fen == Fen(amount))
  }

  @Test func functionKeysAreNotTyped() {
    for key in [Key.language, .cancel, .backspace, .category, .enter] { #expect(AmountEntry().typing(key) == nil) }
  }

  /// Whatever is keyed, the text reads as the amount, and the amount stays in range.
  @Test(arguments: [1, 2, 3] as [UInt64])
  func anyKeys(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    var entry = AmountEntry()
    for _ in 0..<20_000 {
      let key = random.pick(Key.allCases)
      if let next = key == .backspace ? entry.erasingLast() : entry.typing(key) { entry = next }
      #expect(entry.fen >= .zero && entry.fen <= .saleMaximum, "seed \(seed)")
      #expect(entry.text.utf8.count <= 9, "seed \(seed)")
      let read = try #require(Double(entry.text.hasSuffix(".") ? entry.text + "0" : entry.text))
      #expect(Int64((read * 100).rounded()) == entry.fen.amount, "seed \(seed)")
    }
  }
}
