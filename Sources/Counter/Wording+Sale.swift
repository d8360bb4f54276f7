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
      left(screen.category.word(in: language)),
      amount(word("金额", "Amount"), screen.amount),
      screen.articles == 0 ? left(enter) : pair(enter, pieces(screen.articles), word("确认", "Enter")),
    ]
  }

  private func next(_ holder: HolderLabel) -> String {
    if case .paymentCode = holder { return word("按确认即付款", "Enter: pay now") }
    return word("按确认看分担", "Enter: shares")
  }

  /// The total; the fund's share, or why there is none; the person's; its tender and what to do.
  func lines(of screen: SharesScreen) -> [PanelLine] {
    let shares = screen.shares
    let fund =
      shares.noInsuranceReason.map { left($0.words(in: language)) } ?? amount(word("基金", "Fund"), shares.fund.text)
    let next = screen.hasOtherTender ? word("类别键换", "CAT swaps") : word("按确认", "Enter")
    return [
      amount(word("合计", "Total"), shares.total.text),
      fund,
      amount(word("自付", "Person"), shares.selfPaid.text),
      pair(shares.tender.word(in: language), next),
    ]
  }

  /// That it is accepted, and how, or that it is and has no paper; the receipt's number; the fund's share; what
  /// to take from the person, and how.
  func lines(of screen: AcceptedScreen) -> [PanelLine] {
    let shares = screen.shares
    return [
      left(
        screen.isReceiptWaiting
          ? word("已受理小票未打印", "Sold, no receipt") : headline(screen)),
      pair(word("单号", "No."), "\(screen.sequence)"),
      amount(word("基金", "Fund"), shares.fund.text),
      amount(shares.tender.word(in: language), shares.selfPaid.text),
    ]
  }

  private func headline(_ screen: AcceptedScreen) -> String {
    if screen.isUnverified { return word("已受理身份未核验", "Sold, unverified") }
    if case .online = screen.shares.tender { return word("付款成功", "Paid") }
    return word("离线受理成功", "Accepted offline")
  }

  /// Of the last sale before a restart: that it stands; the receipt's number; the total, by which the clerk knows it
  /// again; what to take from the person, and how.
  func lines(of screen: RecalledScreen) -> [PanelLine] {
    let shares = screen.shares
    return [
      left(word("重启前末笔已受理", "Last sale stands")),
      pair(word("单号", "No."), "\(screen.sequence)"),
      amount(word("合计", "Total"), shares.total.text),
      amount(shares.tender.word(in: language), shares.selfPaid.text),
    ]
  }
}
