import Codes
import RandomFixtures
import Testing

@Suite struct ElementStringTests {
  /// As the specification writes it: identifiers in brackets, `|` for a separator.
  private func elements(_ text: String) -> [String]? {
    let bytes = text.utf8.map { $0 == UInt8(ascii: "|") ? 0x1D : $0 }
    return ElementString(text: bytes)?.elements.map { element in
      let digits = "\(element.identifier.number)"
      let zeroes = String(repeating: "0", count: element.identifier.count - digits.count)
      return "(" + zeroes + digits + ")" + String(decoding: element.value, as: UTF8.self)
    }
  }

  private static let good: [(String, [String])] = [
    ("0106901234567892", ["(01)06901234567892"]),
    // A drug's: number, expiry, batch, serial number.
    (
      "01069012345678921726123110AB-12|21C0001",
      ["(01)06901234567892", "(17)261231", "(10)AB-12", "(21)C0001"]
    ),
    // The separator that makes it one of GS1, as some scanners send it.
    ("|10AB|17261231", ["(10)AB", "(17)261231"]),
    // One that need not be there.
    ("0106901234567892|10AB", ["(01)06901234567892", "(10)AB"]),
    ("17261200", ["(17)261200"]), ("15240229", ["(15)240229"]), ("2001", ["(20)01"]),
    ("3103000195", ["(3103)000195"]), ("310300019521X", ["(3103)000195", "(21)X"]),
    ("3922699", ["(3922)699"]), ("3932156699|10A", ["(3932)156699", "(10)A"]), ("3012", ["(30)12"]),
    ("00069012345678900002", ["(00)069012345678900002"]), ("4106901234567892", ["(410)6901234567892"]),
    ("422156|421156710000", ["(422)156", "(421)156710000"]), ("8008261122180530", ["(8008)261122180530"]),
    ("2536901234567892X1", ["(253)6901234567892X1"]), ("71012345678", ["(710)12345678"]),
    ("91" + String(repeating: "a", count: 90), ["(91)" + String(repeating: "a", count: 90)]),
    ("10!\"%&'()*+,-./:;<=>?_", ["(10)!\"%&'()*+,-./:;<=>?_"]),
  ]

  @Test(arguments: good) func reads(_ text: String, _ expected: [String]) {
    #expect(elements(text) == expected)
  }

  private static let bad: [(String, String)] = [
    ("", "nothing"), ("|", "a separator alone"), ("||10A", "two in front"), ("10A|", "one behind the last"),
    ("10A||21B", "two between"), ("10", "no data"), ("10|21B", "none before a separator"),
    ("10" + String(repeating: "A", count: 21), "more than may be"),
    ("0106901234567893", "a wrong check digit"), ("010690123456789", "cut short"),
    ("01069012345678AB", "letters in it"),
    ("00069012345678900003", "a wrong check digit of 18"), ("4106901234567893", "a wrong check digit of a place"),
    ("17261331", "a month 13"), ("17260031", "a month 0"), ("17260431", "the 31st of April"),
    ("17260230", "the 30th of February"),
    ("1726123", "five digits of a day"), ("17A61231", "a letter in a day"),
    ("422156421156710000", "no separator behind a fixed length that is not predefined"),
    ("10A#B", "a sign that is in no code page"), ("10A B", "a blank"), ("10A\u{7F}", "a control character"),
    ("10é", "no ASCII"),
    ("05X", "an identifier that is not assigned"), ("1", "half an identifier"), ("2", "half an identifier"),
    ("31", "two of four"),
    ("310", "three of four"), ("X10A", "a letter first"), ("3103A00195", "a letter in a measure"),
    ("30123456789", "nine digits of eight"), ("30A", "a letter in a number"),
  ]

  @Test(arguments: bad) func refuses(_ text: String, _ why: String) {
    #expect(elements(text) == nil, "\(why)")
  }

  @Test func whatIsPrintedOnGoodsHasANumberOrNone() throws {
    func article(_ text: String) -> Article? {
      guard case .article(let article) = Recogniser.recognise(Array(text.utf8), on: .latest) else { return nil }
      return article
    }
    for text in [
      "6901234567892", "]E06901234567892", "0106901234567892", "]d201069012345678921726123110A",
      "]C1010690123456789210A",
    ] {
      #expect(article(text)?.number?.number == 6_901_234_567_892, "\(text)")
    }
    #expect(article("96385074")?.number?.number == 96_385_074)
    #expect(article("\u{1D}10A")?.number == nil)
    let batch = article("]d201069012345678921726123110AB-12")
    guard case .elements(let elements) = batch else {
      Issue.record("not read")
      return
    }
    #expect(elements.value(of: .batch) == Array("AB-12".utf8))
    #expect(elements.value(of: .expiry) == Array("261231".utf8))
    #expect(elements.value(of: .serial) == nil)
    // Of GS1 by its symbology or its beginning, and damaged.
    for text in ["]C1", "]d2hello", "\u{1D}", "010690123456789217269999", "]Q30106901234567893"] {
      #expect(article(text) == .unreadable, "\(text)")
      #expect(article(text)?.number == nil)
    }
  }

  @Test func aTraceabilityCodeKeepsItsDigits() {
    let digits = Array("84854128418006643846".utf8)
    #expect(
      Recogniser.recognise(digits, on: .latest) == DrugTraceabilityCode(digits: digits).map { .drugTraceability($0) })
    #expect(DrugTraceabilityCode(digits: digits)?.digits == digits)
    #expect(DrugTraceabilityCode(digits: Array("74854128418006643846".utf8)) == nil)
    #expect(DrugTraceabilityCode(digits: Array("8485412841800664384".utf8)) == nil)
  }

  @Test func whatIsReadIsAllThatWasThere() {
    var random = SeededRandom(seed: 20_261_124)
    let seeds = [
      "01069012345678921726123110AB-12|21C0001", "|3103000195422156|8008261122180530", "00069012345678900002",
    ]
    var read = 0
    for _ in 0..<30_000 {
      var text = random.pick(seeds).utf8.map { $0 == UInt8(ascii: "|") ? 0x1D : $0 }
      for _ in 0..<Int.random(in: 0...2, using: &random) where !text.isEmpty {
        let place = Int.random(in: 0..<text.count, using: &random)
        if Bool.random(using: &random) {
          text[place] = random.pick(Array("0123456789A\u{1D}".utf8))
        } else {
          text.remove(at: place)
        }
      }
      guard let string = ElementString(text: text) else { continue }
      read += 1
      let count = string.elements.reduce(0) { $0 + $1.identifier.count + $1.value.count }
      #expect(count == text.count { $0 != 0x1D })
      #expect(!string.elements.isEmpty)
    }
    #expect(read > 3_000 && read < 29_000, "\(read)")
  }
}
