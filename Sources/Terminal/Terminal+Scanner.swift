import Codes
import Counter
import Devices
import HealthCertificates
import Journal
import Settlement
import Time
import Transit
import Trust
import Wire

extension Terminal {
  mutating func scannerIsReady() {
    guard connections[Device.scanner].isOpen else { return }
    do throws(PortFault) {
      take(try scanner.read(from: &environment.scanner, at: environment.now.uptime))
    } catch {
      failed(.scanner, isGone: error == .gone)
    }
  }

  mutating func scannerTimer() {
    guard connections[Device.scanner].isOpen else { return }
    scanner.isCounterIdle = counter.isIdle
    do throws(PortFault) {
      take(try scanner.timer(at: environment.now.uptime, from: &environment.scanner))
    } catch {
      failed(.scanner, isGone: error == .gone)
    }
  }

  private mutating func take(_ frames: [ScannerFrame]) {
    for frame in frames {
      let now = now
      var context = context(at: now)
      let reading: Reading
      do throws(StoreFault) { reading = try self.reading(of: frame, at: now, in: context) } catch {
        // A memory that cannot be read is no memory: this code is refused for it, the next one may fare better.
        journalFailed(error)
        reading = .code(.other(.unknown))
        context.status.impediment = .storeDamaged
      }
      switch reading {
      case .code(let scan): perform(counter.scanned(scan, at: now, in: context))
      case .article(let article, let isSoldBefore):
        perform(counter.scanned(article, isSoldBefore: isSoldBefore, at: now, in: context))
      }
    }
    let dropped = scanner.dropped
    let drops = dropped.count
    if scanner.isBabbling != isScannerBabbling {
      isScannerBabbling = scanner.isBabbling
      report(isScannerBabbling ? .scannerBabbles : .scannerSettled)
    }
    if drops != reportedDrops && !isScannerBabbling {
      reportedDrops = drops
      report(.scanDropped(UInt32(clamping: drops)))
    }
    if scanner.rate != reportedScannerRate {
      reportedScannerRate = scanner.rate
      switch scanner.rate {
      case .untried: break
      case .found(let rate): report(.scannerAnswers(rate: rate))
      case .unanswered: report(.scannerUnanswering)
      }
    }
  }

  /// What a frame is to the counter.
  private enum Reading {
    case code(Scan)
    case article(SoldArticle, isSoldBefore: Bool)
  }

  private mutating func reading(
    of frame: ScannerFrame, at now: Moment, in context: Context
  ) throws(StoreFault) -> Reading {
    let code = Recogniser.recognise(frame.bytes, on: CalendarDay(inChinaAt: now.wall))
    switch code {
    case .fused(let payload): return .code(try scan(of: payload, at: now.wall, in: context))
    case .transit(let bytes): return .code(.transit(try judgement(onTransit: bytes, at: now.wall, in: context)))
    case .healthCertificate(let text):
      return .code(.certificate(judgement(onCertificate: text, at: now.wall, in: context)))
    case .payment, .emvConsumerPresented, .healthCard, .insuranceVoucher:
      if let scan = asked(code, PresentedCode(frame.bytes)) { return .code(scan) }
    case .drugTraceability(let code): return try reading(of: .traced(code))
    case .article(let article):
      if let article = SoldArticle(article) { return try reading(of: article) }
      report(.otherCode(code.kind, length: UInt32(clamping: frame.bytes.count)))
    case .unknown(let length, let textClass):
      report(.unknownCode(textClass, length: UInt32(clamping: length)))
    default: report(.otherCode(code.kind, length: UInt32(clamping: frame.bytes.count)))
    }
    return .code(.other(code.kind))
  }

  private mutating func scan(
    of payload: ConsumerPresentedPayload, at now: UnixTime, in context: Context
  ) throws(StoreFault) -> Scan {
    let code: FusedCode
    do throws(FusedCodeFault) { code = try FusedCode(payload) } catch { return .unreadable(error) }
    return .fused(code, try judgement(on: code, at: now, in: context))
  }

  private mutating func reading(of article: SoldArticle) throws(StoreFault) -> Reading {
    .article(article, isSoldBefore: try journal?.isSold(article) ?? false)
  }

  /// A code that only the hub can say more of; nil where it is too long to be one.
  private func asked(_ code: Code, _ presented: PresentedCode?) -> Scan? {
    guard let presented else { return nil }
    return switch code {
    case .payment(let scheme): .payment(PaymentKind(scheme), presented)
    case .emvConsumerPresented: .payment(.emv, presented)
    case .healthCard(let form): .identity(AskedIdentity(healthCard: form, presented))
    case .insuranceVoucher: .identity(AskedIdentity(insuranceVoucher: presented))
    default: nil
    }
  }

  /// The verdict on a code, and what this terminal accepted of its card before.
  private mutating func judgement(
    on code: FusedCode, at now: UnixTime, in context: Context
  ) throws(StoreFault) -> Scan.Judgement {
    guard let state = judge(in: context) else { return .notJudged(.trustStopped) }
    if let refusal = state.refusal(of: code.presence, at: environment.now.wall, floor: trust.floor) {
      return .notJudged(refusal)
    }
    let verdict = try state.judge(code, at: now) { (key: PresentationKey) throws(StoreFault) -> Bool in
      try isUsed(key.digest)
    }
    // Not even by a code that was good until it was used is anything given to whoever found the card.
    if verdict.isOfHolder, try journal?.isLost(code.card) ?? true { return .refused(.revoked) }
    switch verdict {
    case .refused(let reason): return .refused(reason)
    case .accepted(let accepted):
      guard let usage = try journal?.usage(of: code.card, issuedAt: code.notBefore, at: now) else { throw .failed }
      return .accepted(accepted, usage)
    }
  }

  /// Whether a presentation was accepted before: by this terminal, or by another of the institution as far as the hub has told.
  private mutating func isUsed(_ digest: [UInt8]) throws(StoreFault) -> Bool {
    if usedElsewhere?.digests.contains(digest) ?? false { return true }
    return try journal?.isUsed(digest) ?? true
  }

  /// The verdict on a transit code, which lives by the clock as every dynamic code does. None is ever used up here: no sale is
  /// paid from one.
  private mutating func judgement(
    onTransit bytes: [UInt8], at now: UnixTime, in context: Context
  ) throws(StoreFault) -> Scan.TransitJudgement {
    guard let state = judge(in: context) else { return .notJudged(.trustStopped) }
    if let refusal = state.refusal(of: .dynamic, at: environment.now.wall, floor: trust.floor) {
      return .notJudged(refusal)
    }
    let verdict = try TransitVerdict(bytes: bytes, at: now, by: state.profileRoots) {
      (key: TransitPresentationKey) throws(StoreFault) -> Bool in
      try isUsed(key.digest)
    }
    return switch verdict {
    case .accepted: .accepted
    case .refused(let reason): .refused(reason)
    }
  }

  /// The verdict on a health certificate. It lives by the day and not by the minute, as a printed code does.
  private func judgement(
    onCertificate text: [UInt8], at now: UnixTime, in context: Context
  ) -> Scan.CertificateJudgement {
    guard let state = judge(in: context) else { return .notJudged(.trustStopped) }
    if let refusal = state.refusal(of: .printed, at: environment.now.wall, floor: trust.floor) {
      return .notJudged(refusal)
    }
    return switch state.judge(certificate: text, at: now) {
    case .accepted(let certificate, let until): .accepted(CertificateFacts(certificate, until: until))
    case .refused(let refusal): .refused(Scan.CertificateRefusal(refusal))
    }
  }

  /// What codes are judged by. With an impediment the counter asks no verdict of anybody.
  private func judge(in context: Context) -> TrustState? {
    journal != nil && context.status.impediment == nil ? trust.state : nil
  }
}

extension CertificateFacts {
  /// What is shown of a certificate whose issuer stands by it until `until`.
  fileprivate init(_ certificate: HealthCertificate, until: UnixTime) {
    // What claims to hold for longer than there are years of four digits is shown with the last of them.
    let last = CalendarDay(inChinaAt: min(until, UnixTime(seconds: 253_402_214_400)))
    let (event, day): (Event, CalendarDay) =
      switch certificate.event {
      case .vaccination(let dose, let doses, _): (.vaccination(dose: dose, of: doses), last)
      case .test(let isDetected, _): (.test(isDetected: isDetected), last)
      case .recovery(_, _, let through): (.recovery, min(through, last))
      }
    self.init(maskedName: certificate.maskedName, birthYear: certificate.birthYear, event: event, until: day)
  }
}

extension Verdict {
  /// Of a code that is good, or was until this terminal used it.
  fileprivate var isOfHolder: Bool {
    switch self {
    case .accepted, .refused(.replayed): true
    case .refused: false
    }
  }
}

extension Scan.CertificateRefusal {
  fileprivate init(_ refusal: CertificateVerdict.Refusal) {
    self =
      switch refusal {
      case .unknownIssuer: .unknownIssuer
      case .badIssuerSignature: .badIssuerSignature
      case .malformed: .malformed
      case .fromFuture: .notYetValid
      case .expired: .expired
      case .issuerNotEntitled: .issuerNotEntitled
      case .revoked: .revoked
      }
  }
}
