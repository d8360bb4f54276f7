/// The code of a designated institution of medical insurance (定点医药机构): `H` for a hospital or `P` for a retail
/// pharmacy, then eleven digits, of which the first six are its region.
public struct InstitutionCode: Hashable, Sendable {
  public static let count = 12

  public let text: String

  /// `nil` when the text is not such a code.
  public init?(_ text: String) {
    let characters = text.utf8
    guard characters.count == InstitutionCode.count, let kind = characters.first, kind == 0x48 || kind == 0x50 else {
      return nil
    }
    for character in characters.dropFirst() {
      guard character >= 0x30, character <= 0x39 else { return nil }
    }
    self.text = text
  }
}
