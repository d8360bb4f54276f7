import Testing

@testable import Linux

/// What is taken for a board's secret, and what is known to be none.
@Suite struct BoardSecretTests {
  private static let word: [UInt8] = [0x12, 0x34, 0x56, 0x78]

  @Test(arguments: [2, 4, 16]) func isItsDigits(_ words: Int) {
    let bytes = [[UInt8]](repeating: Self.word, count: words).flatMap { $0 }
    #expect(BoardSecret.passphrase(of: bytes) == Array(String(repeating: "12345678", count: words).utf8))
  }

  @Test(arguments: [0, 4, 6, 9, 68]) func isOfNoOtherSize(_ count: Int) {
    #expect(BoardSecret.passphrase(of: [UInt8](repeating: 0x12, count: count)) == nil)
  }

  /// Fuses that were written in part are as good as known.
  @Test(arguments: [[0, 0, 0, 0], [0xFF, 0xFF, 0xFF, 0xFF], [0xDA, 0xBA, 0xDA, 0xBA]] as [[UInt8]], [0, 1, 3])
  func isNotOneOfWhichAWordSaysNothing(_ nothing: [UInt8], _ place: Int) {
    var words = [[UInt8]](repeating: Self.word, count: 4)
    words[place] = nothing
    #expect(BoardSecret.passphrase(of: words.flatMap { $0 }) == nil)
  }
}
