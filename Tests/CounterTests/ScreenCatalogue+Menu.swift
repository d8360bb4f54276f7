import Settlement
import Wire

@testable import Counter

/// What the menu's functions show and print, with ordinary values and the widest ones.
extension ScreenCatalogue {
  static var menu: [Entry] {
    let sales = divisions.flatMap { shares in
      ([1, 41, .max] as [UInt64]).map { Journalled.sale($0, shares: shares, payment: payment(of: shares)) }
    }
    let finished = sales.flatMap { sale in
      screens(
        of: .saleVoid,
        [
          [], [.number(1), .found(.sale(.standing(sale, hash: Journalled.hash)))],
          [
            .number(1), .found(.sale(.standing(sale, hash: Journalled.hash))), .confirmed, .authorised(.supervisor),
            .committed(sequence: .max),
          ],
        ])
        + screens(of: .lastReceipt, [[.found(.receipt(sale))]])
        + screens(
          of: .lastReceipt,
          [
            [.found(.receipt(Journalled.entry(.max, .void(Journalled.void(of: sale)))))]
          ])
    }
    let totals = totals.flatMap { screens(of: .dayTotals, [[.found(.totals($0))]]) }
    let lists = (0..<MenuList.functions.parts).map { MenuList.functions.screen(part: $0) }
    let checks = (0...2).flatMap { purpose in
      people.flatMap { holder in
        screens(
          of: .verifyOnly,
          [
            [], [.chosen(purpose)], [.chosen(purpose), .identified(holder), .committed(sequence: 1)],
            [.chosen(purpose), .identified(holder), .committed(sequence: .max)],
          ])
      }
    }
    let keyed = ["", "4", "1234567890"].map {
      Screen.menu(
        .number(
          title: Bilingual("撤销一笔", "Void a sale"), label: Bilingual("单号", "No."), keyed: $0,
          hint: Bilingual("或扫原码", "or scan the code")))
    }
    let pins = [0, 6, 12].flatMap { digits in
      ([nil, 1, 2] as [UInt32?]).flatMap { triesLeft in
        [true, false].map { Screen.menu(.pin(digits: digits, triesLeft: triesLeft, mayShowCode: $0)) }
      }
    }
    let recordPages = people.flatMap { holder in
      records.flatMap { record in
        screens(
          of: .transactionRecord,
          [
            [], [.identified(holder), .found(.record(record))],
            [.identified(holder), .found(.record(record)), .confirmed, .committed(sequence: .max)],
          ])
      }
    }
    let right = InquiryOutcome.pin(.right, OnlineTests.inquiryID)
    let recordPINs = ([nil, 2] as [Int?]).map {
      Screen.pin(PINScreen(purpose: .record, digits: 6, triesLeft: $0))
    }
    let losses = people.flatMap { holder -> [Screen] in
      let shown = MenuAnswer.code(Person().card, maskedName: holder.identity?.maskedName ?? "")
      return screens(
        of: .lossReport,
        [shown, .number(LossTests.number.value)].flatMap {
          [[], [$0], [$0, .confirmed], [$0, .confirmed, .answered(right), .found(.lossKept)]]
        })
    }
    let disputed = screens(of: .disputes, [[.found(.disputes(disputes))]])
    let picture = Screen.menu(.page(MenuPage(SupervisorMenuTests.picture.map { .words(Bilingual($0, $0)) })))
    let supervision = (0...2).flatMap { item in
      screens(
        of: .supervisor,
        [
          [.authorised(.supervisor)],
          [.authorised(.supervisor), .chosen(item), .found(.standing(SupervisorMenuTests.standing))],
        ])
    }
    let tests = PartCheck.Fault.allCases.flatMap { fault in
      let test = SupervisorMenuTests.test(PartCheck.Part.allCases.map { ($0, fault) })
      return screens(of: .supervisor, [[.authorised(.supervisor), .chosen(3), .found(.selfTest(test))]])
    }.filter { $0 != picture }
    let kept = finished + totals + lists + checks + recordPages
    let worded = kept + recordPINs + losses + disputed + balances + supervision + tests + keyed + pins + [.menu(.busy)]
    return worded.map { Entry(name: "menu", screen: $0) } + [Entry(name: "picture", screen: picture)]
  }

  /// A balance, and what is done to it.
  private static var balances: [Screen] {
    people.flatMap { holder in
      ([0, 1, 12_345, 99_999_999] as [Int64]).flatMap { fen -> [Screen] in
        let known = KnownBalance(Fen(fen), at: Samples.evening.wall)
        let found: [MenuAnswer] = [.identified(holder), .found(.balance(known))]
        let left = found + [.answered(.balance(Fen(fen)))]
        let paid = MenuAnswer.answered(.approved(Journalled.payment(.prepaid)))
        let told = MenuAnswer.answered(.approved(Journalled.payment(.prepaid, left: Fen(fen))))
        let right = MenuAnswer.answered(.pin(.right, OnlineTests.inquiryID))
        let topUp = left + [.confirmed, .chosen(0)]
        let refund = left + [.confirmed, .chosen(1)]
        return screens(
          of: .prepaid,
          [
            [], [.identified(holder)], found + [.answered(.noAnswer)], left, left + [.confirmed], topUp,
            topUp + [.number(1_000)],
            topUp + [.number(1_000), .confirmed], topUp + [.number(1), .confirmed, paid, .committed(sequence: .max)],
            topUp + [.number(1), .confirmed, told, .committed(sequence: .max)],
            refund, refund + [.confirmed], refund + [.confirmed, right],
            refund + [.confirmed, right, paid, .committed(sequence: .max)],
          ])
      }
    }
  }

  /// Every kind of paper.
  static var papers: [Slip] {
    let sales = divisions.map { Journalled.sale(.max, shares: $0, articles: goods, payment: payment(of: $0)) }
    let slips = people.flatMap { holder in
      IdentityCheck.Purpose.allCases.compactMap { purpose -> Slip? in
        guard let proof = IdentityProof(holder, in: situation) else { return nil }
        let entry = Journalled.entry(.max, .identityCheck(IdentityCheck(proof: proof, purpose: purpose)))
        return Slip(copyOf: entry, at: Samples.place)
      }
    }
    let copies = sales.compactMap { Slip(copyOf: $0, at: Samples.place) }
    let voids = sales.flatMap { sale in
      SaleVoid.Authority.allCases.flatMap { authority in
        [true, false].map { slip(.void(Journalled.void(of: sale, authority)), isCopy: $0) }
      }
    }
    let sheets = totals.map { Slip(.totals($0), in: situation) }
    let inspections = PartCheck.Fault.allCases.map { fault in
      Slip(.inspection(SupervisorMenuTests.test(PartCheck.Part.allCases.map { ($0, fault) }).parts), in: situation)
    }
    let changes = PrepaidMove.allCases.flatMap { move in
      ([nil, .saleMaximum] as [Fen?]).map { left in
        var change = Journalled.prepaid(move)
        change.balance = left
        return slip(.prepaid(change), isCopy: left == nil)
      }
    }
    return changes + receipts.map { slip(.sale($0)) } + copies + voids + sheets + slips + inspections
      + [Slip(.disputes(disputes), in: situation)]
      + records.map { slip(.record($0, of: "ABCDEFGHIJKLMNOPQRSTUVW*")) }
  }

  /// Of an entry with the widest number.
  private static func slip(_ content: Slip.Content, isCopy: Bool = false) -> Slip {
    Slip(content, sequence: .max, at: Samples.evening.wall, place: Samples.place, isCopy: isCopy)
  }

  /// For each reason.
  static var disputes: DisputeList {
    let items = DisputeReason.allCases.reversed().map { reason in
      Dispute(
        sequence: 9_999_999_900 + UInt64(reason.rawValue), reason: reason, at: Samples.evening.wall,
        amount: .saleMaximum)
    }
    return DisputeList(
      terminal: Samples.place.terminal, number: 1, count: UInt32(items.count), items: items)
  }

  /// With names of every kind, by phone and on paper.
  private static var people: [Holder] {
    names.flatMap { name in
      [true, false].compactMap {
        Holder(Person(name: name, isPrinted: $0).accepted(at: Samples.evening), usage: .none)
      }
    }
  }

  private static var records: [TransactionRecord] {
    var full = TransactionRecord()
    for (index, shares) in divisions.enumerated() {
      _ = full.add(
        TransactionRecord.Transaction(
          sequence: index % 3 == 0 ? 999_999_999_999 : 41, at: Samples.evening.wall, shares: shares,
          isVoided: index % 2 == 0))
    }
    return [TransactionRecord(), full]
  }

  private static var situation: MenuSituation {
    var context = Samples.context
    context.policy.prepaidTopUp = .yuan(1_000)
    return MenuSituation(now: Samples.evening, context: context, place: Samples.place)
  }

  static var totals: [DayTotals] {
    var all = DayTotals()
    for (index, shares) in divisions.enumerated() {
      if index % 5 == 0 { all.addVoided(shares) } else { all.add(shares, isSent: index % 2 == 0) }
    }
    var withPrepaid = all
    withPrepaid.add(toppedUp: .saleMaximum)
    withPrepaid.add(refunded: .yuan(12))
    var negative = DayTotals()
    negative.add(refunded: .saleMaximum)
    return [DayTotals(), all, withPrepaid, negative]
  }

  private static func payment(of shares: Shares) -> OnlinePayment? {
    if case .online(let kind) = shares.tender { Journalled.payment(kind) } else { nil }
  }

  /// What a function shows after each of these answers.
  private static func screens(of function: MenuFunction, _ answers: [[MenuAnswer]]) -> [Screen] {
    answers.flatMap { answers -> [Screen] in
      switch function.next(answers, situation) {
      case .chooses(let list): (0..<list.parts).map { list.screen(part: $0) }
      case .needsCode(let page): [.menu(.page(page))]
      case .asks(let field):
        [.menu(.number(title: field.title, label: field.label, keyed: "", hint: field.hint))]
      case .shows(let pages): pages.map { .menu(.page($0)) }
      case .concludes(let page, _, _): [.menu(.result(page))]
      case .needsPIN(let draft):
        [0, 6].flatMap { digits in
          ([nil, 1, 2] as [Int?]).map {
            .pin(PINScreen(purpose: draft.question.purpose, digits: digits, triesLeft: $0))
          }
        }
      case .inquires(let draft): [.asking(draft.question.screen)]
      case .looksUp, .keepsLoss, .needsAuthority, .commits, .prints, .refuses: []
      }
    }
  }
}
