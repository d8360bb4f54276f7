import BenchKit
import Devices

/// A sale as somebody outside the terminal reads of it.
struct Sighting: Hashable {
  var sequence: UInt64
  /// In fen.
  var total: Int64
}

extension Sighting {
  private static let accepted = "离线受理成功"
  private static let recalled = "重启前末笔已受理"

  /// A display that says that a sale was accepted, with its number and its shares; or that the last one before a restart
  /// was. Nil for any other screen, and for one that is not drawn to its end.
  init?(display lines: [String]) {
    guard lines.count == 4, let sequence = Self.number(lines[1], after: "单号") else { return nil }
    let amounts = lines.dropFirst(2).compactMap(Self.fen)
    guard amounts.count == 2 else { return nil }
    if lines[0].contains(Self.accepted) {
      self.init(sequence: sequence, total: amounts[0] + amounts[1])
    } else if lines[0].contains(Self.recalled) {
      self.init(sequence: sequence, total: amounts[0])
    } else {
      return nil
    }
  }

  /// The receipts on a strip of paper, each to its cut.
  static func receipts(on paper: [PaperItem]) -> [Sighting] {
    var sightings: [Sighting] = []
    var lines: [String] = []
    for item in paper {
      if case .line(let line) = item {
        lines.append(line.text)
        continue
      }
      let sequence = lines.lazy.compactMap { number($0, after: "凭条号") }.first
      let total = lines.lazy.filter { $0.contains("合计") }.compactMap(fen).first
      if let sequence, let total { sightings.append(Sighting(sequence: sequence, total: total)) }
      lines = []
    }
    return sightings
  }

  private static func number(_ line: String, after word: String) -> UInt64? {
    guard line.contains(word) else { return nil }
    return UInt64(line.filter { $0.isASCII && $0.isNumber })
  }

  /// The amount in a line such as `合计     10.00元`.
  private static func fen(_ line: String) -> Int64? {
    guard let end = line.firstIndex(of: "元") else { return nil }
    let digits = line[..<end].reversed().prefix { $0 == "." || ($0.isASCII && $0.isNumber) }
    return ScenarioUnits.fen(String(digits.reversed()))
  }
}
