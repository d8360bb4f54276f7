import Codes
import LibCrypto
import Time
import Wire

/// An entry that a hub holds.
public struct HubEntry: Equatable, Sendable {
  public var sequence: UInt64
  public var hash: [UInt8]
  /// What it added to whose balance; what was taken back is below zero.
  public var balance = Balance.zero
  /// Nil where it is nobody's in particular.
  public var card: CardReference?
  /// The payment that is to be taken back by it.
  public var reversed: InquiryID?
  /// What was done before it, and is kept by it.
  public var kept: InquiryID?
  /// When the hub took it.
  public var at: UnixTime

  public init(sequence: UInt64, hash: [UInt8], at: UnixTime) {
    self.sequence = sequence
    self.hash = hash
    self.at = at
  }

  /// What was sold by it, in fen; what was taken back below zero.
  public var total: Int64 { balance.total }
}

/// How a hub takes what a terminal sends.
public protocol HubModel {
  /// All that it took, in the order in which it took it.
  var entries: [HubEntry] { get }

  /// Keeps its first entries only, as after a restore from a backup.
  mutating func restore(through count: Int)

  /// Takes a request, makes it durable, and answers. Throws the status by which it refuses.
  mutating func exchange(_ body: [UInt8], bringing news: HubNews, at now: UnixTime) throws(HubRefusal) -> [UInt8]
}

/// What a hub has to bring.
public struct HubNews: Sendable {
  /// A list that the hub has signed.
  public struct Listed: Equatable, Sendable {
    public var signed: [UInt8]
    /// By which a terminal names it.
    public var hash: [UInt8]
  }

  public var version: UInt64
  public var bundle: [UInt8]
  /// The newest delta to that bundle, 0 for none.
  public var deltaNumber: UInt32
  public var delta: [UInt8]?
  /// Those that were ever made.
  public var lists: HubLists<Listed>
}

/// An HTTP status.
public struct HubRefusal: Error, Equatable, Sendable {
  public var status: UInt16

  public init(status: UInt16) {
    self.status = status
  }
}

/// The hub by the rules of the hub: the entries of its terminal in one chain without a gap, each taken once by its sequence and
/// hash however often it comes; committed, and only then receipted.
public struct HubLedger: HubModel {
  public private(set) var entries: [HubEntry] = []
  private let terminal: TerminalID
  private let journalKey: VerifyingKey
  private let receiptKey: SigningKey

  public init(terminal: TerminalID, journalKey: PublicKey, receiptKey: SigningKey) throws {
    self.terminal = terminal
    self.journalKey = try VerifyingKey(journalKey)
    self.receiptKey = receiptKey
  }

  public mutating func restore(through count: Int) {
    entries = Array(entries.prefix(count))
  }

  public mutating func exchange(
    _ body: [UInt8], bringing news: HubNews, at now: UnixTime
  ) throws(HubRefusal) -> [UInt8] {
    guard let request = try? UploadRequest(decoding: body), request.terminal == terminal else {
      throw HubRefusal(status: 400)
    }
    var fresh: [HubEntry] = []
    var head = entries.last?.hash ?? JournalEntry.noPrevious
    var previous: (sequence: UInt64, hash: [UInt8])?
    for signed in request.entries {
      guard let payload = try? Signed.open(signed, kind: .journalEntry, with: journalKey),
        let entry = try? JournalEntry(decoding: payload), entry.terminal == terminal
      else { throw HubRefusal(status: 422) }
      if let previous {
        guard entry.sequence == previous.sequence + 1, entry.previous == previous.hash else {
          throw HubRefusal(status: 422)
        }
      }
      var offered = HubEntry(sequence: entry.sequence, hash: JournalEntry.hash(ofPayload: payload), at: now)
      previous = (offered.sequence, offered.hash)
      if entry.sequence <= UInt64(entries.count) {
        guard entries[Int(entry.sequence) - 1].hash == offered.hash else { throw HubRefusal(status: 409) }
        continue
      }
      guard entry.sequence == UInt64(entries.count + fresh.count) + 1 else { throw HubRefusal(status: 422) }
      guard entry.previous == head else { throw HubRefusal(status: 409) }
      try book(entry.body, as: &offered, after: entries + fresh)
      head = offered.hash
      fresh.append(offered)
    }
    entries += fresh
    guard let answer = try? answer(to: request, bringing: news, at: now) else { throw HubRefusal(status: 500) }
    return answer
  }

  /// A void is of an entry that the hub has, and goes to the balance of the same card.
  private func book(
    _ body: JournalEntry.Body, as entry: inout HubEntry, after before: [HubEntry]
  ) throws(HubRefusal) {
    entry.reversed = body.reversedInquiry
    entry.kept = entry.reversed == nil ? body.settledInquiry : nil
    switch body {
    case .sale(let sale):
      entry.card = sale.card
      entry.balance = Balance(sale.shares)
    case .unidentifiedSale(let sale): if let shares = sale.shares { entry.balance = Balance(shares) }
    case .void(let void):
      let place = Int(void.sequence) - 1
      guard before.indices.contains(place), before[place].hash == void.hash else { throw HubRefusal(status: 422) }
      entry.card = before[place].card
      entry.balance.add(Balance(void.shares), -1)
    case .paymentIntent, .paymentReversal, .identityCheck, .recordPrint, .prepaidChange: break
    }
  }

  private func answer(to request: UploadRequest, bringing news: HubNews, at now: UnixTime) throws -> [UInt8] {
    var receipt: [UInt8]?
    if let newest = entries.last {
      let payload = try Receipt(
        terminal: terminal, highest: newest.sequence, entryHash: newest.hash, at: newest.at
      ).encoded()
      receipt = try Signed.sign(payload: payload, kind: .receipt, with: receiptKey)
    }
    let isOlder = news.version > request.trustVersion
    let lacksDelta = isOlder || (news.version == request.trustVersion && news.deltaNumber > request.deltaNumber)
    var others = HubLists<[UInt8]>()
    for kind in HubListKind.allCases {
      guard let list = news.lists[kind], let held = request.lists[kind], held != list.hash else { continue }
      others[kind] = list.signed
    }
    return try Answer(
      receipt: receipt, bundle: isOlder ? news.bundle : nil, delta: lacksDelta ? news.delta : nil, lists: others,
      hubTime: now
    ).encoded()
  }
}
