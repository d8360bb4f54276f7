import CodeFixtures
import Codes
import RandomFixtures
import Time

extension CalendarDay {
  /// The day on which these tests recognise: 2026-11-22.
  static let latest = CalendarDay(at: UnixTime(seconds: 1_795_305_600))
}

/// A code of a kind as its specification makes it, chosen by chance.
struct Specimen {
  var kind: CodeKind
  var detail: String?
  var text: [UInt8]

  init(_ kind: CodeKind, _ text: [UInt8]) {
    self.kind = kind
    self.text = text
  }

  init(_ kind: CodeKind, _ detail: String, _ text: [UInt8]) {
    self.init(kind, text)
    self.detail = detail
  }

  /// How a code of each kind is made. A kind that has details has a row for each.
  static let makers: [@Sendable (inout SeededRandom) -> Specimen] = [
    { Specimen(.transitCode, transit(custom: Int.random(in: 0...32, using: &$0), using: &$0)) },
    { Specimen(.transitCode, base64(transit(custom: Int.random(in: 0...32, using: &$0), using: &$0))) },
    {
      Specimen(.healthCertificate, "HC1:".utf8 + characters("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:", 400, &$0))
    },
    { _ in Specimen(.fusedCode, FusedCodeDraft.whole.text()) },
    { Specimen(.emvConsumerPresented, FusedCodeDraft.paymentOnly(padding: Int.random(in: 0...200, using: &$0))) },
    {
      let name = characters("国大药房", Int.random(in: 1...8, using: &$0), &$0)
      return Specimen(.emvMerchantPresented, merchant("5802CN59".utf8 + name))
    },
    { Specimen(.healthCard, "bare", hexadecimal(64, &$0)) },
    { Specimen(.healthCard, "static", hexadecimal(64, &$0) + ":1".utf8) },
    { Specimen(.healthCard, "temporary", "85:".utf8 + hexadecimal(64, &$0) + ":9:".utf8) },
    { Specimen(.healthCard, "dynamic", hexadecimal(64, &$0) + ":0:".utf8 + hexadecimal(32, &$0)) },
    { Specimen(.healthCard, "other", hexadecimal(64, &$0) + ":\(Int.random(in: 2...8, using: &$0))::5100A0013".utf8) },
    { Specimen(.residentID, residentID(&$0)) },
    { random in Specimen(.payment, "weChatPay", digits("1\(Int.random(in: 0...5, using: &random))", 18, &random)) },
    { random in
      let prefix = random.pick(["25", "26", "27", "28", "29", "30"])
      return Specimen(.payment, "alipay", digits(prefix, Int.random(in: 16...24, using: &random), &random))
    },
    { Specimen(.payment, "unionPay", digits("62", 19, &$0)) },
    { Specimen(.payment, "eCNY", digits("01", 19, &$0)) },
    { Specimen(.drugTraceability, digits("8", 20, &$0)) },
    { Specimen(.insuranceVoucher, digits("", 28, &$0)) },
    { Specimen(.article, checked(digits("", 12, &$0))) },
    { Specimen(.article, checked(digits("", 7, &$0))) },
    { Specimen(.article, "01".utf8 + checked(digits("", 13, &$0))) },
    { Specimen(.article, "01".utf8 + checked(digits("", 13, &$0)) + "10".utf8 + characters("ABC123", 9, &$0)) },
    { Specimen(.article, [0x1D] + "10".utf8 + characters("ABC123", 9, &$0)) },
  ]

  // MARK: What they are made of

  static func digits(_ prefix: String, _ count: Int, _ random: inout SeededRandom) -> [UInt8] {
    prefix.utf8 + characters("0123456789", count - prefix.utf8.count, &random)
  }

  static func hexadecimal(_ count: Int, _ random: inout SeededRandom) -> [UInt8] {
    characters(random.pick(["0123456789ABCDEF", "0123456789abcdef", "0123456789aBcDeF"]), count, &random)
  }

  static func characters(_ alphabet: String, _ count: Int, _ random: inout SeededRandom) -> [UInt8] {
    let alphabet = Array(alphabet)
    return Array(String((0..<count).map { _ in random.pick(alphabet) }).utf8)
  }

  /// A transit code by its length and first byte alone.
  static func transit(custom: Int, using random: inout SeededRandom) -> [UInt8] {
    let length = 329 + custom
    return [0x81, UInt8(length >> 8), UInt8(length & 0xFF)]
      + (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
  }

  /// `digits` and the check digit of EAN behind them: what the sum lacks to the next ten.
  static func checked(_ digits: [UInt8]) -> [UInt8] {
    var sum = 0
    var weight = 3
    for digit in digits.reversed() {
      sum += weight * Int(digit - 48)
      weight = 4 - weight
    }
    return digits + [UInt8(48 + (10 - sum % 10) % 10)]
  }

  /// A merchant's code of these objects, checksum and all.
  static func merchant(_ objects: [UInt8]) -> [UInt8] {
    let body = "000201".utf8 + objects + "6304".utf8
    // The checksum by long division, bit after bit: another way than the firmware's.
    var bits = body.flatMap { byte in (0..<8).map { byte >> (7 - $0) & 1 } } + [UInt8](repeating: 0, count: 16)
    for place in 0..<16 { bits[place] ^= 1 }
    let polynomial: [UInt8] = [1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]
    for place in 0..<bits.count - 16 where bits[place] == 1 {
      for offset in polynomial.indices { bits[place + offset] ^= polynomial[offset] }
    }
    let remainder = bits.suffix(16).reduce(0) { $0 << 1 | Int($1) }
    let digits = String(remainder, radix: 16, uppercase: true)
    return body + Array((String(repeating: "0", count: 4 - digits.count) + digits).utf8)
  }

  /// A number of somebody born on a day from 1900 to the day of these tests, who is no WeChat Pay customer by chance alone.
  static func residentID(_ random: inout SeededRandom) -> [UInt8] {
    let first = CalendarDay(year: 1_900, month: 1, day: 1)?.beginning.seconds ?? 0
    let born = CalendarDay(
      at: UnixTime(seconds: Int64.random(in: first...CalendarDay.latest.beginning.seconds, using: &random)))
    let date = "\(born.year * 10_000 + Int64(born.month) * 100 + Int64(born.day))"
    let number = digits("610402" + date, 17, &random)
    // The weights are the powers of two, modulo eleven, from the right.
    let sum = number.reduce(0) { ($0 * 2 + Int($1 - 48)) % 11 } * 2 % 11
    let check = (12 - sum) % 11
    return number + [check == 10 ? random.pick([UInt8(ascii: "X"), UInt8(ascii: "x")]) : UInt8(48 + check)]
  }
}
