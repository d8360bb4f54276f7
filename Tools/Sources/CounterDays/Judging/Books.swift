import Codes
import Journal
import Settlement
import Time
import Wire

/// What the terminal has made, by its own journal, held to the promises as each entry appears: to those of all entries here, and to
/// those of its kind in what extends this.
struct Books {
  /// An entry, as far as anybody asks again.
  struct Made {
    var hash: [UInt8]
    var at: UnixTime
    var body: JournalEntry.Body
    /// Of a sale: it was taken back.
    var isVoided = false

    var kind: EntryKind { EntryKind(body) }
    /// What display and paper call its total, in fen: a void's is what goes back, and that of a change of a balance the cash.
    var total: Int64 {
      switch body {
      case .void(let void): void.shares.total.amount
      case .prepaidChange(let change): change.amount.amount
      default: body.total.amount
      }
    }
  }

  struct CardDay: Hashable {
    var serial: UInt64
    var day: BusinessDay
  }

  struct Sum {
    var fen: Int64 = 0
    var count = 0
  }

  private(set) var made: [Made] = []
  /// Presentations that were made, by digest.
  var presentations: [[UInt8]: Wallet.Presentation] = [:]
  var used: Set<[UInt8]> = []
  var cardDays: [CardDay: Sum] = [:]
  var days: [BusinessDay: Sum] = [:]
  /// Sales of a card to which insurance paid, since its record was printed.
  var insured: [UInt64: Int] = [:]
  /// The newest print of a card's record, by its number.
  var recordPrints: [UInt64: UInt64] = [:]
  /// When each package was sold.
  var packages: [[UInt8]: UnixTime] = [:]
  var newestTrust: UInt64 = 0
  /// Through which entry the terminal has forgotten.
  var forgotten: UInt64 = 0
  /// Cards that were reported lost at this terminal, and it has said so.
  var lost: Set<UInt64> = []
  /// The payment that the next entry has to settle.
  var openIntent: PaymentIntent?

  var head: UInt64 { UInt64(made.count) }
  /// What was sold, without what was taken back, in fen.
  var sum: Int64 { made.reduce(0) { $0 + $1.body.turnover } }

  /// Takes the next row. `attempts` are those to make it that the clerk saw.
  mutating func take(_ row: JournalRow, office: Office, desk: any InquiryModel, attempts: [Attempt]) throws(Violation) {
    guard row.sequence == head + 1 else { throw .gap(expected: head + 1, found: row.sequence) }
    guard let payload = try? Signed.payloadUnverified(row.signed, kind: .journalEntry),
      let entry = try? JournalEntry(decoding: payload)
    else { throw .chain("entry \(row.sequence) cannot be read") }
    let hash = JournalEntry.hash(ofPayload: payload)
    guard entry.sequence == row.sequence, hash == row.hash, entry.previous == made.last?.hash ?? JournalEntry.noPrevious
    else { throw .chain("entry \(row.sequence) does not follow") }
    try checkPayment(entry)
    switch entry.body {
    case .sale(let sale): try take(sale, of: entry, office: office, desk: desk, attempts: attempts)
    case .unidentifiedSale(let sale): try take(sale, of: entry, office: office, attempts: attempts)
    case .void(let void): try take(void, of: entry, attempts: attempts)
    case .identityCheck(let check): try take(check.proof, of: entry, office: office)
    case .recordPrint(let print): try take(print, of: entry, office: office, attempts: attempts)
    case .paymentIntent(let intent): openIntent = intent
    case .prepaidChange(let change): try take(change, of: entry, desk: desk, attempts: attempts)
    case .paymentReversal: break
    }
    made.append(Made(hash: hash, at: entry.at, body: entry.body))
  }

  mutating func markVoided(_ sequence: UInt64) { made[Int(sequence) - 1].isVoided = true }

  /// The entry with this number, if it was made.
  func entry(_ sequence: UInt64) -> Made? {
    sequence >= 1 && sequence <= head ? made[Int(sequence) - 1] : nil
  }
}

/// What the clerk saw and heard before something was written.
struct Attempt {
  /// The shares that were shown last.
  var shares: Sight
  /// What was last to be paid from a code alone, in fen.
  var asked: Int64?
  /// Cards whose code was held out in the time that a dialog may last.
  var cards: Set<UInt64> = []
  /// The supervisor's PIN was keyed in that time.
  var hasSupervisor = false
  /// The printer was plugged in.
  var hasPrinter = true
}

/// What an entry is.
public enum EntryKind: Hashable, CaseIterable, Sendable {
  /// To somebody, or to nobody in particular.
  case sale
  case void, identityCheck, recordPrint, prepaidChange, paymentIntent, paymentReversal

  init(_ body: JournalEntry.Body) {
    self =
      switch body {
      case .sale, .unidentifiedSale: .sale
      case .void: .void
      case .identityCheck: .identityCheck
      case .recordPrint: .recordPrint
      case .prepaidChange: .prepaidChange
      case .paymentIntent: .paymentIntent
      case .paymentReversal: .paymentReversal
      }
  }
}

extension JournalEntry.Body {
  /// What the entry adds to what was sold, in fen: a void takes as much away as its sale added.
  var turnover: Int64 {
    if case .void(let void) = self { -void.shares.total.amount } else { total.amount }
  }
}
