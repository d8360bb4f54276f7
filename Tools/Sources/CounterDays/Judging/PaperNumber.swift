/// What paper says of itself: what it is of, by what its number is called; and how much, by what the sum is called.
enum PaperNumber {
  static func kind(of line: String) -> EntryKind? {
    func begins(_ chinese: String, _ english: String) -> Bool { line.hasPrefix(chinese) || line.hasPrefix(english) }
    if begins("凭条号", "Receipt no.") { return .sale }
    if begins("撤销单号", "Void no.") { return .void }
    if begins("核验单号", "Slip no.") { return .identityCheck }
    return begins("打印单号", "Print no.") ? .recordPrint : nil
  }

  /// What the paper is of by its title, where its number is called as others are.
  static func titled(_ line: String) -> EntryKind? {
    ["预付充值凭条", "退余额凭条", "Balance top-up", "Balance returned"].contains(where: line.contains) ? .prepaidChange : nil
  }

  /// Fen; nil of a line that is no sum.
  static func total(in line: String) -> Int64? {
    ["合计", "Total", "退回", "Given back", "收到现金", "退还现金", "Cash received", "Cash paid out"].contains {
      line.hasPrefix($0)
    } ? Sight.fen(line) : nil
  }
}
