import Codes
import Issuing
import LibCrypto
import Time
import Transit
import Trust
import Wire

/// The other signed profiles: from the scanner's bytes to the verdict.
struct JudgingTransit {
  private let texts: [[UInt8]]
  private let bare: [[BareSignature]]
  private let roots: ProfileRoots
  private let now: UnixTime

  init(at now: UnixTime) throws {
    self.now = now
    let root = try SigningKey.generate(.sm2)
    roots = try ProfileRoots([ProfileRoot(profile: .transit, index: 1, key: root.publicKey)])
    let issuer = try TransitIssuer(certifiedBy: root, rootIndex: 1, number: 1, lastYear: 40)
    let today = CalendarDay(inChinaAt: now)
    texts = try (0..<Judging.codes).map { number in
      let account = Array(String(10_000_000_000_000_00 + number).utf8)
      return Array(
        try issuer.code(of: account, holder: .generate(.sm2), generatedAt: now, lifetimeSeconds: 60).utf8)
    }
    bare = try texts.map { text in
      guard case .transit(let bytes) = Recogniser.recognise(text, on: today) else {
        throw RatiosFault("a transit code is not recognised")
      }
      return try BareSignature.all(of: TransitCode(bytes: bytes), root: root.publicKey)
    }
  }

  func measure(rounds: Int) throws -> PairedTimes {
    let today = CalendarDay(inChinaAt: now)
    return try PairedTimes(rounds: rounds, operations: Judging.codes, by: .processor) { number in
      guard case .transit(let bytes) = Recogniser.recognise(texts[number % Judging.codes], on: today),
        case .accepted = TransitVerdict(bytes: bytes, at: now, by: roots, isUsed: { _ in false })
      else { throw RatiosFault("a good transit code is refused") }
    } floor: { number in
      try bare[number % Judging.codes].verify()
    }
  }
}
