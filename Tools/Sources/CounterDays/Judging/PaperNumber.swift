/// What paper says of itself: what it is of, by what its number is called; and how much, by what the sum is called.
enum PaperNumber {
  static func kind(of line: String) -> EntryKind? {
    func begins(_ chinese: String, _ english: String) -> Bool { line.hasPrefix(chinese) || line.hasPrefix(english) }
    if begins("凭条号", "Receipt no.") { return .sale }
    if begins("撤销单号", "Void no.") { return .void }
    if begins("核验单号", "Slip no.") { return .identityCheck }
    return begins("打印单号", "Print no.") ? .recordPrint : nil
  }

  /// Fen; nil of a line that is no sum.
  static func total(in line: String) -> Int64? {
    ["合计", "Total", "退回", "Given back"].contains { line.hasPrefix($0) } ? Sight.fen(line) : nil
  }
}
