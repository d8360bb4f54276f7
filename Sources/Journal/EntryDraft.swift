import Codes
import LibCrypto
import Settlement
import Time
public import Wire

/// What is to become an entry.
public struct EntryDraft: Equatable, Sendable {
  public var body: JournalEntry.Body
  /// Sealed to the hub at commit, and kept nowhere else.
  public var personal: PersonalData
  /// The presentation to remember; nil where there is none, as for a printed code.
  public var used: UsedPresentation?

  public init(body: JournalEntry.Body, personal: PersonalData, used: UsedPresentation?) {
    self.body = body
    self.personal = personal
    self.used = used
  }
}

extension UsageIncrement {
  /// What a sale adds to the day: nothing where nothing of it was accepted on the strength of the code.
  init?(_ sale: Sale, at: UnixTime) {
    guard sale.shares.offline > .zero else { return nil }
    self.init(
      card: sale.card.usageKey, day: BusinessDay(at), fen: sale.shares.offline.amount,
      usesInsurance: sale.shares.insurance > .zero)
  }
}

extension CardBalance {
  init(of card: CardReference, _ known: KnownBalance) {
    self.init(card: card.usageKey, known: known)
  }
}

extension CardReference {
  /// What usage is kept under: SM3 over the issuer (4 bytes) and the serial (8 bytes), big-endian.
  var usageKey: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(12)
    bytes.appendBigEndian(issuer)
    bytes.appendBigEndian(serial)
    return SM3.hash(bytes)
  }
}

extension SoldPackage {
  /// Nil where an article's code does not tell one package from another.
  init?(_ article: SoldArticle, at: UnixTime) {
    guard let digest = article.packageDigest else { return nil }
    self.init(digest: digest, expires: at.advanced(bySeconds: Retention.packageDays * 86_400))
  }
}

extension SoldArticle {
  /// What a sold package is remembered by: SM3 over its traceability code, or over its number (8 bytes, big-endian) and
  /// serial number. Nil where the code does not tell one package from another.
  var packageDigest: [UInt8]? {
    switch self {
    case .traced(let code): return SM3.hash(code.digits)
    case .numbered(let number, let lot):
      guard let serial = lot.serial else { return nil }
      var bytes: [UInt8] = []
      bytes.appendBigEndian(number.number)
      return SM3.hash(bytes + serial)
    }
  }
}

/// Seals, chains, encodes and signs.
struct EntryMaker {
  let terminal: TerminalID
  let key: SigningKey
  let hub: PeerKey

  func entry(
    after head: JournalHead, of draft: EntryDraft, at: UnixTime
  ) throws(StoreFault) -> (entry: JournalEntry, row: JournalRow) {
    do throws(WireFault) {
      let sequence = head.sequence + 1
      let entry = JournalEntry(
        terminal: terminal, sequence: sequence, previous: head.hash, at: at, body: draft.body,
        sealed: draft.personal == .none
          ? [] : try draft.personal.sealed(to: hub, terminal: terminal, sequence: sequence))
      let payload = try entry.encoded()
      let row = JournalRow(
        sequence: sequence, at: at, hash: JournalEntry.hash(ofPayload: payload),
        signed: try Signed.sign(payload: payload, kind: .journalEntry, with: key))
      return (entry, row)
    } catch {
      if case .crypto = error { throw .keyUnavailable }
      throw .unfit
    }
  }
}
