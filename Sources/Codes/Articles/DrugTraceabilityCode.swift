/// Recognises drug traceability codes (药品追溯码) of the national drug code: 20 digits that begin with 8.
enum DrugTraceabilityCode {
  private static let count = 20
  private static let first = UInt8(ascii: "8")

  static func recognise(_ text: [UInt8]) -> Code? {
    text.first == first && text.isDigits(count...count) ? .drugTraceability : nil
  }
}
