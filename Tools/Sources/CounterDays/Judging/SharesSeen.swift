/// The shares as the display tells them, in fen. What is not there is nil where the line says something else, and nothing
/// where there is no line for it.
struct SharesSeen: Equatable {
  var total: Int64
  var fund: Int64 = 0
  var relief: Int64 = 0
  var account: Int64 = 0
  var person: Int64

  /// Nil where the lines show something else. The total stands first where it stands at all, the person's share last.
  init?(_ lines: [String]) {
    func fen(_ chinese: String, _ english: String, in lines: some Sequence<String>) -> Int64? {
      lines.first { $0.hasPrefix(chinese) || $0.hasPrefix(english) }.flatMap(Sight.fen)
    }
    let total = fen("合计", "Total", in: lines.prefix(1))
    let shares = [("基金", "Fund"), ("救助", "Relief"), ("个账", "Account")].map { fen($0, $1, in: lines) }
    guard total != nil || shares.allSatisfy({ $0 != nil }) else { return nil }
    guard let person = fen("自付", "Person", in: lines) ?? lines.last.flatMap(Sight.fen) else { return nil }
    (fund, relief, account) = (shares[0] ?? 0, shares[1] ?? 0, shares[2] ?? 0)
    self.person = person
    self.total = total ?? fund + relief + account + person
  }
}
