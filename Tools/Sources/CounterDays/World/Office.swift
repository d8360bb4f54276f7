import Codes
import Issuing
import LibCrypto
import Settlement
import Time
import Trust
import Wire

/// What the region's office publishes: trust bundles, and what stands in each.
struct Office {
  /// A bundle as the checks know it.
  struct Facts {
    var issuedAt: UnixTime
    var acceptForSeconds: Int64
    var rules: Rules
  }

  let keys: RegionKeys
  let start: UnixTime
  /// What is signed in place of what the checks know.
  private let altered: @Sendable (TrustBundle) -> TrustBundle
  private(set) var facts: [UInt64: Facts] = [:]
  /// The version of each bundle that was published.
  private var versions: [[UInt8]: UInt64] = [:]
  /// The newest, signed.
  private(set) var newest: [UInt8] = []
  /// The one in the image.
  private(set) var first: [UInt8] = []
  private(set) var version: UInt64 = 0
  /// Persons whose card was reported lost.
  private(set) var revocations: Set<Int> = []
  /// Those of them that are not in the newest bundle.
  private var changed: Set<Int> = []
  private var deltaNumber: UInt32 = 0
  private var delta: [UInt8]?
  /// The hub's lists.
  private var lists = HubLists<HubNews.Listed>()
  /// Cards that were reported lost at a counter.
  private var lost: Set<CardReference> = []
  /// What the shop's other counter has accepted, the newest last.
  private var uses: [[UInt8]] = []
  /// What is disputed of the terminal's entries, the oldest first.
  private(set) var disputes: [Dispute] = []
  private var disputeLists: UInt64 = 0
  /// As many as there ever were at once.
  private(set) var disputeCounts: Set<UInt64> = [0]

  static let freshFor: UInt32 = 86_400
  static let acceptFor: UInt32 = 7 * 86_400

  init(keys: RegionKeys, start: UnixTime, altered: @escaping @Sendable (TrustBundle) -> TrustBundle) throws {
    self.keys = keys
    self.start = start
    self.altered = altered
    try publish(issuedAt: start.advanced(bySeconds: -3_600))
    first = newest
  }

  mutating func publish(issuedAt: UnixTime) throws {
    version += 1
    newest = try RootSigning.sign(altered(bundle(version, issuedAt: issuedAt)), with: keys.root)
    versions[newest] = version
    facts[version] = Facts(
      issuedAt: issuedAt, acceptForSeconds: Int64(Office.acceptFor), rules: Rules(version: version))
    (delta, deltaNumber) = (nil, 0)
    changed = []
  }

  /// Which version a bundle is, if it was published here.
  func version(of bundle: [UInt8]) -> UInt64? { versions[bundle] }

  /// Publishes what has changed since the bundle: the card is lost.
  mutating func revoke(_ person: Int, at now: UnixTime) throws {
    guard revocations.insert(person).inserted else { return }
    changed.insert(person)
    deltaNumber += 1
    delta = try RootSigning.sign(
      RevocationDelta(
        base: version, number: deltaNumber, issuedAt: now,
        added: changed.sorted().map { Office.card(of: $0, .good) }, removed: []), with: keys.root)
  }

  /// What the hub has to bring.
  var news: HubNews {
    HubNews(
      version: version, bundle: newest, deltaNumber: deltaNumber, delta: delta, lists: lists)
  }

  /// Cards were reported lost at a counter: the hub has them refused before the next delta, and the office has them revoked.
  mutating func take(losses cards: Set<CardReference>, at now: UnixTime) throws {
    guard cards.count > lost.count else { return }
    lost = cards
    lists.losses = try listed(LossList(number: UInt64(cards.count), cards: cards.sorted { $0.serial < $1.serial }))
    for card in cards { try revoke(Wallet.person(serial: card.serial), at: now) }
  }

  /// The other counter's entry has come, by which a presentation is used up.
  mutating func take(use digest: [UInt8], of terminal: TerminalID) throws {
    uses.append(digest)
    lists.uses = try listed(
      UseList(
        terminal: terminal, number: UInt64(uses.count),
        digests: uses.suffix(WireLimits.useCount).sorted { $0.lexicographicallyPrecedes($1) }))
  }

  /// The operator declines an entry that the hub has taken.
  mutating func dispute(_ entry: HubEntry, of terminal: TerminalID) throws {
    guard !disputes.contains(where: { $0.sequence == entry.sequence }) else { return }
    disputes.append(
      Dispute(sequence: entry.sequence, reason: .declinedByRegion, at: entry.at, amount: Fen(abs(entry.total))))
    try list(of: terminal)
  }

  /// The operator has settled the oldest dispute.
  mutating func settleDispute(of terminal: TerminalID) throws {
    guard !disputes.isEmpty else { return }
    disputes.removeFirst()
    try list(of: terminal)
  }

  private mutating func list(of terminal: TerminalID) throws {
    disputeLists += 1
    disputeCounts.insert(UInt64(disputes.count))
    lists.disputes = try listed(
      DisputeList(
        terminal: terminal, number: disputeLists, count: UInt32(disputes.count),
        items: disputes.sorted { $0.sequence > $1.sequence }))
  }

  private func listed<List: HubList>(_ list: List) throws -> HubNews.Listed {
    let payload = try list.encoded()
    return HubNews.Listed(
      signed: try Signed.sign(payload: payload, kind: List.kind, with: keys.hubReceipts),
      hash: List.hash(ofPayload: payload))
  }

  /// A list that says of every card that it is lost.
  func everybody(by key: SigningKey) throws -> [UInt8] {
    let cards = (0...People.count).map { Office.card(of: $0, .good) }
    return try Signed.sign(payload: LossList(number: 1_000, cards: cards).encoded(), kind: LossList.kind, with: key)
  }

  private static func card(of person: Int, _ kind: CodeKind) -> CardReference {
    CardReference(issuer: RegionKeys.issuerID, serial: Wallet.serial(person: person, kind: kind))
  }

  /// A bundle that another root has signed.
  func forged(at now: UnixTime) throws -> [UInt8] {
    try RootSigning.sign(bundle(version + 7, issuedAt: now), with: keys.stranger)
  }

  private func bundle(_ version: UInt64, issuedAt: UnixTime) throws -> TrustBundle {
    let revoked =
      revocations.sorted().map { Office.card(of: $0, .good) }
      + (0..<People.count).map { Office.card(of: $0, .revoked) }
    return TrustBundle(
      region: try Office.prefix("6104"), version: version, issuedAt: issuedAt, freshForSeconds: Office.freshFor,
      acceptForSeconds: Office.acceptFor,
      issuers: [
        key(keys.issuer), key(keys.issuerSM2), key(keys.issuerOver, until: -40),
        key(keys.issuerOfHealth, applications: [.health]),
      ],
      policy: try Rules(version: version).policy, revoked: revoked, hubReceiptKey: keys.hubReceipts.publicKey,
      hubSealingKey: keys.hubSealing.publicKey)
  }

  private func key(
    _ issuer: Issuer, until days: Int64 = 2_000, applications: Applications = [.health, .insurance, .payment]
  ) -> IssuerKey {
    IssuerKey(
      issuer: issuer.id, index: issuer.keyIndex, key: issuer.key.publicKey,
      notBefore: start.advanced(bySeconds: -60 * 86_400), notAfter: start.advanced(bySeconds: days * 86_400),
      applications: applications, regions: [])
  }

  static func prefix(_ text: String) throws -> RegionPrefix {
    guard let prefix = RegionPrefix(text: text) else { throw WorldFault.badFixture }
    return prefix
  }
}

/// What cannot be, unless the simulation itself is wrong.
enum WorldFault: Error {
  case badFixture
}
