import Counter
import Wire

/// What the functions of the menu show.
extension Sight {
  /// Nil where the lines show something else.
  init?(ofMenu lines: [String]) {
    func begins(_ line: Int, _ chinese: String, _ english: String) -> Bool {
      lines[line].hasPrefix(chinese) || lines[line].hasPrefix(english)
    }
    func fen(_ places: Int...) -> [Int64] { places.compactMap { Sight.fen(lines[$0]) } }
    if begins(0, "撤销成功", "Sale is voided"), let sequence = Sight.number(lines[1]), fen(2, 3).count == 2 {
      self = .voided(sequence: sequence, insurance: fen(2)[0], person: fen(3)[0])
    } else if begins(0, "核验通过", "OK: "), let sequence = Sight.number(lines[3]) {
      self = .verified(sequence: sequence)
    } else if begins(0, "记录已打印", "Record printed"), let sequence = Sight.number(lines[3]) {
      self = .recordPrinted(sequence: sequence)
    } else if begins(3, "按确认重打", "Enter: print"), let sequence = Sight.number(lines[0]) {
      let kind: EntryKind =
        begins(0, "撤销单号", "Void no.")
        ? .void
        : begins(2, "充值", "Top up") || begins(2, "退款", "Return")
          ? .prepaidChange : begins(0, "核验单号", "Slip no.") ? .identityCheck : .sale
      self = .lastReceipt(kind, sequence: sequence, total: fen(2).first)
    } else if begins(0, "要撤销单号", "To void: no."), let sequence = Sight.number(lines[0]), let total = fen(1).first {
      self = .toVoid(sequence: sequence, total: total)
    } else if begins(0, "请输入主管密码", "Supervisor PIN") {
      let isWrong = begins(2, "密码错误", "Wrong")
      let left = isWrong ? lines[2].split { !$0.isASCII || !$0.isNumber }.last.flatMap { UInt32($0) } : nil
      self = .supervisorPIN(triesLeft: left)
    } else if begins(1, "本机交易", "Sales here"), let count = Sight.count(lines[1]), let insurance = fen(2).first {
      self = .record(count: count, insurance: insurance)
    } else if begins(2, "合计", "Total"), begins(3, "医保", "Insured"), let sequence = Sight.number(lines[1]),
      fen(2, 3).count == 2
    {
      let isVoided = begins(1, "已撤销", "Voided")
      self = .recorded(sequence: sequence, isVoided: isVoided, total: fen(2)[0], insurance: fen(3)[0])
    } else if begins(0, "今日成交", "Sales today"), let count = Sight.count(lines[0]), fen(1, 2, 3).count == 3 {
      self = .totals(page: 0, [count] + fen(1, 2, 3))
    } else if begins(0, "个账", "Account"), begins(1, "现金", "Cash"), fen(0, 1, 2, 3).count == 4 {
      self = .totals(page: 1, fen(0, 1, 2, 3))
    } else if begins(0, "已上传", "Sent"), let sent = Sight.count(lines[0]), let waiting = Sight.count(lines[2]),
      fen(1, 3).count == 2
    {
      self = .totals(page: 2, [sent, fen(1)[0], waiting, fen(3)[0]])
    } else if begins(0, "已撤销", "Voided"), begins(1, "金额", "Amount"), let count = Sight.count(lines[0]),
      let sum = fen(1).first
    {
      self = .totals(page: Books.lastTotalsPage, [count, sum])
    } else if begins(2, "钱箱", "Till"), fen(0, 1, 2).count == 3 {
      self = .totals(page: Books.tillPage, fen(0, 1, 2))
    } else if begins(0, "预付余额", "Balance"), begins(2, "余额", "Left"), let left = fen(2).first {
      self = .balance(left)
    } else if begins(3, "按确认继续", "Enter: go on"), let move = Sight.move(lines[0]), let amount = fen(2).first {
      self = .toMove(move, amount)
    } else if let move = Sight.move(lines[0]), begins(2, "收款", "Take") || begins(2, "退现", "Pay"),
      let amount = fen(2).first, let sequence = Sight.number(lines[3]) ?? Sight.number(lines[1])
    {
      let left = [1, 3].first { begins($0, "余额", "Left") }
      self = .moved(move, amount, sequence: sequence, left: left.flatMap { fen($0).first })
    } else if begins(0, "上次余额非当前", "Last, not of now"), let left = fen(2).first {
      self = .lastBalance(left)
    } else if begins(0, "挂失成功", "Loss is reported") {
      self = .lossReported
    } else {
      return nil
    }
  }

  /// What is done to a prepaid balance, or was before a restart, by the first word.
  private static func move(_ line: String) -> PrepaidMove? {
    let line = line.hasPrefix("重启前") ? String(line.dropFirst(3)) : line
    if line.hasPrefix("充值") || line.hasPrefix("Top up") { return .topUp }
    return line.hasPrefix("退款") || line.hasPrefix("Return") ? .refund : nil
  }
}
