import CodeFixtures
import Codes
import RandomFixtures
import Testing
import Time

@Suite struct RecognitionTests {
  private static let seed: UInt64 = 20_261_122

  private func recognise(_ text: [UInt8], on today: CalendarDay = .latest) -> Code {
    Recogniser.recognise(text, on: today)
  }

  @Test func `a code of each kind is recognised as what it is`() {
    var random = SeededRandom(seed: Self.seed)
    for (row, make) in Specimen.makers.enumerated() {
      for _ in 0..<500 {
        let specimen = make(&random)
        let code = recognise(specimen.text)
        #expect(code.kind == specimen.kind && code.detail == specimen.detail, "row \(row)")
      }
    }
    #expect(Set(Specimen.makers.map { $0(&random).kind }) == Set(CodeKind.allCases).subtracting([.unknown]))
  }

  @Test func `one digit changed is not the same kind any more`() {
    var random = SeededRandom(seed: Self.seed)
    for make in Specimen.makers {
      for _ in 0..<300 {
        let specimen = make(&random)
        // Those with a check in them; an element string has one where it is the number alone.
        let isChecked = specimen.text.first != 0x1D && (specimen.kind != .article || specimen.text.count <= 16)
        guard [.residentID, .article, .emvMerchantPresented].contains(specimen.kind), isChecked else { continue }
        var text = specimen.text
        let places = text.indices.filter { text[$0] >= 48 && text[$0] <= 57 }
        let place = random.pick(places)
        text[place] = 48 + (text[place] - 48 + UInt8.random(in: 1...9, using: &random)) % 10
        #expect(recognise(text).kind != specimen.kind, "\(specimen.kind.name)")
      }
    }
  }

  @Test func `a digit more or less is another code or none`() {
    var random = SeededRandom(seed: Self.seed)
    for make in Specimen.makers {
      for _ in 0..<50 {
        let specimen = make(&random)
        let isFixed: Bool =
          switch specimen.kind {
          case .healthCard: ["bare", "dynamic"].contains(specimen.detail)
          case .payment: specimen.detail != "alipay"
          case .transitCode, .residentID, .drugTraceability, .insuranceVoucher: true
          default: false
          }
        guard isFixed else { continue }
        #expect(recognise(specimen.text + [48]).detail != specimen.detail || specimen.detail == nil)
        if specimen.detail == nil {
          #expect(recognise(specimen.text + [48]).kind != specimen.kind)
          #expect(recognise(Array(specimen.text.dropLast())).kind != specimen.kind)
        }
      }
    }
  }

  @Test func `a symbology identifier is taken off`() {
    var random = SeededRandom(seed: Self.seed)
    for make in Specimen.makers {
      let specimen = make(&random)
      let code = recognise(specimen.text)
      for identifier in ["]Q1", "]d1", "]C0", "]A0", "]L2", "]z0", "]eA"] {
        #expect(recognise(identifier.utf8 + specimen.text) == code, "\(identifier) \(specimen.kind.name)")
      }
      // What is of GS1 can be nothing else, and what is of EAN only an article's number.
      for identifier in ["]C1", "]d2", "]Q3", "]e0"] {
        #expect(recognise(identifier.utf8 + specimen.text).kind == .article, "\(identifier) \(specimen.kind.name)")
      }
      let isNumber = specimen.kind == .article && [8, 13].contains(specimen.text.count)
      for identifier in ["]E0", "]E4"] {
        let text = identifier.utf8 + specimen.text
        #expect(recognise(text) == (isNumber ? code : .unknown(length: text.count, of: TextClass(text))))
      }
    }
  }

  @Test(arguments: KindRow.all) func `tells by the rule`(row: KindRow) {
    let code = recognise(row.bytes)
    #expect(code.kind.name == row.kind, "\(row.why)")
    #expect(code.detail == row.detail, "\(row.why)")
  }

  @Test func `nobody is born after today, or before 1900`() throws {
    func text(_ date: String) -> [UInt8] {
      let number = Array("110102\(date)123".utf8)
      let sum = number.reduce(0) { ($0 * 2 + Int($1 - 48)) % 11 } * 2 % 11
      return number + [Array("10X98765432".utf8)[sum]]
    }
    let today = try #require(CalendarDay(year: 2024, month: 2, day: 29))
    for (date, isReal) in [
      ("20240229", true), ("20240228", true), ("20240301", false), ("20230229", false), ("20000229", true),
      ("19000229", false), ("19000228", true), ("19000101", true), ("18991231", false), ("20241301", false),
      ("20240001", false), ("20240100", false), ("20230431", false), ("20230430", true), ("00000000", false),
    ] {
      // One that is no resident ID, but begins as WeChat Pay does, is that, or nothing where its last is an X.
      #expect((recognise(text(date), on: today) == .residentID) == isReal, "\(date)")
    }
  }

  @Test func `what is not known keeps its length and its class`() {
    #expect(recognise([]) == .unknown(length: 0, of: .printable))
    #expect(recognise([0x81]) == .unknown(length: 1, of: .other))
    #expect(recognise(Array("12345".utf8)) == .unknown(length: 5, of: .digits))
    #expect(recognise(Array("https://example.com/1".utf8)) == .unknown(length: 21, of: .printable))
    #expect(recognise(Array("１２".utf8)) == .unknown(length: 6, of: .other))
    #expect(recognise(Array("]Q1hello".utf8)) == .unknown(length: 8, of: .printable))
  }

  @Test func `any bytes get an answer`() {
    var random = SeededRandom(seed: Self.seed)
    var kinds: [CodeKind: Int] = [:]
    for _ in 0..<40_000 {
      var text = random.pick(Specimen.makers)(&random).text
      for _ in 0..<Int.random(in: 0...2, using: &random) where !text.isEmpty {
        let place = Int.random(in: 0..<text.count, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: text[place] = UInt8.random(in: 0...255, using: &random)
        case 1: text.remove(at: place)
        case 2: text.insert(random.pick(Array("0189:]X\u{1D}=".utf8)), at: place)
        case 3: text.removeSubrange(place...)
        default: text.removeSubrange(..<place)
        }
      }
      kinds[recognise(text).kind, default: 0] += 1
    }
    // The mutations must reach each of the answers to have shown anything.
    for kind in CodeKind.allCases { #expect(kinds[kind, default: 0] > 20, "\(kind.name): \(kinds)") }
  }
}
