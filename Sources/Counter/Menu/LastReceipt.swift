import Wire

extension MenuFunction {
  /// Prints the newest receipt once more, marked as a copy.
  static let lastReceipt = MenuFunction(title: Bilingual("重打小票", "Receipt again")) { answers, situation in
    guard case .found(let found)? = answers.first else { return .looksUp(.lastReceipt) }
    guard case .receipt(let entry?) = found, let slip = Slip(copyOf: entry, at: situation.place) else {
      return .refuses(RefusalNotice(found.refusal ?? .nothingToPrint))
    }
    if answers.last == .confirmed { return .prints(slip) }
    let (number, content): (Bilingual, MenuPage.Line) =
      switch entry.body {
      case .void(let void): (Bilingual("撤销单号", "Void no."), .amount(Bilingual("合计", "Total"), void.shares.total))
      case .prepaidChange(let change): (Bilingual("凭条号", "Slip no."), .amount(change.move.words, change.amount))
      case .identityCheck(let check): (Bilingual("核验单号", "Slip no."), .words(check.purpose.title))
      default: (Bilingual("单号", "No."), .amount(Bilingual("合计", "Total"), entry.body.total))
      }
    return .shows([
      MenuPage(
        .field(number, "\(entry.sequence)"), .field(Bilingual("时间", "Time"), CalendarTime(entry.at).shortText), content,
        .words(Bilingual("按确认重打", "Enter: print")))
    ])
  }
}

extension Found {
  /// Why nothing could be looked up; nil where it could.
  var refusal: Refusal? {
    if case .failed(let refusal) = self { refusal.refusal } else { nil }
  }
}
