import Codes
import Settlement
import Time
import Wire

extension MenuFunction {
  /// Takes a whole sale of today back: by its number and the supervisor's PIN or its code, or by its code alone.
  static let saleVoid = MenuFunction(title: Bilingual("撤销一笔", "Void a sale")) { answers, situation in
    // Nothing can be made durable, so that nothing is begun.
    if let refusal = situation.context.status.impediment?.refusal { return .refuses(RefusalNotice(refusal)) }
    guard situation.context.status.hasRoom else { return .refuses(RefusalNotice(.storeFull)) }
    guard let named = answers.first else { return .asks(.receiptNumber) }
    guard answers.count > 1 else {
      switch named {
      case .number(let sequence): return .looksUp(.sale(sequence))
      case .code(let card, _): return .looksUp(.saleOf(card))
      default: return .refuses(RefusalNotice(.noSuchReceipt))
      }
    }
    guard case .found(let found) = answers[1], case .sale(.standing(let entry, let hash)) = found else {
      var finding: SaleVoid.Finding?
      if case .found(.sale(let found)) = answers[1] { finding = found }
      var refusal = Refusal.storeFailed
      if case .found(let found) = answers[1] { refusal = finding?.refusal ?? found.refusal ?? .storeFailed }
      return .refuses(RefusalNotice(refusal))
    }
    return next(answers.dropFirst(2), to: entry, hash, named, situation)
  }

  /// What comes once it is known which sale it is.
  private static func next(
    _ answers: ArraySlice<MenuAnswer>, to entry: JournalEntry, _ hash: [UInt8], _ named: MenuAnswer,
    _ situation: MenuSituation
  ) -> MenuStep {
    switch (answers.last, named) {
    case (nil, _): return .shows([MenuPage(toVoid: entry)])
    case (.confirmed, .code): return committing(entry, hash, .code, situation)
    case (.confirmed, _): return .needsAuthority(orCodeOf: entry.body.card)
    case (.authorised(let authority), _): return committing(entry, hash, authority, situation)
    case (.committed(let sequence), _):
      let authority: SaleVoid.Authority = answers.contains(.authorised(.supervisor)) ? .supervisor : .code
      guard let void = SaleVoid(of: entry, hash: hash, authority: authority) else { return .refuses(.notVoidable) }
      return .concludes(
        MenuPage(voided: void, sequence: sequence), Slip(.void(void), sequence: sequence, in: situation), .voided)
    default: return .refuses(.notVoidable)
    }
  }

  private static func committing(
    _ entry: JournalEntry, _ hash: [UInt8], _ authority: SaleVoid.Authority, _ situation: MenuSituation
  ) -> MenuStep {
    // It may have become another day meanwhile.
    guard CalendarDay(inChinaAt: entry.at) == CalendarDay(inChinaAt: situation.now.wall) else {
      return .refuses(RefusalNotice(.voidOfAnotherDay))
    }
    guard let void = SaleVoid(of: entry, hash: hash, authority: authority) else { return .refuses(.notVoidable) }
    return .commits(EntryProposal(.void(void), of: nil, at: situation.now.wall))
  }
}

extension NumberField {
  fileprivate static let receiptNumber = NumberField(
    title: Bilingual("撤销一笔", "Void a sale"), label: Bilingual("单号", "No."),
    hint: Bilingual("或扫原码", "or scan the code"))
}

extension MenuPage {
  /// What is about to be taken back.
  fileprivate init(toVoid entry: JournalEntry) {
    let shares = entry.body.shares
    self.init(
      .field(Bilingual("要撤销单号", "To void: no."), "\(entry.sequence)"),
      .amount(Bilingual("合计", "Total"), shares?.total ?? .zero),
      .amount((shares?.tender ?? .cash).after(Bilingual("退", "Back ")), shares?.selfPaid ?? .zero),
      .words(Bilingual("按确认继续", "Enter: go on")))
  }

  /// What goes back, and to where.
  fileprivate init(voided void: SaleVoid, sequence: UInt64) {
    self.init(
      .words(Bilingual("撤销成功", "Sale is voided")), .field(Bilingual("撤销单号", "Void no."), "\(sequence)"),
      .amount(Bilingual("退医保", "To insurer"), void.shares.insurance),
      .amount(void.shares.tender.after(Bilingual("退", "Back ")), void.shares.selfPaid))
  }
}

extension RefusalNotice {
  fileprivate static let notVoidable = RefusalNotice(.noSuchReceipt)
}

extension SaleVoid.Finding {
  /// Nil of a sale that stands.
  fileprivate var refusal: Refusal? {
    switch self {
    case .standing: nil
    case .absent, .noSale: .noSuchReceipt
    case .ofAnotherDay: .voidOfAnotherDay
    case .voidedBefore: .voidedBefore
    }
  }
}

extension JournalEntry.Body {
  fileprivate var card: CardReference? {
    if case .sale(let sale) = self { sale.card } else { nil }
  }
}
