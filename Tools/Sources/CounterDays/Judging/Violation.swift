/// What must hold at a counter, whatever happens there, and did not.
///
/// The promises, each by the name of the violation that says it was broken:
/// 1. **Nothing acknowledged is lost** (`lost`, `otherwise`). A sale, a void, an identity check or a record's print that the display
///    or the paper has told of, or that the hub holds, is an entry of that kind, with that number and that total: in the journal until
///    a receipt covers it, and at the hub from then on.
/// 2. **Nothing is doubled** (`doubled`). The hub holds each number once, and under it the entry that the terminal made.
/// 3. **The sequence is gapless and the chain whole** (`gap`, `chain`). Each entry follows the one before it, by number and by
///    hash, and is signed by the terminal's key.
/// 4. **Money is conserved** (`money`). The shares make the total, insurance's are what the policy gives, all are what
///    the clerk was shown before the key that accepts, and what the hub holds adds up to what was made.
/// 5. **Limits hold** (`limit`). On no day does a card, or the terminal, get more than policy allows by such a code.
/// 6. **A presentation is used once** (`usedTwice`), by a sale, an identity check or a record's print, and only while it is good (`outOfTime`).
///    So is a package, as long as the terminal remembers it (`soldTwice`).
///    What the hub has told of the shop's other counter is used up here too (`verdict`).
/// 7. **Nothing is sold, verified or printed on a bad code** (`badCode`), or to another than the hub has named in answer, and each bad
///    code is refused for its own reason (`verdict`). Once a loss is reported here nothing is sold on that card.
/// 8. **Nothing is sold by old trust** (`trust`). The bundle that a sale was judged by is not older than it allows, and no
///    older than that of the sale before.
/// 9. **The display and the paper claim nothing that is not on the disk** (`falseClaim`): neither a sale that is not, nor that
///    less waits for the hub than does.
/// 10. **Nothing is forgotten that the hub has not** (`forgotten`). Entries are pruned only below a receipt.
/// 11. **The terminal comes back selling** (`sellsNoMore`): once all is well around it, the next customer is served, and the
///     hub gets every entry (`notDelivered`).
/// 12. **A sale is taken back once** (`void`): on the day and at the terminal that made it, on the word of the code or the
///     supervisor who was there to give it, and each share to where it came from (`money`). What it took of limits, of the count to
///     sixty and of the stock it gives back, and nothing else.
/// 13. **A record lists what was sold** (`record`) to the card, and with its print the count to sixty begins anew.
///     It lists each as it is, and without a printer there is no print.
/// 14. **A payment is asked for once** (`payment`). Its intent is on disk before, and the next entry settles it: the sale that it
///     pays, for as much, or its reversal.
///     At the end every payer has paid exactly for a sale that stands, and for nothing else (`charged`); and of every person what fund,
///     relief, account, payment application, payer and drawer gave for all their sales, without those taken back, is what the hub's
///     books have (`balance`). So it is with what each holder can spend of a prepaid balance: what cash was taken for at the counter, less
///     what was sold for it and what went back. The display never says another balance than the hub's (`balance`), and a balance is
///     changed as the hub has changed it, on a code that was shown, and emptied on the word of the card's PIN (`prepaid`).
/// 15. **The day's totals are the journal's** (`totals`), each figure of each page.
///     So are those on the sheet that is printed.
/// 16. **The supervisor's PIN is looked at three times** (`supervisor`): a wrong one is on the disk before it is shown, no cut of the
///     power gives another try, and while it is locked the right one is none either (`void`).
/// 17. **The card's PIN** (`pin`): where policy wants it, a sale names the question that the hub answered with right, about this card and
///     this total. No digit of any PIN comes to rest (`secret`), in an entry, in the inbox or in the log.
/// 18. **What the hub disputes comes to the counter** (`disputes`): no other number of entries is ever shown than the hub has disputed, and
///     once all is well the display says how many there are.
public enum Violation: Error, Equatable, Sendable {
  case lost(sequence: UInt64)
  case otherwise(sequence: UInt64, claimed: Int64, found: Int64)
  case doubled(sequence: UInt64)
  case gap(expected: UInt64, found: UInt64)
  case chain(String)
  case money(sequence: UInt64, String)
  case limit(sequence: UInt64, String)
  case usedTwice(sequence: UInt64)
  case outOfTime(sequence: UInt64)
  case soldTwice(sequence: UInt64)
  case badCode(sequence: UInt64, String)
  case verdict(expected: String, found: String)
  case trust(sequence: UInt64, String)
  case falseClaim(String)
  case forgotten(through: UInt64, held: UInt64)
  case sellsNoMore(String)
  case notDelivered(held: UInt64, made: UInt64)
  case void(sequence: UInt64, String)
  case record(sequence: UInt64, String)
  case payment(sequence: UInt64, String)
  case prepaid(sequence: UInt64, String)
  case charged(String)
  case pin(sequence: UInt64, String)
  case secret(String)
  case balance(String)
  case totals(String)
  case disputes(String)
  case supervisor(String)

  /// The promise's name.
  public var name: String {
    switch self {
    case .lost: "lost"
    case .otherwise: "otherwise"
    case .doubled: "doubled"
    case .gap: "gap"
    case .chain: "chain"
    case .money: "money"
    case .limit: "limit"
    case .usedTwice: "usedTwice"
    case .outOfTime: "outOfTime"
    case .soldTwice: "soldTwice"
    case .badCode: "badCode"
    case .verdict: "verdict"
    case .trust: "trust"
    case .falseClaim: "falseClaim"
    case .forgotten: "forgotten"
    case .sellsNoMore: "sellsNoMore"
    case .notDelivered: "notDelivered"
    case .void: "void"
    case .record: "record"
    case .payment: "payment"
    case .prepaid: "prepaid"
    case .charged: "charged"
    case .pin: "pin"
    case .secret: "secret"
    case .balance: "balance"
    case .totals: "totals"
    case .disputes: "disputes"
    case .supervisor: "supervisor"
    }
  }
}

extension Violation: CustomStringConvertible {
  public var description: String {
    switch self {
    case .lost(let sequence): "entry \(sequence) is lost, which somebody was told of"
    case .otherwise(let sequence, let claimed, let found):
      "entry \(sequence) is of \(found) fen, and \(claimed) fen were told of"
    case .doubled(let sequence): "the hub holds another entry \(sequence) than the terminal made, or holds it twice"
    case .gap(let expected, let found): "entry \(found) where \(expected) is next"
    case .chain(let words): "the chain is not whole: \(words)"
    case .money(let sequence, let words): "the money of entry \(sequence): \(words)"
    case .limit(let sequence, let words): "entry \(sequence) is beyond a limit: \(words)"
    case .usedTwice(let sequence): "entry \(sequence) is on a presentation that was used before"
    case .outOfTime(let sequence): "entry \(sequence) is on a presentation out of its time"
    case .soldTwice(let sequence): "entry \(sequence) is of a package that was sold before"
    case .badCode(let sequence, let words): "entry \(sequence) is on a bad code: \(words)"
    case .verdict(let expected, let found): "a code was answered with \(found), and \(expected) is right"
    case .trust(let sequence, let words): "entry \(sequence) was judged by the wrong bundle: \(words)"
    case .falseClaim(let words): "a false claim: \(words)"
    case .forgotten(let through, let held): "forgotten through \(through), and the hub holds \(held)"
    case .sellsNoMore(let words): "the terminal sells no more: \(words)"
    case .notDelivered(let held, let made): "the hub holds \(held) of \(made) entries"
    case .void(let sequence, let words): "entry \(sequence) is a void \(words)"
    case .record(let sequence, let words): "entry \(sequence) is the print of a record: \(words)"
    case .prepaid(let sequence, let words): "the change of a balance by entry \(sequence): \(words)"
    case .pin(let sequence, let words): "the PIN of entry \(sequence): \(words)"
    case .secret(let place): "a PIN is in \(place)"
    case .charged(let words): "a payer was charged \(words)"
    case .balance(let words): "a balance: \(words)"
    case .disputes(let words): "disputes: \(words)"
    case .totals(let words): "the day's totals: \(words)"
    case .supervisor(let words): "the supervisor's PIN: \(words)"
    case .payment(let sequence, let words): "the payment of entry \(sequence): \(words)"
    }
  }
}
