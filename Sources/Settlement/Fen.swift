/// Money: a whole number of fen, the hundredth of a yuan (人民币).
///
/// Sums and differences are held at the ends of the 64-bit range instead of overflowing, so that no figure in a policy,
/// however absurd, can stop a terminal. Real amounts (``saleMaximum``) stay eleven orders of magnitude below that.
public struct Fen: Equatable, Comparable, Hashable, Sendable {
  /// The amount in fen; negative only as an intermediate result.
  public var amount: Int64

  public init(_ amount: Int64) {
    self.amount = amount
  }

  public static let zero = Fen(0)

  /// The most one sale may be: 999,999.99 yuan, what six digits and two decimals on the keypad can say.
  public static let saleMaximum = Fen(99_999_999)

  /// `yuan` whole yuan.
  public static func yuan(_ yuan: Int32) -> Fen {
    Fen(Int64(yuan) * 100)
  }

  public static func < (left: Fen, right: Fen) -> Bool {
    left.amount < right.amount
  }

  public static func + (left: Fen, right: Fen) -> Fen {
    let (sum, overflow) = left.amount.addingReportingOverflow(right.amount)
    guard overflow else { return Fen(sum) }
    return Fen(right.amount < 0 ? .min : .max)
  }

  public static func - (left: Fen, right: Fen) -> Fen {
    let (difference, overflow) = left.amount.subtractingReportingOverflow(right.amount)
    guard overflow else { return Fen(difference) }
    return Fen(right.amount < 0 ? .max : .min)
  }

  /// The amount in yuan with two decimals in ASCII, such as `1234.50`: no sign of currency, no grouping.
  public var text: String {
    let magnitude = amount.magnitude
    let cents = magnitude % 100
    return (amount < 0 ? "-" : "") + "\(magnitude / 100)" + (cents < 10 ? ".0" : ".") + "\(cents)"
  }
}
