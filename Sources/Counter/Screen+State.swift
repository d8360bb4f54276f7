import Codes
import Settlement
import Time
import Trust
import Wire

extension PolicyAge {
  init(_ age: TrustAge) {
    switch age {
    case .fresh: self = .fresh
    case .stale(let seconds): self = .stale(Age(seconds: seconds))
    case .stopped: self = .stopped
    }
  }
}

extension IdleScreen {
  init(_ status: Status, place: Place, at now: UnixTime) {
    clock = status.isClockTrusted ? ClockFace(now) : nil
    link = status.link
    pending = status.pending
    oldest = status.oldestPending.map { Age(seconds: now.seconds(since: $0)) }
    policy = PolicyAge(status.trust)
    refusal = status.refusal
    isScannerDown = status.isScannerDown
    isPrinterDown = status.isPrinterDown
    isKeyStuck = status.isKeyStuck
    disputes = status.disputes
    terminal = place.terminal.text
  }
}

extension Dialog {
  /// The screen of the step.
  func screen(in context: Context) -> Screen {
    switch step {
    case .identity:
      guard let identity = holder.identity else {
        return .unverified(UnverifiedScreen(policy: PolicyAge(context.status.trust)))
      }
      let region = holder.payer.insurance?.region
      return .identity(
        IdentityScreen(
          maskedName: identity.maskedName, birthYear: identity.birthYear, presence: holder.payer.presence,
          insuredRegion: region, isRegionOpen: region.map { context.policy.isOpen($0) } ?? false,
          entitlements: holder.payer.entitlements, policy: PolicyAge(context.status.trust)))
    case .amount(let entry):
      return .amount(
        AmountScreen(
          holder: holder.label, category: category, amount: entry.text, deposit: deposit(in: context.policy),
          articles: basket.articles.count))
    case .shares(let entry, let shares):
      return .shares(SharesScreen(shares: shares, hasOtherTender: hasOtherTender(for: entry, in: context)))
    case .pin(_, let shares, let pin):
      return .pin(PINScreen(purpose: .sale(shares.total), digits: pin.digits, triesLeft: pin.triesLeft))
    }
  }
}
