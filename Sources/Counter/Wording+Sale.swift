import Codes
import Settlement

extension ScreenComposer {
  /// The name; the year of birth and the code's presence; the insured region and whether it settles here, or that there
  /// is none; how old policy is, or what the card says of its holder, or what to do.
  func lines(of screen: IdentityScreen) -> [PanelLine] {
    let settles = screen.isRegionOpen ? word("可报", "fund") : word("自费", "cash")
    let insurance =
      screen.insuredRegion.map { pair(word("参保", "Ins. ") + $0.text, settles) }
      ?? left(NoInsuranceReason.notInsured.words(in: language))
    return [
      left(name(screen.maskedName)),
      pair(word("\(screen.birthYear)年生", "Born \(screen.birthYear)"), screen.presence.word(in: language)),
      insurance,
      left(text(of: screen.policy) ?? remark(screen.entitlements) ?? word("请输入金额", "Key the amount")),
    ]
  }

  /// Poverty relief is not shown: the next person in the queue reads this display too.
  private func remark(_ entitlements: Entitlements) -> String? {
    if entitlements.contains(.guardianHeld) { return word("监护人代持", "Guardian's card") }
    if entitlements.contains(.chronicOutpatient) { return word("慢特病已登记", "Chronic disease") }
    return nil
  }

  /// The name; the category; the amount so far; what to do, and how many articles there are.
  func lines(of screen: AmountScreen) -> [PanelLine] {
    let enter = next(screen.holder)
    return [
      left(name(screen.holder)),
      screen.deposit.map {
        pair(screen.category.word(in: language), word("押金", "dep. ") + $0.text, word("", "Stay"))
      } ?? left(screen.category.word(in: language)),
      amount(word("金额", "Amount"), screen.amount),
      screen.articles == 0 ? left(enter) : pair(enter, pieces(screen.articles), word("确认", "Enter")),
    ]
  }

  private func next(_ holder: HolderLabel) -> String {
    if case .paymentCode = holder { return word("按确认即付款", "Enter: pay now") }
    return word("按确认看分担", "Enter: shares")
  }

  /// The total; the fund's share, or why there is none; the person's; its tender and what to do. Where relief or the
  /// account pays too, its share takes the third line, and the tender is the label of the person's; where both do, the
  /// total gives way to them: the clerk has just keyed it.
  func lines(of screen: SharesScreen) -> [PanelLine] {
    let shares = screen.shares
    let total = amount(word("合计", "Total"), shares.total.text)
    let fund =
      shares.noInsuranceReason.map { left($0.words(in: language)) } ?? amount(word("基金", "Fund"), shares.fund.text)
    let relief = shares.relief > .zero ? [amount(word("救助", "Relief"), shares.relief.text)] : []
    let account = shares.account > .zero ? [amount(word("个账", "Account"), shares.account.text)] : []
    let others = relief + account
    guard !others.isEmpty else {
      let next = screen.hasOtherTender ? word("类别键换", "CAT swaps") : word("按确认", "Enter")
      return [
        total, fund, amount(word("自付", "Person"), shares.selfPaid.text),
        pair(shares.tender.word(in: language), next),
      ]
    }
    // A mark behind the tender says that the category key offers another way.
    let tender = shares.tender.word(in: language) + (screen.hasOtherTender ? ">" : "")
    let person = amount(tender, shares.selfPaid.text)
    return others.count == 1 ? [total, fund] + others + [person] : [fund] + others + [person]
  }

  /// That it is accepted, and how, or that it is and has no paper; the receipt's number; the fund's share, or
  /// with relief or the account all that insurance pays; what to take from the person, and how. Where the person's prepaid
  /// balance pays, what is left of it stands in the place of the insurance's share, which the paper has.
  func lines(of screen: AcceptedScreen) -> [PanelLine] {
    let shares = screen.shares
    let payer = shares.insurance == shares.fund ? word("基金", "Fund") : word("医保", "Insured")
    return [
      left(
        screen.isReceiptWaiting
          ? word("已受理小票未打印", "Sold, no receipt") : headline(screen)),
      pair(word("单号", "No."), "\(screen.sequence)"),
      screen.balance.map { amount(word("剩余", "Left"), $0.text) } ?? amount(payer, shares.insurance.text),
      amount(shares.tender.word(in: language), shares.selfPaid.text),
    ]
  }

  private func headline(_ screen: AcceptedScreen) -> String {
    if screen.isUnverified { return word("已受理身份未核验", "Sold, unverified") }
    if case .online = screen.shares.tender { return word("付款成功", "Paid") }
    return word("离线受理成功", "Accepted offline")
  }

  /// Of the last sale before a restart: that it stands; the receipt's number; the total, by which the clerk knows it
  /// again; what to take from the person, and how. Of a change of a prepaid balance: what it was and that it stands; its
  /// number; what to take or to pay; what is left.
  func lines(of screen: RecalledScreen) -> [PanelLine] {
    let number = pair(word("单号", "No."), "\(screen.sequence)")
    switch screen.made {
    case .sale(let shares):
      return [
        left(word("重启前末笔已受理", "Last sale stands")), number, amount(word("合计", "Total"), shares.total.text),
        amount(shares.tender.word(in: language), shares.selfPaid.text),
      ]
    case .change(let move, let fen, let balance):
      return [
        left(word("重启前" + move.words.chinese + "已办", move.words.english + " stands")), number,
        amount(text(of: move.cash), fen.text), balance.map { amount(text(of: .left), $0.text) } ?? left(""),
      ]
    }
  }
}
