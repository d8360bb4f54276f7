/// The day's totals as a sheet of paper has them.
struct TotalsSheetSeen {
  /// Counts and fen, from above: as ``Books/totals(on:receipted:)`` has them, page by page.
  private(set) var figures: [Int64] = []
  /// The last line was printed.
  private(set) var isWhole = false

  static func isTitle(_ line: String) -> Bool { line.contains("当日合计") || line.contains("Day's totals") }

  mutating func read(_ line: String) {
    func begins(_ words: String...) -> Bool { words.contains { line.hasPrefix($0) } }
    if begins("撤销的不在合计内", "Voids are not in the total") { isWhole = true }
    if begins("打印时间", "Printed at", "终端", "Terminal", "定点机构", "Institution") { return }
    guard let word = line.split(separator: " ").last, word.contains(where: \.isNumber) else { return }
    if let fen = Sight.fen(line) {
      figures.append(fen)
    } else if let count = Sight.count(line) {
      figures.append(count)
    }
  }
}
