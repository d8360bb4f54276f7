import Counter

/// A payment code, and what its payer's bank makes of it.
public struct PaymentCode: Equatable, Sendable {
  public var manner: PayerManner
  public var patience: Patience

  public init(_ manner: PayerManner, patience: Patience = .endless) {
    self.manner = manner
    self.patience = patience
  }
}

/// What comes of asking a payer's bank. The raw value is how the code ends.
public enum PayerManner: UInt8, CaseIterable, Sendable {
  case pays = 10
  case hasTooLittle = 51
  case isTooOld = 54
  case declines = 5
  /// It pays, and says so to nobody.
  case paysSilently = 91
  /// It does not pay, and nobody knows.
  case failsSilently = 96

  /// The help-desk code of what is refused where everything between is well.
  var refusal: String? {
    switch self {
    case .pays: nil
    case .hasTooLittle: "E71"
    case .isTooOld: "E72"
    case .declines: "E73"
    case .paysSilently, .failsSilently: "E75"
    }
  }
}

extension PaymentCode: CustomStringConvertible {
  public var description: String { "a payment code that \(manner)\(patience)" }
}
