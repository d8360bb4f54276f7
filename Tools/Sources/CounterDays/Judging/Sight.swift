import Counter
import Wire

/// What a clerk reads off the display.
enum Sight: Equatable {
  /// Waiting for a code. `waiting`: entries without a receipt, nil where the display does not know. `stop`: the help-desk code of why nothing
  /// can be accepted. `disputes`: how many entries the hub disputes, nil where something else stands in that place.
  case idle(waiting: UInt64?, stop: String?, hasClock: Bool, hasScanner: Bool, disputes: UInt64?)
  case amount
  case shares(SharesSeen)
  case saving
  /// The customer is to key the card's PIN, for so many fen where it is about money.
  case pin(Int64?)
  /// The hub is asked: to have so many fen paid, or something else.
  case asking(Int64?)
  case accepted(sequence: UInt64, fund: Int64, person: Int64)
  /// The person's share of a sale was paid from a prepaid balance, of which so much is left.
  case paidFromBalance(sequence: UInt64, left: Int64, person: Int64)
  case recalled(sequence: UInt64, total: Int64, person: Int64)
  /// A sale was taken back: what insurance and what the person gets.
  case voided(sequence: UInt64, insurance: Int64, person: Int64)
  /// Whose code it is was verified.
  case verified(sequence: UInt64)
  case recordPrinted(sequence: UInt64)
  /// The last paper again. Fen; nil where there is no money in it.
  case lastReceipt(EntryKind, sequence: UInt64, total: Int64?)
  /// A sale that may be taken back.
  case toVoid(sequence: UInt64, total: Int64)
  /// The supervisor's PIN is asked for; so many tries are left, where one was wrong.
  case supervisorPIN(triesLeft: UInt32?)
  /// A page of the day's totals, from 0, and its figures from above.
  case totals(page: Int, [Int64])
  /// The beginning of a record: how many sales, and what insurance paid of them.
  case record(count: Int64, insurance: Int64)
  /// A sale of a record.
  case recorded(sequence: UInt64, isVoided: Bool, total: Int64, insurance: Int64)
  /// What is left of a prepaid balance.
  case balance(Int64)
  /// What is to be done to a prepaid balance, and what was done.
  case toMove(PrepaidMove, Int64)
  case moved(PrepaidMove, Int64, sequence: UInt64, left: Int64?)
  /// There is no hub: what was left of a balance when it last said so.
  case lastBalance(Int64)
  /// A card was reported lost.
  case lossReported
  case refusal(code: String)
  /// A person, or a picture that is still to come.
  case other

  init(_ lines: [String]) {
    guard lines.count == 4, let first = lines.first else {
      self = .other
      return
    }
    let heads = lines.map { $0.prefix { $0 != " " } }
    func begins(_ words: String...) -> Bool { words.contains { first.hasPrefix($0) } }
    if begins(
      "Accepted offline", "Sold, no receipt", "Paid", "Sold, unverified", "离线受理成功", "已受理小票未打印", "付款成功", "已受理身份未核验"),
      let sequence = Sight.number(lines[1]), let fund = Sight.fen(lines[2]), let person = Sight.fen(lines[3])
    {
      self =
        lines[2].hasPrefix("剩余") || lines[2].hasPrefix("Left")
        ? .paidFromBalance(sequence: sequence, left: fund, person: person)
        : .accepted(sequence: sequence, fund: fund, person: person)
    } else if begins("Last sale stands", "重启前末笔已受理"), let sequence = Sight.number(lines[1]),
      let total = Sight.fen(lines[2]), let person = Sight.fen(lines[3])
    {
      self = .recalled(sequence: sequence, total: total, person: person)
    } else if let errand = Sight(ofMenu: lines) {
      self = errand
    } else if let shares = SharesSeen(lines) {
      self = .shares(shares)
    } else if begins("Customer: PIN", "Wrong: ", "请顾客输卡密码", "密码错误") {
      self = .pin(Sight.fen(lines[1]))
    } else if begins("Asking", "正在联网") {
      self = .asking(Sight.fen(lines[2]))
    } else if begins("Saving", "正在保存") {
      self = .saving
    } else if heads[3] == "Help" || heads[3] == "求助" || Sight.isHelpCode(heads[3]),
      let code = lines[3].split(separator: " ").first(where: Sight.isHelpCode)
    {
      self = .refusal(code: String(code))
    } else if begins("Scan code", "请扫码", "Stop", "停用", "No scanner", "扫码器故障") {
      self = .idle(
        waiting: Sight.waiting(lines[2]),
        stop: first.split(separator: " ").first(where: Sight.isHelpCode).map(String.init),
        hasClock: !first.contains("--:--"), hasScanner: !begins("No scanner", "扫码器故障"),
        disputes: Sight.disputes(lines[3]))
    } else if begins("Enter: shares") || ["Enter: shares", "按确认看分担"].contains(where: lines[3].hasPrefix) {
      self = .amount
    } else {
      self = .other
    }
  }

  /// Whether a sale is said to be accepted.
  var isAccepted: Bool {
    switch self {
    case .accepted, .paidFromBalance: true
    default: false
    }
  }

  private static func isHelpCode(_ word: Substring) -> Bool {
    (3...4).contains(word.count) && word.hasPrefix("E") && word.dropFirst().allSatisfy(\.isNumber)
  }

  /// The number at the end of a line.
  static func number(_ line: String) -> UInt64? {
    line.split(separator: " ").last.flatMap { UInt64($0) }
  }

  /// How many sales, at the end of a line: `3` or `3笔`.
  static func count(_ line: String) -> Int64? {
    line.split { !$0.isASCII || !$0.isNumber }.last.flatMap { Int64($0) }
  }

  /// Entries that wait; nil where the display does not know. Above what is shown, as many as it says at least.
  private static func waiting(_ line: String) -> UInt64? {
    if line.hasPrefix("Waiting: unknown") || line.hasPrefix("待传数不明") { return nil }
    return UInt64(String(line.drop { !$0.isASCII || !$0.isNumber }.prefix { $0.isASCII && $0.isNumber })) ?? 0
  }

  /// Disputes; none where the terminal's name stands in their place.
  private static func disputes(_ line: String) -> UInt64? {
    if line.hasPrefix("Disp") || line.hasPrefix("异议") {
      return UInt64(String(line.drop { !$0.isASCII || !$0.isNumber }.prefix { $0.isASCII && $0.isNumber }))
    }
    return line.hasPrefix("XY-0001") ? 0 : nil
  }

  /// The amount at the end of a line: `12.50`, `-12.50` or `12.50元`.
  static func fen(_ line: String) -> Int64? {
    guard var word = line.split(separator: " ").last else { return nil }
    if word.last == "元" { word = word.dropLast() }
    let parts = word.split(whereSeparator: { !$0.isNumber && $0 != "." }).last.map { $0.split(separator: ".") } ?? []
    guard parts.count == 2, parts[1].count == 2, let yuan = Int64(parts[0]), let fen = Int64(parts[1]) else {
      return nil
    }
    return word.contains("-") ? -(yuan * 100 + fen) : yuan * 100 + fen
  }
}
