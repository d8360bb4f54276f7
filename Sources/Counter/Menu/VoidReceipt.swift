import Settlement
public import Time
public import Wire

/// The paper of a void: which sale was taken back, and where each share of it goes.
public struct VoidReceipt: Equatable, Sendable {
  public let void: SaleVoid
  /// The void's own number.
  public let sequence: UInt64
  public let at: UnixTime
  public let place: Place
  public let isCopy: Bool

  init(_ void: SaleVoid, sequence: UInt64, at: UnixTime, place: Place, isCopy: Bool) {
    self.void = void
    self.sequence = sequence
    self.at = at
    self.place = place
    self.isCopy = isCopy
  }

  func lines(in language: Language) -> [ReceiptContent.Line] {
    func text(_ chinese: String, _ english: String) -> String { Bilingual(chinese, english).text(in: language) }
    let shares = void.shares
    var lines = place.heading(
      Bilingual("撤销凭条", "Void receipt"), Bilingual("撤销单号", "Void no."), sequence, at: at, isCopy: isCopy,
      in: language)
    lines += [
      .field(text("原单号", "Sale voided"), "\(void.sequence)"),
      .field(text("凭据", "Authorised by"), authority(in: language)),
      .rule,
      .total(text("退回", "Given back"), shares.total.money(in: language)),
      .field(text("退基金", "To fund"), shares.fund.money(in: language)),
    ]
    if shares.relief > .zero { lines.append(.field(text("退救助", "To relief"), shares.relief.money(in: language))) }
    if shares.account > .zero { lines.append(.field(text("退个账", "To account"), shares.account.money(in: language))) }
    lines += [
      .field(text("退个人", "To person"), shares.selfPaid.money(in: language)),
      .field(text("退回方式", "Given in"), shares.tender.word(in: language)),
    ]
    if let payment = void.payment { lines.append(.field(text("付款单号", "Payment no."), payment.reference)) }
    if case .online = shares.tender { lines.append(.note(text("联网后退回付款人", "Paid back online"))) }
    return lines + [.rule, .note(text("医保支付不退现金", "Insurance is not paid in cash"))]
  }

  private func authority(in language: Language) -> String {
    let words =
      switch void.authority {
      case .supervisor: Bilingual("主管密码", "Supervisor")
      case .code: Bilingual("原码", "Same code")
      }
    return words.text(in: language)
  }
}
