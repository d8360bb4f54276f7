import Codes
import Settlement
import Time
import Trust

/// What a scan brought, judged as far as it can be before the dialog.
public indirect enum Scan: Equatable, Sendable {
  /// A fused code and what was made of it.
  case fused(FusedCode, Judgement)
  /// A fused code that cannot be read.
  case unreadable(FusedCodeFault)
  /// A transit code and what was made of it. Good or not, it opens no dialog: it names an account, and nobody.
  case transit(TransitJudgement)
  /// A health certificate and what was made of it. Good or not, it opens no dialog: nothing is billed by it.
  case certificate(CertificateJudgement)
  /// A payment code alone.
  case payment(PaymentKind, PresentedCode)
  /// A code that names somebody whom only the hub knows.
  case identity(AskedIdentity)
  /// A code of another kind: none of them opens a dialog.
  case other(CodeKind)

  /// What Trust made of a fused code.
  public enum Judgement: Equatable, Sendable {
    /// Accepted; with what this terminal accepted of the card before.
    case accepted(AcceptedCode, Usage)
    case refused(RefusalReason)
    /// The terminal could not judge it.
    case notJudged(TerminalRefusal)
  }

  /// What was made of a transit code.
  public enum TransitJudgement: Equatable, Sendable {
    case accepted
    case refused(RefusalReason)
    /// The terminal could not judge it.
    case notJudged(TerminalRefusal)

    var refusal: Refusal {
      switch self {
      case .accepted: .transitCode
      case .refused(let reason): Refusal(reason)
      case .notJudged(let refusal): Refusal(refusal)
      }
    }
  }

  /// What was made of a health certificate.
  public enum CertificateJudgement: Equatable, Sendable {
    case accepted(CertificateFacts)
    case refused(CertificateRefusal)
    /// The terminal could not judge it.
    case notJudged(TerminalRefusal)

    var notice: RefusalNotice {
      switch self {
      case .accepted(let facts): RefusalNotice(.healthCertificate, certificate: facts)
      case .refused(let reason): RefusalNotice(Refusal(reason))
      case .notJudged(let refusal): RefusalNotice(Refusal(refusal))
      }
    }
  }

  /// Why a health certificate does not hold.
  public enum CertificateRefusal: CaseIterable, Equatable, Sendable {
    case malformed, unknownIssuer, badIssuerSignature, issuerNotEntitled, notYetValid, expired, revoked
  }

  /// Whether the code names the same card as `holder`'s: read a second time, or refreshed by the phone meanwhile. What it
  /// names may be forged; nothing is granted on the strength of this.
  func isCard(of holder: Holder) -> Bool {
    switch self {
    case .fused(let code, _): code.card == holder.identity?.card
    case .identity(let identity): holder.presented.map { identity.isSame(as: $0) } ?? false
    case .payment(_, let code): holder.presented == code
    case .unreadable, .transit, .certificate, .other: false
    }
  }

  /// Whether the code is the very one that `holder` was read from.
  func isCode(of holder: Holder) -> Bool {
    guard case .fused(let code, _) = self, holder.presented == nil else { return isCard(of: holder) }
    guard code.card == holder.identity?.card else { return false }
    guard let presentation = code.presentation else { return holder.presentation == nil }
    let key = PresentationKey(
      card: code.card, generatedAt: presentation.generatedAt, nonce: presentation.nonce)
    return holder.presentation?.key == key
  }

  /// What is said of the code while a sale is under way. What can be no other person's is called what it is: a customer who
  /// wants to pay with it is not the next one.
  var noticeDuringSale: RefusalNotice {
    switch self {
    case .other(.unknown), .fused, .unreadable, .identity: RefusalNotice(.saleInProgress)
    case .payment: RefusalNotice(.amountFirst)
    case .transit(let judgement): RefusalNotice(judgement.refusal)
    case .certificate(let judgement): judgement.notice
    case .other(let kind): RefusalNotice(Refusal(kind))
    }
  }

  /// Whose code it is, where it proves that itself; judged as for a sale, but for the age that policy caps for money alone.
  func identifying(at now: UnixTime, in context: Context) -> Opening {
    switch self {
    case .payment, .identity: .refused(context.status.refusal ?? .noIdentityOffline)
    default: opening(at: now, in: context, isForMoney: false)
    }
  }

  /// Whether a dialog opens, or why not: the terminal's own refusals first, then the code's.
  func opening(at now: UnixTime, in context: Context, isForMoney: Bool = true) -> Opening {
    if let refusal = context.status.refusal { return .refused(refusal) }
    switch self {
    case .unreadable(let fault): return .refused(Refusal(RefusalReason(fault)))
    case .transit(let judgement): return .refused(judgement.refusal)
    case .certificate(let judgement): return .shown(judgement.notice)
    case .other(let kind): return .refused(Refusal(kind))
    case .payment(let kind, let code):
      guard context.status.link == .online else { return .refused(.paymentCodeOnly) }
      return .opened(Holder(anonymous: kind, code: code))
    case .identity(let identity):
      guard context.status.link == .online else { return identity.withoutAnswer(.insuranceCodeOnly) }
      return .asks(identity)
    case .fused(_, .refused(let reason)): return .refused(Refusal(reason))
    case .fused(_, .notJudged(let refusal)): return .refused(Refusal(refusal))
    case .fused(_, .accepted(let code, let usage)):
      if let presentation = code.presentation {
        guard context.status.isClockTrusted else { return .refused(.clockUntrusted) }
        let generatedAt = presentation.generatedAt
        if isForMoney, Settlement.isTooOldForMoney(generatedAt: generatedAt, at: now, policy: context.policy) {
          return .refused(.tooOldForMoney)
        }
      }
      return Holder(code, usage: usage).map { .opened($0) } ?? .refused(.noHealthCard)
    }
  }

  enum Opening: Equatable {
    case opened(Holder)
    /// The hub is asked whose code it is.
    case asks(AskedIdentity)
    case shown(RefusalNotice)

    static func refused(_ refusal: Refusal) -> Opening { .shown(RefusalNotice(refusal)) }
  }
}

extension AskedIdentity {
  /// What becomes of it where the hub does not say whose it is: a health card is sold to as nobody's, and a voucher refused,
  /// for there is nothing in it but insurance.
  func withoutAnswer(_ refusal: Refusal) -> Scan.Opening {
    form.map { .opened(Holder(unverified: $0, code: code)) } ?? .refused(refusal)
  }
}

extension Refusal {
  init(_ refusal: TerminalRefusal) {
    self =
      switch refusal {
      case .trustStopped: .trustStopped
      case .clockUntrusted: .clockUntrusted
      }
  }

  /// What is said of a code that is no fused code.
  init(_ kind: CodeKind) {
    self =
      switch kind {
      case .fusedCode: .malformed
      case .transitCode: .transitCode
      case .healthCertificate: .healthCertificate
      case .emvConsumerPresented, .payment: .paymentCodeOnly
      case .emvMerchantPresented: .merchantCode
      // Longer than any that can be asked about.
      case .healthCard: .malformed
      case .residentID: .residentID
      case .insuranceVoucher: .insuranceCodeOnly
      case .drugTraceability, .article: .articleUnreadable
      case .unknown: .unknownCode
      }
  }

  init(_ reason: Scan.CertificateRefusal) {
    self =
      switch reason {
      case .malformed: .malformed
      case .unknownIssuer: .unknownIssuer
      case .badIssuerSignature: .badIssuerSignature
      case .issuerNotEntitled: .issuerNotEntitled
      case .notYetValid: .notYetValid
      case .expired: .expired
      case .revoked: .certificateRevoked
      }
  }

  init(_ reason: RefusalReason) {
    self =
      switch reason {
      case .malformed: .malformed
      case .unsupportedVersion: .unsupportedVersion
      case .unknownIssuer: .unknownIssuer
      case .issuerKeyNotValid: .issuerKeyNotValid
      case .badIssuerSignature: .badIssuerSignature
      case .issuerNotEntitled: .issuerNotEntitled
      case .notYetValid: .notYetValid
      case .expired: .expired
      case .revoked: .revoked
      case .badHolderSignature: .badHolderSignature
      case .presentationFromFuture: .presentationFromFuture
      case .presentationExpired: .presentationExpired
      case .replayed: .replayed
      case .notFusedCode: .paymentCodeOnly
      }
  }
}
