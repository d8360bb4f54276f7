import CodeFixtures
import Codes
import Counter
import Devices
import Journal
import LibCrypto
import Settlement
import Simulation
import Terminal
import Time
import Wire

/// A pharmacy in Xianyang with one simulated terminal, the people who come to it, and the hub that it reports to.
struct Shop {
  /// 2026-11-21 18:05:30 in China.
  static let evening = UnixTime(seconds: 1_795_255_530)

  let world: World
  var session: Session
  let configuration: Configuration
  let root: SigningKey
  let issuer: SigningKey
  let holder: SigningKey
  /// Certifies the issuers of ride codes.
  let transitRoot: SigningKey
  /// Signs health certificates.
  let documents: SigningKey
  let hubReceipts: SigningKey
  let hubSealing: AgreementKey

  init(
    display: DisplayKind = .hd44780, supervisor: SupervisorPINHash? = nil, pinUses: PINUses = [],
    prepaidTopUp: Fen = .zero, scanner: ScannerKind = .lines,
    prepare: (World) -> Void = { _ in }
  ) throws {
    root = try SigningKey.generate(.es256)
    issuer = try SigningKey.generate(.sm2)
    holder = try SigningKey.generate(.sm2)
    transitRoot = try SigningKey.generate(.sm2)
    documents = try SigningKey.generate(.es256)
    hubReceipts = try SigningKey.generate(.es256)
    hubSealing = try AgreementKey.generate()
    world = World(wall: Shop.evening, codec: try TextCodec())
    world.key = try SigningKey.generate(.es256)
    var bundle = TrustBundle.shop(issuer: issuer, transitRoot: transitRoot, receipts: hubReceipts, sealing: hubSealing)
    bundle.policy.pinUses = pinUses
    bundle.policy.prepaidTopUp = prepaidTopUp
    bundle.documentSigners = [DocumentSigner(keyID: Array(1...8), key: .es256(documents.publicKey), uses: .all)]
    world.anchor = TrustAnchor(root: root.publicKey, initialBundle: try bundle.signed(by: root))
    guard let terminal = TerminalID("XY-0001"), let institution = InstitutionCode("P61040200001") else {
      throw ShopFault.badFixture
    }
    configuration = Configuration(
      place: Place(terminal: terminal, institution: institution), region: prefix("6104"), language: .english,
      display: display, scanner: scanner, supervisor: supervisor)
    prepare(world)
    session = try Session(world, configuration)
    session.wait(milliseconds: 1_000)
  }

  /// The display, as its own pins show it.
  var text: [String] {
    (configuration.display == .hd44780 ? world.hd44780.text : world.st7920.text).map {
      String($0.reversed().drop { $0 == " " }.reversed())
    }
  }

  /// The paper's lines, cuts left out.
  var paper: [String] {
    world.paper.paper.compactMap { if case .line(let line) = $0 { line.text } else { nil } }
  }

  func bundle(version: UInt64, issuedAt: UnixTime = evening) throws -> [UInt8] {
    var bundle = TrustBundle.shop(issuer: issuer, transitRoot: transitRoot, receipts: hubReceipts, sealing: hubSealing)
    bundle.version = version
    bundle.issuedAt = issuedAt
    return try bundle.signed(by: root)
  }

  /// A dynamic code generated now.
  func code(serial: UInt64 = 7, nonce: UInt32 = 1, isPrinted: Bool = false, forged: Bool = false) throws -> [UInt8] {
    let now = UInt32(world.now.wall.seconds)
    var draft = FusedCodeDraft(
      [FusedCodeDraft.health(), FusedCodeDraft.insurance()], fusionIdentifier: 3,
      holderPoint: isPrinted ? nil : holder.publicKey.compressedPoint, issuer: 0x6100_0001, serial: serial, now: now)
    draft.presentation?[2].value = (0..<4).map { UInt8(truncatingIfNeeded: nonce >> (24 - 8 * $0)) }
    let signer = forged ? holder : issuer
    return draft.text(issuer: { (try? signer.sign($0)) ?? [] }, holder: { (try? holder.sign($0)) ?? [] })
  }

  mutating func scan(_ code: [UInt8]) {
    world.scan(code)
    session.wait(milliseconds: 300)
  }

  mutating func press(_ keys: Key...) {
    for key in keys { press(key) }
  }

  mutating func press(_ key: Key) {
    guard let position = KeyPosition.all.first(where: { Key($0) == key }) else { return }
    world.press(position)
    session.wait(milliseconds: 300)
  }

  mutating func type(_ amount: String) {
    for character in amount.utf8 {
      press(character == UInt8(ascii: ".") ? .point : Key(rawValue: character - UInt8(ascii: "0")) ?? .point)
    }
  }

  /// A whole sale, up to the key that commits it.
  mutating func sell(_ amount: String = "12.50", code: [UInt8]) {
    scan(code)
    press(.enter)
    type(amount)
    press(.enter)
    press(.enter)
    session.wait(milliseconds: 500)
  }

  /// The power goes, and comes back.
  mutating func restart(after seconds: UInt64 = 3) throws {
    world.isDead = true
    session = try Session(world, configuration)
    session.wait(milliseconds: seconds * 1_000)
  }

  func entries() throws -> Int { try world.disk.rows(from: 1, limit: 1_000).count }

  func count(_ code: Int) -> UInt32 { session.terminal.diagnostics.count(code: code) }
}

enum ShopFault: Error { case badFixture }

func prefix(_ text: String) -> RegionPrefix {
  guard let prefix = RegionPrefix(text: text) else { fatalError("not a prefix: \(text)") }
  return prefix
}

extension TrustBundle {
  static func shop(issuer: SigningKey, transitRoot: SigningKey, receipts: SigningKey, sealing: AgreementKey)
    -> TrustBundle
  {
    let issuedAt = Shop.evening.advanced(bySeconds: -3_600)
    let limits = PresenceLimits(single: Fen(50_000), cardDaySum: Fen(80_000), cardDayCount: 5)
    return TrustBundle(
      region: prefix("6104"), version: 3, issuedAt: issuedAt, freshForSeconds: 86_400, acceptForSeconds: 7 * 86_400,
      issuers: [
        IssuerKey(
          issuer: 0x6100_0001, index: 1, key: issuer.publicKey, notBefore: issuedAt.advanced(bySeconds: -86_400),
          notAfter: issuedAt.advanced(bySeconds: 86_400 * 365), applications: [.health, .insurance, .payment],
          regions: [])
      ],
      policy: Policy(
        openRegions: [prefix("6104")],
        rules: [
          ShareRule(
            scheme: .resident, category: .pharmacy, deductible: .zero, fundRatioPermille: 700, ceiling: Fen(90_000))
        ],
        dynamicLimits: limits, printedLimits: limits,
        terminalLimits: TerminalLimits(daySum: Fen(200_000), dayCount: 100),
        presentationAgeCapSeconds: 90, unprintedTransactionLimit: 60),
      revoked: [], hubReceiptKey: receipts.publicKey, hubSealingKey: sealing.publicKey,
      profileRoots: [ProfileRoot(profile: .transit, index: 1, key: transitRoot.publicKey)])
  }

  func signed(by root: SigningKey) throws -> [UInt8] {
    try Signed.sign(payload: try encoded(), kind: .trustBundle, with: root)
  }
}
