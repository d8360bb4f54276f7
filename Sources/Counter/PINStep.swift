import Codes
import Settlement
import Wire

/// The PIN of a card as its holder keys it: how many digits, and never which. Those are the terminal's, which gives them to
/// nobody but the hub.
struct PINStep: Equatable, Sendable {
  /// How many entries that are wrong or given up end a dialog.
  static let entries = 3

  /// What pays the person's share once the PIN is right; nil: what the shares say.
  var payer: PayingCode?
  var digits = 0
  /// Where the last one was wrong.
  var triesLeft: Int?

  /// The step with one more key, or nil where the key does nothing.
  func typing(_ key: Key) -> PINStep? {
    var next = self
    if key == .backspace, digits > 0 {
      next.digits -= 1
    } else if key.digit != nil, digits < PINBlock.digitCount {
      next.digits += 1
    } else {
      return nil
    }
    return next
  }
}

/// A payment code that was shown.
struct PayingCode: Equatable, Sendable {
  let kind: PaymentKind
  let code: PresentedCode
}

/// That the hub called a PIN right.
struct PINProof: Equatable, Sendable {
  let inquiry: InquiryID
  /// What it was keyed for.
  let total: Fen
}

extension Dialog {
  /// Whether these shares want a PIN that nobody has keyed yet.
  func needsPIN(for shares: Shares, in context: Context) -> Bool {
    proof?.total != shares.total && Settlement.needsPIN(for: shares, payer: holder.payer, policy: context.policy)
  }

  func pressing(
    _ key: Key, at pin: PINStep, of entry: AmountEntry, with shares: Shares, in context: Context
  ) -> Outcome {
    guard key == .enter else { return pin.typing(key).map { .goesOn(at(.pin(entry, shares, $0))) } ?? .wrong }
    guard pin.digits == PINBlock.digitCount, let card = holder.identity?.card else { return .wrong }
    if let refusal = context.status.refusal { return .refused(RefusalNotice(refusal)) }
    // A policy that came while it was keyed divides the sale otherwise: that is shown first, and nobody is asked.
    guard isOffered(shares, of: entry, in: context) else { return settling(entry, in: context) }
    return .checks(InquiryDraft(question: .pin(card, shares.total), code: nil))
  }

  /// After an entry that was wrong, or was given up: the shares again, or the PIN again; nil where that was the last.
  func afterPIN(triesLeft: Int?) -> Dialog? {
    guard case .pin(let entry, let shares, let pin) = step else { return self }
    let rest = min(PINStep.entries - pinEntries - 1, triesLeft ?? PINStep.entries)
    guard rest > 0 else { return nil }
    var next = triesLeft == nil ? at(.shares(entry, shares)) : self
    if triesLeft != nil {
      next.step = .pin(entry, shares, PINStep(payer: pin.payer, triesLeft: rest))
    }
    next.pinEntries += 1
    return next
  }

  /// Back from the PIN, which counts as no entry.
  var withoutPIN: Dialog {
    guard case .pin(let entry, let shares, _) = step else { return self }
    return at(.shares(entry, shares))
  }
}

/// The holder keys the PIN.
public struct PINScreen: Equatable, Sendable {
  /// What it is keyed for.
  public var purpose: Purpose
  public var digits: Int
  /// Where the last one was wrong.
  public var triesLeft: Int?

  public enum Purpose: Equatable, Sendable {
    /// A sale of so much.
    case sale(Fen)
    /// So much of a prepaid balance goes back in cash.
    case refund(Fen)
    case loss
    case record
  }
}

extension ScreenComposer {
  /// Whose turn it is, for how much, how many digits, what to do.
  func lines(of screen: PINScreen) -> [PanelLine] {
    let tries = screen.triesLeft.map { word("密码错误剩 \($0)次", "Wrong: \($0) left") }
    return [
      left(tries ?? word("请顾客输卡密码", "Customer: PIN")),
      line(of: screen.purpose),
      left(String(repeating: "*", count: screen.digits)), left(word("按确认", "Enter")),
    ]
  }

  private func line(of purpose: PINScreen.Purpose) -> PanelLine {
    switch purpose {
    case .sale(let total): amount(word("合计", "Total"), total.text)
    case .refund(let fen): amount(text(of: PrepaidMove.refund.words), fen.text)
    case .loss: left(text(of: .loss))
    case .record: left(text(of: RecordPrint.title))
    }
  }
}
