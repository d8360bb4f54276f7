import CodeFixtures
import RandomFixtures
import Testing

@testable import HealthCertificates

@Suite struct Base45Tests {
  /// The examples of RFC 9285, 4.3 and 4.4.
  @Test(arguments: [
    ("BB8", "AB"), ("%69 VD92EX0", "Hello!!"), ("UJCLQE7W581", "base-45"), ("QED8WEX0", "ietf!"), ("", ""),
  ])
  func readsWhatTheSpecificationWrites(text: String, expected: String) {
    #expect(decode(text) == Array(expected.utf8))
  }

  @Test(arguments: [
    ("A", "one character alone"), ("BB8A", "one left over"), ("::", "a pair above 255"), ("GGX", "a group above 65535"),
    (":::", "the largest group"), ("bb8", "lower case"), ("BB=", "padding"), ("BB\u{E9}", "no ASCII"),
  ])
  func refuses(text: String, why: Comment) {
    #expect(decode(text) == nil, why)
  }

  @Test func takesTheLargestGroups() {
    #expect(decode("FGW") == [0xFF, 0xFF])
    #expect(decode("U5") == [0xFF])
  }

  @Test(arguments: UInt64(1)...40) func givesBackAnyBytes(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let bytes = (0..<Int.random(in: 0...200, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
    #expect(Base45.decode(HealthCertificateDraft.base45(bytes)[...]) == bytes)
  }

  private func decode(_ text: String) -> [UInt8]? { Base45.decode(Array(text.utf8)[...]) }
}
