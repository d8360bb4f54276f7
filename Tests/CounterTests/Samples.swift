import Codes
import Settlement
import Time
import Trust
import Wire

@testable import Counter

/// A hospital's counter in Xianyang on a November evening, and people who come to it.
enum Samples {
  /// 2026-11-21 18:05:30 in China.
  static let evening = Moment(wall: UnixTime(seconds: 1_795_255_530), uptime: Uptime(microseconds: 5_000_000))
  static let wallet: [UInt8] = [0xA0, 0x00, 0x00, 0x03, 0x33, 0x01]

  static let place = place(institution: "H61040200001")

  static func place(institution: String) -> Place {
    guard let terminal = TerminalID("XY-0001"), let institution = InstitutionCode(institution) else {
      fatalError("not a place")
    }
    return Place(terminal: terminal, institution: institution)
  }

  static let policy = Policy(
    openRegions: [prefix("6104")],
    rules: [
      ShareRule(scheme: .employee, category: .pharmacy, deductible: .zero, fundRatioPermille: 700, ceiling: .yuan(900)),
      ShareRule(
        scheme: .employee, category: .outpatient, deductible: .zero, fundRatioPermille: 600, ceiling: .yuan(900)),
      ShareRule(
        scheme: .employee, category: .chronicOutpatient, deductible: .zero, fundRatioPermille: 800, ceiling: .yuan(900)),
    ],
    dynamicLimits: PresenceLimits(single: .yuan(500), cardDaySum: .yuan(800), cardDayCount: 5),
    printedLimits: PresenceLimits(single: .yuan(50), cardDaySum: .yuan(80), cardDayCount: 2),
    terminalLimits: TerminalLimits(daySum: .yuan(2_000), dayCount: 100),
    presentationAgeCapSeconds: 90, unprintedTransactionLimit: 60)

  /// A hospital stay by rules too, relief, a deposit, and an account that pays.
  static var policyWithRelief: Policy {
    var policy = policy
    policy.rules.append(
      ShareRule(
        scheme: .employee, category: .inpatient, deductible: .yuan(300), fundRatioPermille: 750, ceiling: .yuan(9_000)))
    for index in policy.rules.indices where policy.rules[index].category != .inpatient {
      policy.rules[index].account = .yuan(30)
    }
    policy.dynamicLimits.account = .yuan(20)
    policy.dynamicLimits.single = .yuan(1_000)
    policy.deposit = .yuan(500)
    policy.relief = ReliefPolicy(
      caps: [
        ReliefCap(category: .inpatient, rest: .yuan(120)), ReliefCap(category: .chronicOutpatient, rest: .yuan(30)),
      ], deposit: .zero)
    return policy
  }

  static let status = Status(
    link: .online, pending: 0, oldestPending: nil, trust: .fresh, isClockTrusted: true, hasRoom: true, impediment: nil,
    isScannerDown: false, isPrinterDown: false)

  /// Nine yuan of somebody without insurance.
  static let uninsured = Settlement.shares(
    of: .yuan(9), category: .pharmacy,
    payer: Payer(presence: .printed, insurance: nil, transactionsSincePrint: 0, entitlements: [], payments: []),
    usage: .none, policy: policy)

  static let context = Context(status: status, policy: policy, trustVersion: 7)

  static func prefix(_ text: String) -> RegionPrefix {
    guard let prefix = RegionPrefix(text: text) else { fatalError("not a region prefix: \(text)") }
    return prefix
  }

  static func region(_ digits: UInt32) -> Region {
    guard let region = Region(digits: digits) else { fatalError("not a region: \(digits)") }
    return region
  }
}

/// Somebody with a code. Every field can be changed; the defaults make a dynamic code that is good here.
struct Person {
  var serial: UInt64 = 1
  var name = "王*明"
  var hasHealthCard = true
  var region: UInt32? = 610_402
  var scheme = InsuranceScheme.employee
  var transactionsSincePrint: UInt16 = 3
  var entitlements: Entitlements = []
  var payments: [FusedCode.Payment] = []
  var isPrinted = false
  var nonce: UInt32 = 99
  /// Seconds before the scan at which a dynamic code was generated.
  var age: Int64 = 5

  static let cardID = [UInt8](repeating: 0xC1, count: 32)
  static let voucher = [UInt8](repeating: 0xC3, count: 8)

  var card: CardReference { CardReference(issuer: 0x6104_0001, serial: serial) }

  /// What the scanner reads, judged as `judgement` says; accepted when it says nothing.
  func scan(at now: Moment, usage: Usage = .none, judgement: Scan.Judgement? = nil) -> Scan {
    .fused(code(at: now), judgement ?? .accepted(accepted(at: now), usage))
  }

  private var health: FusedCode.Health? {
    guard hasHealthCard else { return nil }
    return FusedCode.Health(cardID: Self.cardID, maskedName: name, birthYear: 1985, entitlements: entitlements)
  }

  private var insurance: FusedCode.Insurance? {
    region.map {
      FusedCode.Insurance(
        region: Samples.region($0), scheme: scheme, voucher: Self.voucher,
        transactionsSincePrint: transactionsSincePrint)
    }
  }

  func code(at now: Moment) -> FusedCode {
    let presentation = FusedCode.Presentation(
      holderPoint: [], generatedAt: generatedAt(now), lifetimeSeconds: 300, nonce: nonce, signedBytes: [], signature: []
    )
    return FusedCode(
      card: card, issuerKeyIndex: 1, applications: .health, notBefore: UnixTime(seconds: 0),
      notAfter: UnixTime(seconds: .max), health: health, insurance: insurance, payments: payments,
      issuerSignedBytes: [],
      issuerSignature: [], presentation: isPrinted ? nil : presentation)
  }

  func accepted(at now: Moment) -> AcceptedCode {
    let key = PresentationKey(card: card, generatedAt: generatedAt(now), nonce: nonce)
    let presentation = AcceptedPresentation(key: key, expiresAt: generatedAt(now).advanced(bySeconds: 300))
    return AcceptedCode(
      card: card, applications: .health, health: health, insurance: insurance, payments: payments,
      presentation: isPrinted ? nil : presentation)
  }

  private func generatedAt(_ now: Moment) -> UnixTime {
    now.wall.advanced(bySeconds: -age)
  }
}
