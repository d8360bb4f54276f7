import Codes
import Settlement
import Time
import Wire

/// A function of the menu: a pure script that says, by what came so far, what comes next.
///
/// Keys, the display, waiting and giving up are the same for every function (``Errand``). A further function is a file that
/// has such a script, and its line in ``all``.
struct MenuFunction: Sendable {
  /// At most 14 columns.
  let title: Bilingual
  /// What comes after these answers. Asked once for each, with everything since the beginning.
  let next: @Sendable ([MenuAnswer], MenuSituation) -> MenuStep

  /// In the order of their numbers: 1 is the first. At most ``MenuList/maximum``.
  static let all: [MenuFunction] = [
    .lastReceipt, .dayTotals, .saleVoid, .verifyOnly, .transactionRecord, .supervisor, .lossReport, .disputes,
    .prepaid,
  ]
}

/// What a script may go by beside the answers.
struct MenuSituation {
  let now: Moment
  let context: Context
  let place: Place
}

/// What came of a step.
indirect enum MenuAnswer: Equatable, Sendable {
  /// The clerk chose this of a list, from 0.
  case chosen(Int)
  /// The clerk keyed a number.
  case number(UInt64)
  /// A person's code was shown, and it is good, or was until this terminal used it. Without a name where it has no health card.
  case code(CardReference, maskedName: String)
  /// A person's code was shown, judged in full and found good.
  case identified(Holder)
  /// Enter, on the last of the pages.
  case confirmed
  case found(Found)
  case authorised(SaleVoid.Authority)
  /// What came of what the hub was asked. Of money, its intent is settled by what is committed next.
  case answered(InquiryOutcome)
  /// What was to be made durable is, as this entry.
  case committed(sequence: UInt64)
}

/// What is done next.
indirect enum MenuStep: Equatable, Sendable {
  /// The clerk chooses of a list: `chosen`.
  case chooses(MenuList)
  /// A person's code is to be shown, and this page says so: `identified`, or else why it is no good.
  case needsCode(MenuPage)
  /// The clerk keys a number, or somebody shows a code: `number` or `code`.
  case asks(NumberField)
  /// The terminal looks something up: `found`.
  case looksUp(Lookup)
  /// That this card is lost is made durable: `found`, as `Found.lossKept` or why not.
  case keepsLoss(of: CardReference)
  /// The clerk reads: `confirmed`.
  case shows([MenuPage])
  /// The supervisor's PIN is keyed, or the code of this card is shown: `authorised`.
  case needsAuthority(orCodeOf: CardReference?)
  /// The PIN of the card that this is about is keyed, and the hub is asked with it: `answered`.
  case needsPIN(for: InquiryDraft)
  /// The hub is asked: `answered`. Of money, an intent is first made durable, and a reversal where it does not say yes.
  case inquires(InquiryDraft)
  /// `committed`, or else the refusal is shown.
  case commits(EntryProposal)
  /// It is done: this is printed.
  case prints(Slip)
  /// It is done and durable: shown as a sale's result is, printed where there is paper of it, and counted.
  case concludes(MenuPage, Slip?, Occurrence)
  case refuses(RefusalNotice)
}

/// A number that is asked for.
struct NumberField: Equatable, Sendable {
  let title: Bilingual
  let label: Bilingual
  /// What may be done in place of keying it.
  let hint: Bilingual
  /// The most digits: of an entry's number more than any terminal makes.
  var digits = 10
}

/// What only the terminal knows.
public enum Lookup: Equatable, Sendable {
  /// The newest entry that a customer was given paper for.
  case lastReceipt
  /// What was sold today.
  case totals
  /// The sale with this number, to be voided.
  case sale(UInt64)
  /// The newest sale of this card that may be voided.
  case saleOf(CardReference)
  /// What was sold to this card.
  case record(CardReference)
  /// What was last known of this card's prepaid balance.
  case balance(CardReference)
  /// What the hub disputes.
  case disputes
  /// How the terminal stands.
  case standing
  /// How each part of it is.
  case selfTest
  /// Whether these digits are the supervisor's PIN. Let them come to rest nowhere.
  case pin([UInt8])
}

/// What came of looking it up.
public indirect enum Found: Equatable, Sendable {
  case receipt(JournalEntry?)
  case totals(DayTotals)
  case sale(SaleVoid.Finding)
  case pin(SupervisorPINVerdict)
  case record(TransactionRecord)
  /// Nil where none was ever known.
  case balance(KnownBalance?)
  /// Nil where the hub never said.
  case disputes(DisputeList?)
  case standing(TerminalStanding)
  case selfTest(Inspection)
  /// Nothing was looked up: the loss is durable.
  case lossKept
  /// The journal could not be read or written.
  case failed(StoreRefusal)
}

/// Whether the supervisor's PIN was right. Who says so has made it durable how often it was not.
public enum SupervisorPINVerdict: Equatable, Sendable {
  case right
  case wrong(triesLeft: UInt32)
  /// Nobody's PIN is looked at for so long.
  case locked(minutes: Int64)
  /// The terminal has none to compare with.
  case none
}
