import CodeFixtures
import Codes
import RandomFixtures
import Testing

@Suite struct Base64Tests {
  @Test(arguments: [
    ("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYg==", "foob"), ("Zm9vYmE=", "fooba"),
    ("Zm9vYmFy", "foobar"),
  ])
  func `reads and writes the examples of RFC 4648 section 10`(text: String, plain: String) {
    #expect(Base64.decode([UInt8](text.utf8)) == [UInt8](plain.utf8))
    #expect(Base64.encode([UInt8](plain.utf8)) == [UInt8](text.utf8))
  }

  @Test(arguments: [
    "Z", "Zg", "Zg=", "Zg===", "Zg==Zg==", "Zm8=Zm9v", "=", "====", "Z===", "=m8=", "Z=8=", "Zm=v", "Zh==", "Zm9=",
    "Zm9v\n",
    " Zm9v", "Zm 9", "Zm9\r", "Zm-_", "Zm9v====", "Zm9\u{0}", "Zm9é", "王", "Zm9v=", "Zg=A",
  ])
  func `reads nothing but the canonical text`(text: String) {
    #expect(Base64.decode([UInt8](text.utf8)) == nil)
  }

  @Test func `reads and writes every byte in every place`() {
    var random = SeededRandom(seed: 4648)
    for count in 0..<300 {
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      #expect(Base64.decode(base64(bytes)) == bytes)
      #expect(Base64.encode(bytes) == base64(bytes))
    }
  }

  @Test func `refuses every byte that is not of the alphabet, in every place`() {
    let alphabet = Set(base64([UInt8](0...255)) + [UInt8(ascii: "=")])
    for byte in UInt8.min...UInt8.max where !alphabet.contains(byte) {
      for place in 0..<8 {
        var text = [UInt8]("Zm9vYmFy".utf8)
        text[place] = byte
        #expect(Base64.decode(text) == nil, "byte \(byte) at \(place)")
      }
    }
  }
}
