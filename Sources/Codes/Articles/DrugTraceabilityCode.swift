/// A drug's traceability code (药品追溯码): 20 digits that begin with 8, another on every smallest package.
public struct DrugTraceabilityCode: Hashable, Sendable {
  /// ASCII.
  public let digits: [UInt8]

  private static let count = 20
  private static let first = UInt8(ascii: "8")

  /// `nil` unless these are such digits and nothing else.
  public init?(digits: [UInt8]) {
    guard digits.first == Self.first, digits.isDigits(Self.count...Self.count) else { return nil }
    self.digits = digits
  }

  static func recognise(_ text: [UInt8]) -> Code? {
    DrugTraceabilityCode(digits: text).map { .drugTraceability($0) }
  }
}
