import Devices

/// A sale as somebody outside the terminal reads of it.
public struct Sighting: Hashable, Sendable {
  /// The number of its receipt, which is its entry's.
  public var sequence: UInt64
  /// In fen.
  public var total: Int64

  public init(sequence: UInt64, total: Int64) {
    self.sequence = sequence
    self.total = total
  }
}

extension Sighting {
  /// With its receipt, and without one.
  private static let accepted = ["离线受理成功", "已受理小票未打印"]
  private static let recalled = "重启前末笔已受理"

  /// A display that says that a sale was accepted, with its number and its shares; or that the last one before a restart
  /// was. Nil for any other screen, and for one that is not drawn to its end.
  public init?(display lines: [String]) {
    guard lines.count == 4, let sequence = Self.number(lines[1], after: "单号") else { return nil }
    let amounts = lines.dropFirst(2).compactMap(Self.fen)
    guard amounts.count == 2 else { return nil }
    if Self.accepted.contains(where: lines[0].contains) {
      self.init(sequence: sequence, total: amounts[0] + amounts[1])
    } else if lines[0].contains(Self.recalled) {
      self.init(sequence: sequence, total: amounts[0])
    } else {
      return nil
    }
  }

  fileprivate static func number(_ line: String, after word: String) -> UInt64? {
    guard line.contains(word) else { return nil }
    return UInt64(line.filter { $0.isASCII && $0.isNumber })
  }

  /// The amount in a line such as `合计     10.00元`.
  fileprivate static func fen(_ line: String) -> Int64? {
    guard let end = line.firstIndex(of: "元") else { return nil }
    let digits = line[..<end].reversed().prefix { $0 == "." || ($0.isASCII && $0.isNumber) }
    return ScenarioUnits.fen(String(digits.reversed()))
  }
}

/// Reads receipts off a strip of paper as it comes out.
public struct ReceiptReader: Sendable {
  private var sequence: UInt64?

  public init() {}

  /// The receipts that these pieces bring as far as their total, which is what a customer goes by. One that broke off before
  /// says nothing of the one that follows it on the strip.
  public mutating func read(_ paper: some Sequence<PaperItem>) -> [Sighting] {
    var sightings: [Sighting] = []
    for case .line(let line) in paper {
      if let number = Sighting.number(line.text, after: "凭条号") {
        sequence = number
      } else if let sequence, line.text.contains("合计"), let total = Sighting.fen(line.text) {
        sightings.append(Sighting(sequence: sequence, total: total))
        self.sequence = nil
      }
    }
    return sightings
  }
}
