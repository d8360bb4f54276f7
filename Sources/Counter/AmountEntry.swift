import Settlement

/// An amount as it is being keyed: at most six digits, a point, two decimals. What cannot follow is refused, so that the
/// text is an amount, or the beginning of one, at any time.
struct AmountEntry: Equatable, Sendable {
  static let wholeDigits = 6
  static let decimals = 2

  /// What was keyed, without a superfluous zero in front.
  private var whole: [UInt8] = []
  /// Nil until the point is keyed.
  private var fraction: [UInt8]?

  var isEmpty: Bool { whole.isEmpty && fraction == nil }

  /// The entry with one more key, or nil when the key cannot follow.
  func typing(_ key: Key) -> AmountEntry? {
    var next = self
    switch (key, key.digit, fraction) {
    case (.point, _, nil):
      if whole.isEmpty { next.whole = [0] }
      next.fraction = []
    case (_, let digit?, nil):
      // A leading zero gives way to the digit after it.
      if whole == [0] { next.whole = [] }
      guard next.whole.count < Self.wholeDigits else { return nil }
      next.whole.append(digit)
    case (_, let digit?, let typed?):
      guard typed.count < Self.decimals else { return nil }
      next.fraction = typed + [digit]
    default:
      return nil
    }
    return next
  }

  /// The entry without its last character, or nil when there is none.
  func erasingLast() -> AmountEntry? {
    var next = self
    if let fraction {
      next.fraction = fraction.isEmpty ? nil : Array(fraction.dropLast())
    } else {
      guard !whole.isEmpty else { return nil }
      next.whole.removeLast()
    }
    return next
  }

  /// What the entry amounts to now; missing decimals are zeroes.
  var fen: Fen {
    let yuan = whole.reduce(Int64(0)) { $0 * 10 + Int64($1) }
    let typed = fraction ?? []
    let cents = (0..<Self.decimals).reduce(Int64(0)) { $0 * 10 + ($1 < typed.count ? Int64(typed[$1]) : 0) }
    return Fen(yuan * 100 + cents)
  }

  /// What was keyed, in ASCII; `0` when nothing was.
  var text: String {
    var characters = (whole.isEmpty ? [0] : whole).map { $0 + UInt8(ascii: "0") }
    if let fraction { characters += [UInt8(ascii: ".")] + fraction.map { $0 + UInt8(ascii: "0") } }
    return String(decoding: characters, as: UTF8.self)
  }
}
