public import Codes
public import Devices
public import Journal
public import LibCrypto
public import Wire

/// What happened to the terminal, for an engineer. Never anything of a person, a card or a code: no case carries text.
public enum Diagnostic: Equatable, Sendable {
  case started
  case ended
  /// libcrypto does not compute what the standards say.
  case selfTestFailed(SelfTestFault)
  case keyUnavailable(KeyFault)
  case caseOpened
  case keysWiped
  case keysNotWiped

  case journalOpened(entries: UInt64)
  case journalUnavailable(StoreFault)
  /// An entry was not made durable.
  case commitRefused(StoreFault)
  case committed(sequence: UInt64)
  /// The last entry was durable when the process ended, and may not have been shown.
  case unshownEntryFound(sequence: UInt64)

  case trustAnchorUnreadable
  case bundleTaken(version: UInt64)
  /// A bundle or delta was refused; the number is the refusal's.
  case bundleRefused(UInt32)
  case receiptTaken(highest: UInt64)
  case receiptRefused
  /// What came back for an inquiry is not the hub's answer to it.
  case answerRefused
  /// Another list of losses is noted, of so many cards.
  case lossesTaken(cards: UInt32)
  /// Another list of disputes is noted, and so many are open.
  case disputesTaken(count: UInt32)
  /// Another list of codes that were used at other counters is gone by, of so many.
  case usesTaken(count: UInt32)
  /// A list is not the hub's, another terminal's, or older than the one that was taken.
  case listRefused(HubListKind)
  /// The hub holds another chain under this terminal's name.
  case receiptContradicts
  case inboxUnreadable(StoreFault)
  /// The wall clock is below the highest signed time seen.
  case clockBelowFloor
  case clockSet
  /// The supervisor's PIN was wrong, and how often in a row. Never which it was.
  case supervisorPINWrong(count: UInt32)

  case deviceOpened(Device)
  case deviceGone(Device)
  case deviceFailed(Device)
  /// Bytes that were no scan: too long, noise, a fragment.
  case scanDropped(UInt32)
  /// The scanner's line never falls silent and brings what no scanner sends: nothing of it is taken until it does.
  case scannerBabbles
  case scannerSettled
  /// The scanner answers in its protocol at this rate, in bit/s.
  case scannerAnswers(rate: UInt32)
  /// The scanner answers in its protocol at no rate: it is listened to at the configured one.
  case scannerUnanswering
  /// A code of a kind that this terminal does not take, and how many bytes it had.
  case otherCode(CodeKind, length: UInt32)
  /// A code of no kind that is known: what it is made of, and how many bytes it had.
  case unknownCode(TextClass, length: UInt32)
  case keysRefused
  case keyStuck
  case keyFreed
  case printQueueFull
  case printed
  case printerTrouble(PrinterTrouble)
  case printerRecovered
  case paperLow

  /// A number that never changes its meaning, for the help desk and for counting.
  public var code: Int {
    switch self {
    case .started: 1
    case .ended: 2
    case .selfTestFailed: 3
    case .keyUnavailable: 4
    case .caseOpened: 5
    case .keysWiped: 6
    case .keysNotWiped: 7
    case .journalOpened: 10
    case .journalUnavailable: 11
    case .commitRefused: 12
    case .committed: 13
    case .unshownEntryFound: 14
    case .trustAnchorUnreadable: 20
    case .bundleTaken: 21
    case .bundleRefused: 22
    case .receiptTaken: 23
    case .receiptRefused: 24
    case .inboxUnreadable: 25
    case .clockBelowFloor: 26
    case .clockSet: 27
    case .receiptContradicts: 28
    case .deviceOpened: 30
    case .deviceGone: 31
    case .deviceFailed: 32
    case .scanDropped: 33
    case .keysRefused: 34
    case .keyStuck: 35
    case .keyFreed: 36
    case .printQueueFull: 37
    case .printed: 38
    case .printerTrouble: 39
    case .printerRecovered: 40
    case .paperLow: 41
    case .scannerBabbles: 42
    case .scannerSettled: 43
    case .otherCode: 44
    case .unknownCode: 45
    case .scannerAnswers: 46
    case .scannerUnanswering: 47
    case .answerRefused: 48
    case .supervisorPINWrong: 49
    case .lossesTaken: 50
    case .listRefused(.losses): 51
    case .disputesTaken: 52
    case .listRefused(.disputes): 53
    case .usesTaken: 54
    case .listRefused(.uses): 55
    }
  }

  /// One above the highest code that there can be: a code has two digits.
  static let codeCount = 100
}
