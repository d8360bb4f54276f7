import Codes
import Settlement
import Time
import Wire

@testable import Counter

/// Every kind of screen, with ordinary values and with the widest ones.
enum ScreenCatalogue {
  struct Entry: Sendable {
    let name: String
    let screen: Screen
  }

  static let names = [
    "王*明", "欧阳*娜", "阿*", "J*hn Smith", "A*", "Müller*", "𠮷*野", "一二三四五六*八", "ABCDEFGHIJKLMNOPQRSTUVW*", "Ж*ЖЖЖЖЖЖЖЖЖЖЖ",
    "*",
  ]
  static let terminals = ["XY-0001", String(repeating: "W", count: 32)]
  static let amounts: [Int64] = [1, 1_230, 123_450, 99_999_999]
  static let reasons: [NoInsuranceReason] = [
    .notInsured, .regionNotOpen(Samples.region(610_602)), .notEntitledToCategory, .noRule, .recordNotPrinted,
  ]
  static let policies: [PolicyAge] = [
    .fresh, .stale(.minutes(59)), .stale(.hours(23)), .stale(.days(3)), .stale(.days(9_999)), .stopped,
  ]

  static var all: [Entry] {
    idle + articles + identity + amount + shares + accepted + refusals + online + menu
      + [Entry(name: "committing", screen: .committing)]
  }

  /// What is shown of codes that the hub is asked about.
  static var online: [Entry] {
    let labels = [HolderLabel.unverified] + PaymentKind.allCases.map { .paymentCode($0) }
    let payments = PaymentKind.allCases.flatMap { kind in amounts.map { AskingScreen.payment(kind, Fen($0)) } }
    let moves = PrepaidMove.allCases.flatMap { move in amounts.map { AskingScreen.prepaid(move, Fen($0)) } }
    let identities = Inquiry.IdentityCode.allCases.map { AskingScreen.identity($0) }
    let asking = (payments + moves + identities + [.pin, .balance]).map { Entry(name: "asking", screen: .asking($0)) }
    let pins = amounts.flatMap { total in
      ([(0, nil), (6, nil), (0, 2)] as [(Int, Int?)]).map {
        Entry(name: "PIN", screen: .pin(PINScreen(purpose: .sale(Fen(total)), digits: $0, triesLeft: $1)))
      }
    }
    return asking + pins
      + policies.map { Entry(name: "unverified", screen: .unverified(UnverifiedScreen(policy: $0))) }
      + labels.map {
        Entry(name: "amount", screen: .amount(AmountScreen(holder: $0, category: .pharmacy, amount: "999999.99")))
      }
      + divisions.map {
        let screen = AcceptedScreen(sequence: .max, shares: $0, isUnverified: true, isReceiptWaiting: false)
        return Entry(name: "accepted", screen: .accepted(screen))
      }
  }

  static var idle: [Entry] {
    var entries: [Entry] = []
    for link in Link.allCases {
      for policy in policies {
        for (pending, oldest) in [
          (nil, nil), (0, nil), (1, .minutes(0)), (12, .hours(3)), (999, .minutes(59)), (1_000, .days(9_999)),
          (.max, nil),
        ] as [(UInt64?, Age?)] {
          for isDown in [false, true] {
            for refusal in [nil, Refusal.trustStopped] {
              let screen = IdleScreen(
                clock: isDown ? nil : ClockFace(Samples.evening.wall), link: link, pending: pending, oldest: oldest,
                policy: policy, refusal: refusal, isScannerDown: isDown, isPrinterDown: isDown,
                terminal: terminals[isDown ? 1 : 0])
              var stuck = screen
              stuck.isKeyStuck = true
              stuck.disputes = isDown ? .max : 12
              entries += [screen, stuck].map { Entry(name: "idle", screen: .idle($0)) }
            }
          }
        }
      }
    }
    return entries
  }

  static let goods = [
    Goods.drug(), Goods.bottle,
    Goods.numbered(String(repeating: "W", count: 20), batch: String(repeating: "W", count: 20)),
  ]

  static var articles: [Entry] {
    goods.flatMap { article in
      [1, 12, Sale.articleMaximum].flatMap { count in
        [true, false].map {
          Entry(name: "articles", screen: .articles(ArticlesScreen(count: count, last: article, isSaleOpen: $0)))
        }
      }
    }
  }

  static var identity: [Entry] {
    var entries: [Entry] = []
    for name in names {
      for presence in [Presence.dynamic, .printed] {
        for region in [nil, Samples.region(610_402)] {
          for policy in policies {
            for entitlements in [[], .all, .chronicOutpatient] as [Entitlements] {
              let screen = IdentityScreen(
                maskedName: name, birthYear: 1985, presence: presence, insuredRegion: region,
                isRegionOpen: presence == .dynamic, entitlements: entitlements, policy: policy)
              entries.append(Entry(name: "identity", screen: .identity(screen)))
            }
          }
        }
      }
    }
    return entries
  }

  static var amount: [Entry] {
    names.flatMap { name in
      Category.allCases.flatMap { category in
        ["0", "0.", "12.5", "999999.99"].flatMap { amount in
          zip([nil, .zero, .yuan(500), Policy.amountMaximum], [0, 1, 12, Sale.articleMaximum]).map { deposit, count in
            let screen = AmountScreen(
              holder: .name(name), category: category, amount: amount, deposit: deposit, articles: count)
            return Entry(name: "amount", screen: .amount(screen))
          }
        }
      }
    }
  }

  static var divisions: [Shares] {
    var divisions: [Shares] = []
    for amount in amounts {
      for tender in [Tender.cash, .paymentApplication(aid: Samples.wallet), .online(.prepaid), .online(.unionPay)] {
        for fund in [0, amount / 2, amount] {
          divisions.append(
            contentsOf: [Shares(total: Fen(amount), fund: Fen(fund), selfPaid: Fen(amount - fund), tender: tender)]
              .compactMap { $0 })
        }
      }
      // Relief, the account, both, with as much as there is and with next to nothing.
      for (fund, relief, account) in [
        (0, amount, 0), (0, 0, amount), (amount / 2, amount / 4, amount / 8), (1, amount - 2, 1), (1, 1, amount - 2),
      ] where fund + relief + account <= amount {
        divisions.append(
          contentsOf: [
            Shares(
              total: Fen(amount), fund: Fen(fund), relief: Fen(relief), account: Fen(account),
              selfPaid: Fen(amount - fund - relief - account), tender: .paymentApplication(aid: Samples.wallet))
          ].compactMap { $0 })
      }
      for reason in reasons {
        for tender in [Tender.cash, .paymentApplication(aid: Samples.wallet), .online(.prepaid), .online(.unionPay)] {
          divisions.append(
            contentsOf: [
              Shares(total: Fen(amount), fund: .zero, selfPaid: Fen(amount), tender: tender, noInsuranceReason: reason)
            ].compactMap { $0 })
        }
      }
    }
    return divisions
  }

  static var shares: [Entry] {
    divisions.flatMap { division in
      [true, false].map {
        Entry(name: "shares", screen: .shares(SharesScreen(shares: division, hasOtherTender: $0)))
      }
    }
  }

  /// A change of a balance before a restart, and a sale from one.
  private static func changes(_ sequence: UInt64) -> [Entry] {
    ([nil, .zero, Fen(1), .saleMaximum] as [Fen?]).flatMap { left in
      PrepaidMove.allCases.map {
        let recalled = RecalledScreen(sequence: sequence, .change($0, .saleMaximum, left: left))
        return Entry(name: "recalled", screen: .recalled(recalled))
      } + [
        Entry(
          name: "accepted",
          screen: .accepted(
            AcceptedScreen(
              sequence: sequence, shares: Journalled.shares(10, fund: 7, tender: .online(.prepaid)), balance: left,
              isReceiptWaiting: false)))
      ]
    }
  }

  static var accepted: [Entry] {
    divisions.flatMap { division in
      ([1, 123, .max] as [UInt64]).flatMap { sequence in
        let recalled = RecalledScreen(sequence: sequence, .sale(division))
        return [Entry(name: "recalled", screen: .recalled(recalled))] + changes(sequence)
          + [true, false].map {
            let screen = AcceptedScreen(sequence: sequence, shares: division, isReceiptWaiting: $0)
            return Entry(name: "accepted", screen: .accepted(screen))
          }
      }
    }
  }

  static var refusals: [Entry] {
    Refusal.allCases.flatMap { refusal in
      [nil, .amount(Fen(99_999_999)), .amount(Policy.amountMaximum), .count(.max), .pieces(.max)].map {
        Entry(name: "refusal", screen: .refusal(RefusalNotice(refusal, limit: $0)))
      }
    } + certificates
  }

  static var certificates: [Entry] {
    let events: [CertificateFacts.Event] = [
      .vaccination(dose: 9, of: 9), .test(isDetected: true), .test(isDetected: false), .recovery,
    ]
    return events.flatMap { event in
      [("M*N", 1998 as UInt16?), ("*", nil)].map { name, year in
        let facts = CertificateFacts(
          maskedName: name, birthYear: year, event: event, until: CalendarDay(inChinaAt: Samples.evening.wall))
        return Entry(
          name: "certificate", screen: .refusal(RefusalNotice(.healthCertificate, certificate: facts)))
      }
    }
  }

  /// Every kind of sale's receipt.
  static var receipts: [ReceiptContent] {
    ["王*明", "A*"].flatMap { name in
      [true, false].flatMap { isPrinted in
        ([610_402, nil] as [UInt32?]).flatMap { region -> [ReceiptContent] in
          let person = Person(name: name, region: region, isPrinted: isPrinted)
          guard let holder = Holder(person.accepted(at: Samples.evening), usage: .none) else { return [] }
          return Category.allCases.flatMap { category in
            let basket = Basket(articles: category == .pharmacy ? goods : [])
            let dialog = Dialog(
              holder: holder, openedAt: Samples.evening, category: category, step: .identity, basket: basket)
            return divisions.map { ReceiptContent(dialog, $0, payment: nil) }
          }
        }
      }
    }
  }
}
