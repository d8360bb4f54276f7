/// Six digits that a card's holder knows. They are in no log, no error and no row of the store.
public struct PIN: Equatable, Sendable {
  static let count = 6

  /// ASCII.
  let digits: [UInt8]

  /// Nil unless `text` is six ASCII digits.
  public init?(_ text: some Sequence<UInt8>) {
    digits = Array(text)
    guard digits.count == PIN.count, digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
      return nil
    }
  }
}
