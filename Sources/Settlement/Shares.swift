import Codes

/// How one sale divides. The four shares make the total, and none is negative.
public struct Shares: Equatable, Sendable {
  public let total: Fen
  /// What the insurance fund pays (基金支付).
  public let fund: Fen
  /// What poverty relief pays of the rest (医疗救助), settled in the same entry as the fund's share (一站式结算).
  public let relief: Fen
  /// What the person's own insurance account pays (个人账户).
  public let account: Fen
  /// What is left to the person (个人自付), by ``tender``.
  public let selfPaid: Fen
  /// How the self-paid share is paid.
  public let tender: Tender
  /// Why insurance pays nothing; nil where a rule was applied, even when its deductible left the fund nothing to pay.
  public let noInsuranceReason: NoInsuranceReason?

  /// Nil unless all are zero or more, the shares make the total, insurance pays nothing where there is a reason for it, and
  /// the tender is none of the code where the reason allows none (``NoInsuranceReason/isCashOnly``).
  public init?(
    total: Fen, fund: Fen, relief: Fen = .zero, account: Fen = .zero, selfPaid: Fen, tender: Tender,
    noInsuranceReason: NoInsuranceReason? = nil
  ) {
    // What is left after each share: of two amounts that are not negative the difference cannot overflow; the sum could.
    var left = total
    for share in [fund, relief, account, selfPaid] {
      guard share >= .zero, share <= left else { return nil }
      left = left - share
    }
    guard left == .zero else { return nil }
    guard noInsuranceReason == nil || (fund == .zero && relief == .zero && account == .zero) else { return nil }
    guard !tender.isOfTheCode || noInsuranceReason?.isCashOnly != true else { return nil }
    self.total = total
    self.fund = fund
    self.relief = relief
    self.account = account
    self.selfPaid = selfPaid
    self.tender = tender
    self.noInsuranceReason = noInsuranceReason
  }

  /// A total of zero or more with what insurance pays of it: each share is held between zero and what those before it left.
  /// The person pays the rest, in cash where there is a reason that allows nothing of the code.
  init(
    total: Fen, fund: Fen, relief: Fen = .zero, account: Fen = .zero, tender: Tender,
    noInsuranceReason: NoInsuranceReason?
  ) {
    self.total = total
    self.fund = max(.zero, min(fund, total))
    self.relief = max(.zero, min(relief, total - self.fund))
    self.account = max(.zero, min(account, total - self.fund - self.relief))
    selfPaid = total - self.fund - self.relief - self.account
    self.tender = tender.isOfTheCode && noInsuranceReason?.isCashOnly == true ? .cash : tender
    self.noInsuranceReason = noInsuranceReason
  }

  /// The same shares with the self-paid one paid by `tender`; by cash still, where ``isCashOnly`` and it is the code's.
  public func paid(by tender: Tender) -> Shares {
    Shares(
      total: total, fund: fund, relief: relief, account: account, tender: tender, noInsuranceReason: noInsuranceReason)
  }

  /// The same shares with nothing from the account: the person pays that too.
  public var withoutAccount: Shares { paying(fromAccount: .zero) }

  /// The same shares with this from the account, as far as there is so much left to pay.
  func paying(fromAccount account: Fen) -> Shares {
    Shares(
      total: total, fund: fund, relief: relief, account: account, tender: tender, noInsuranceReason: noInsuranceReason)
  }

  /// What insurance pays of the sale in all: the fund, relief and the account.
  public var insurance: Fen {
    total - selfPaid
  }

  /// Whether nothing of the code pays the self-paid share, because of ``noInsuranceReason``.
  public var isCashOnly: Bool {
    noInsuranceReason?.isCashOnly ?? false
  }

  /// What is accepted without the network on the strength of the code: all that insurance pays, and the person's share when
  /// the code's payment application pays it. Cash in the drawer needs no network. Offline limits and day sums count this.
  public var offline: Fen {
    switch tender {
    // What was authorised online is as good as what is in the drawer.
    case .cash, .online: insurance
    case .paymentApplication: total
    }
  }

  /// What the day's counts grow by: a sale that accepts nothing offline is not counted.
  public var offlineCount: UInt32 {
    offline > .zero ? 1 : 0
  }
}

/// How the self-paid share is paid.
public enum Tender: Equatable, Sendable {
  case cash
  /// The payment application of the code with this application identifier (5 to 16 bytes).
  case paymentApplication(aid: [UInt8])
  /// A payment code of its own, which its scheme authorised while the customer waited.
  case online(PaymentKind)

  /// Whether it is accepted on the strength of the code alone.
  var isOfTheCode: Bool {
    if case .paymentApplication = self { true } else { false }
  }
}

/// Why a sale is all self-paid.
public enum NoInsuranceReason: Equatable, Sendable {
  /// The code carries no medical insurance.
  case notInsured
  /// The insured region is not open at this terminal.
  case regionNotOpen(Region)
  /// The category is chronic outpatient and the person is not registered for it.
  case notEntitledToCategory
  /// Policy has no rule for the person's scheme, region and this category.
  case noRule
  /// As many insurance transactions as policy allows were made since the person's record was last printed.
  case recordNotPrinted

  /// Whether the person may pay by cash alone, not by a payment application of the code.
  ///
  /// A region that is not open has no settlement with this terminal's, so nothing accepted here on the strength of its
  /// code would be made good: only cash pays. Every other reason is about the insurance of this person or sale, and leaves
  /// the code as good for payment as it was.
  public var isCashOnly: Bool {
    switch self {
    case .regionNotOpen: true
    case .notInsured, .notEntitledToCategory, .noRule, .recordNotPrinted: false
    }
  }
}
