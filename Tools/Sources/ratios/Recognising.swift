import Codes
import Time

/// What it takes to tell what a text is, beside looking at each of its bytes once.
struct Recognising {
  let name: String
  private let texts: [[UInt8]]
  private let kind: CodeKind
  private let today: CalendarDay

  private init(_ name: String, _ kind: CodeKind, at now: UnixTime, _ text: (Int) -> [UInt8]) {
    self.name = name
    self.kind = kind
    texts = (0..<Self.texts).map(text)
    today = CalendarDay(inChinaAt: now)
  }

  private static let texts = 64
  private static let operations = 64 * 100

  /// The kinds that a counter is shown most; `live` are fused codes.
  static func all(at now: UnixTime, live: [[UInt8]]) -> [Recognising] {
    [
      Recognising("fused code", .fusedCode, at: now) { live[$0 % live.count] },
      Recognising("health card", .healthCard, at: now) { digits("", 64, $0) + Array(":1".utf8) },
      Recognising("insurance voucher", .insuranceVoucher, at: now) { digits("", 28, $0) },
      Recognising("WeChat Pay", .payment, at: now) { digits("13", 18, $0) },
      Recognising("Alipay", .payment, at: now) { digits("28", 18, $0) },
      Recognising("drug traceability code", .drugTraceability, at: now) { digits("81", 20, $0) },
      Recognising("EAN-13", .article, at: now) { articleNumber($0) },
    ]
  }

  func measure(rounds: Int) throws -> PairedTimes {
    var sum = 0
    let times = try PairedTimes(rounds: rounds, operations: Self.operations, by: .processor) { number in
      guard Recogniser.recognise(texts[number % Self.texts], on: today).kind == kind else {
        throw RatiosFault("a \(name) is taken for something else")
      }
    } floor: { number in
      for byte in texts[number % Self.texts] { sum &+= Int(byte) }
    }
    // Without it the compiler sees that nobody needs the sum.
    guard sum > 0 else { throw RatiosFault("the texts are empty") }
    return times
  }

  /// A text of digits that is another for each number.
  private static func digits(_ prefix: String, _ count: Int, _ number: Int) -> [UInt8] {
    let start = Array(prefix.utf8)
    return start + (start.count..<count).map { UInt8(ascii: "0") + UInt8(($0 * 7 + number) % 10) }
  }

  private static func articleNumber(_ number: Int) -> [UInt8] {
    let body = digits("69", 12, number)
    let sum = body.enumerated().reduce(0) { $0 + Int($1.element - UInt8(ascii: "0")) * ($1.offset % 2 == 0 ? 1 : 3) }
    return body + [UInt8(ascii: "0") + UInt8((10 - sum % 10) % 10)]
  }
}
