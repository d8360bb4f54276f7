public import Devices

/// A clerk's story: what is done at a counter, step by step, and what must come of it.
public struct Scenario: Equatable, Sendable {
  /// The display the terminal of the story has.
  public enum Display: String, CaseIterable, Sendable {
    case st7920
    case hd44780
  }

  public enum Language: String, CaseIterable, Sendable {
    case chinese
    case english
  }

  public struct Step: Equatable, Sendable {
    /// Where the step stands in its file.
    public var line: Int
    public var action: ScenarioAction?
    public var expectation: Expectation?
  }

  /// As given by the caller.
  public var file: String
  public var title: String
  public var display: Display
  public var language: Language
  /// What the scanner speaks.
  public var scanner: ScannerKind
  /// The rate at which the scanner wakes, in bit/s. The terminal's is 9,600.
  public var scannerRate: UInt32
  /// How wide the printer's roll is: 58 or 80, in millimetres.
  public var paper: Int
  /// The benches that can play it; the others leave it out.
  public var benches: Set<BenchKind>
  /// What the region's policy has other than usual.
  public var policy: PolicyChanges
  /// Everyone the steps may name, by id: the cast, and whom the file adds to it.
  public var people: [String: Customer]
  public var steps: [Step]
}

/// What a story can be played on.
public enum BenchKind: String, CaseIterable, Sendable {
  /// The terminal's programs on a PC. Nobody there starts them again when they hang.
  case desk
  /// A board's image, emulated.
  case boards
}

/// Limits of the region's policy that a scenario sets for its story. Amounts in fen; nil leaves the usual value.
public struct PolicyChanges: Equatable, Sendable {
  public var dynamicSingle: Int64?
  public var dynamicCardDaySum: Int64?
  public var dynamicCardDayCount: Int?
  public var printedSingle: Int64?
  public var printedCardDaySum: Int64?
  public var printedCardDayCount: Int?
  public var terminalDaySum: Int64?
  public var terminalDayCount: Int?
  /// The most a presentation may be old when money is involved, in seconds.
  public var presentationAge: Int64?
  /// Insurance transactions before the record must be printed.
  public var unprintedTransactions: Int?
  /// The most an account pays of a sale by a dynamic code.
  public var dynamicAccount: Int64?
  /// The most it pays by a printed one.
  public var printedAccount: Int64?
  public var deposit: Int64?
  /// The most that goes onto a prepaid balance at once; nil: the region keeps none.
  public var prepaidTopUp: Int64?
  public var pinUses: Set<PINUse> = []

  /// For what the PIN of a card is asked for.
  public enum PINUse: String, CaseIterable, Sendable {
    case printedCodes = "printed-codes"
    case accountAboveLimit = "account-above-limit"
    case records
  }

  public init() {}

  /// By which nothing of however long a day at the counter is refused.
  public static var longDay: PolicyChanges {
    var policy = PolicyChanges()
    policy.dynamicCardDayCount = 60_000
    policy.dynamicCardDaySum = 1_000_000_00
    policy.terminalDayCount = 1_000_000
    policy.terminalDaySum = 1_000_000_00
    policy.unprintedTransactions = 1_000
    return policy
  }
}

/// A key of the counter's keypad, by the word scenario files use.
public enum CounterKey: String, CaseIterable, Sendable {
  case digit0 = "0"
  case digit1 = "1"
  case digit2 = "2"
  case digit3 = "3"
  case digit4 = "4"
  case digit5 = "5"
  case digit6 = "6"
  case digit7 = "7"
  case digit8 = "8"
  case digit9 = "9"
  case point = "."
  case language
  case cancel
  case backspace
  case category
  case enter

  /// The legend, row by row from the top left.
  public static let rows: [[CounterKey]] = [
    [.digit1, .digit2, .digit3, .cancel],
    [.digit4, .digit5, .digit6, .backspace],
    [.digit7, .digit8, .digit9, .category],
    [.point, .digit0, .language, .enter],
  ]
}

/// What happens in one step.
public enum ScenarioAction: Equatable, Sendable {
  /// The scanner reads a code made now, or one that was made `age` seconds ago.
  case scan(person: String, age: Int64)
  /// The scanner reads what it read last, byte for byte.
  case scanAgain
  /// The scanner reads a code made now, and its plug is pulled in the middle of it.
  case scanInPart(person: String)
  /// Two scanners on one line read a code each, at the same time: their bytes come in turn.
  case scanTogether(people: [String])
  /// The scanner reads somebody's electronic health card, which is not signed.
  case scanHealthCard(person: String, form: HealthCardShape)
  /// The scanner reads the digits of somebody's insurance voucher (医保码).
  case scanVoucher(person: String)
  /// The scanner reads this text.
  case scanText(String)
  /// So many bytes at random come on the scanner's line, as fast as they are taken.
  case scanNoise(bytes: Int)
  /// Keys, one after the other.
  case press([CounterKey])
  /// Keys held down at the same time.
  case pressTogether([CounterKey])
  case network(NetworkMode)
  case power(PowerAction)
  /// The terminal's own clock goes wrong by so many seconds; 0 puts it right.
  case clock(Int64)
  /// The battery of the terminal's clock is empty, while the terminal is without power: the clock begins again at 1970.
  case clockLost
  /// So many seconds pass, for everybody.
  case pass(Int64)
  case publish(BundleKind)
  case revoke([String])
  /// The hub's operator reports the cards of these people lost.
  case lose([String])
  /// The hub's operator enters that these people have died.
  case decease([String])
  /// The shop's next counter accepts a code made now, which is the one that was scanned last from then on.
  case nextCounter(person: String)
  /// The hub's operator declines the terminal's entry with this sequence, for the region.
  case decline(UInt64)
  /// The hub's operator settles what is disputed of it.
  case settle(UInt64)
  case disk(DiskState)
  case printer(PrinterState)
  case scanner(ScannerState)
  case keypad(KeypadState)
  case display(Attachment)
  /// A program of the terminal stops where it is, and does nothing more.
  case hang(BoardProgram)
  /// A field engineer has the terminal examine itself. Exactly these codes are to be mended, each perhaps at several places.
  case doctor(faults: Set<String>)
  /// The case of the terminal is opened or closed.
  case housing(Housing)
  case hub(HubAction)
  /// Something of the terminal breaks for good, while it is without power.
  case damage(DamagedPart)
}

extension Scenario {
  /// True where it starts the terminal again, or may wait or send noise for more than a minute: all of it takes an emulated board long.
  public var takesLong: Bool {
    steps.contains { step in
      switch step.action {
      case .power(.on), .power(.restart), .hang: true
      case .scanNoise(let bytes): bytes > WireNoise.bytesAMinute
      default: (step.expectation?.within ?? 0) > 60
      }
    }
  }
}

extension ScenarioAction {
  /// True for what the terminal answers in its own time: a code, or power.
  var takesTime: Bool {
    switch self {
    case .scan, .scanAgain, .scanInPart, .scanTogether, .scanHealthCard, .scanVoucher, .scanText, .scanNoise,
      .power(.on), .power(.restart):
      true
    default: false
    }
  }

  var isOnKeypad: Bool {
    switch self {
    case .press, .pressTogether: true
    default: false
    }
  }
}

/// The forms in which an electronic health card is shown.
public enum HealthCardShape: String, CaseIterable, Sendable {
  case dynamic
  case `static`
  case temporary
  case bare
  /// As some provinces write it.
  case provincial

  func text(of cardID: String) -> String {
    switch self {
    case .dynamic: cardID + ":0:" + String(repeating: "5A", count: 16)
    case .static: cardID + ":1"
    case .temporary: cardID + ":9"
    case .bare: cardID.lowercased()
    case .provincial: "85:" + cardID + ":1::610400A1"
    }
  }
}

/// How the network between terminal and hub is.
public enum NetworkMode: String, CaseIterable, Sendable {
  case on
  /// On again, and nobody tells the terminal: it has to find out by itself.
  case onUnnoticed = "on-unnoticed"
  /// Connections are refused, and those that were open are reset.
  case off
  /// Connections open, and nothing passes.
  case stalled
  /// What the terminal sends arrives; what the hub answers is lost.
  case answersLost = "answers-lost"
  /// What the terminal sends arrives; what the hub answers is not what arrives.
  case garbled
  /// Everything arrives, seconds after it was sent.
  case slow
}

public enum PowerAction: String, CaseIterable, Sendable {
  /// Everything in the terminal stops at once.
  case cut
  case on
  /// Cut and on again.
  case restart
  /// The terminal will lose power just before its next commit.
  case failBeforeCommit = "fail-before-commit"
  /// The terminal will lose power as soon as its next commit is on disk.
  case failAfterCommit = "fail-after-commit"
}

/// Trust bundles a hub can be made to hand out.
public enum BundleKind: String, CaseIterable, Sendable {
  /// Issued now.
  case fresh
  /// Past the age at which it is fresh.
  case stale
  /// Past the age at which it may still be used.
  case stopped
  /// Of the next version, signed by a key that is not the region's root.
  case forged
  /// Genuine, of a version below the one before.
  case rolledBack = "rolled-back"
}

public enum DiskState: String, CaseIterable, Sendable {
  case full
  /// Another program holds the journal: what is to be written has to wait, and then fails.
  case held
  /// Nothing of that any more.
  case room
}

public enum DamagedPart: String, CaseIterable, Sendable {
  /// The file is there, and nothing in it is what was written.
  case journal
  /// The key that signs the journal is lost.
  case journalKey = "journal-key"
  /// The terminal's card is in another board from now on, which has another secret.
  case board
  /// The library of cryptography no longer computes.
  case cryptography
}

public enum Attachment: String, CaseIterable, Sendable {
  case gone
  case back
}

/// How the scanner is, and the wire that it talks on.
public enum ScannerState: String, CaseIterable, Sendable {
  case gone
  /// Plugged in, and nothing wrong with it.
  case back
  /// Plugged in again, and another device to the kernel than it was before, as a USB device that comes back.
  case elsewhere
  /// Plugged in, and nothing comes of what it reads.
  case silent
  /// Its wire hangs in the air: bytes at random, without a pause.
  case noisy
}

/// What is wrong with the keypad and its wires.
public enum KeypadState: Equatable, Sendable {
  case intact
  /// Every contact bounces for some milliseconds as it closes and as it opens.
  case bouncing
  /// The wire of this column, 1 to 4 from the left, touches ground.
  case shorted(column: Int)
  /// A key that does not come up.
  case held(CounterKey)

  public static let columns = 1...4
}

public enum PrinterState: String, CaseIterable, Sendable {
  /// Unplugged.
  case gone
  /// Plugged in, and as quick as it should be.
  case back
  /// Switched on and sound, and a hundred times slower than it should be.
  case slow
  /// Out of paper.
  case empty
  case refilled
}

public enum Housing: String, CaseIterable, Sendable {
  case open
  case closed
}

public enum HubAction: String, CaseIterable, Sendable {
  case stop
  case start
  case restart
  /// Another hub stands in its place, which has nothing of it.
  case stranger
  /// Another hub stands in its place, which has stolen all that it is and holds, but for the key that signs receipts.
  case impostor
  /// Another hub stands in its place, which has all of it, keeps nothing that it gets, and answers with the last receipt.
  case replaying
  /// The hub is back in its place.
  case genuine
  /// A copy of all that the hub has is put by.
  case backup
  /// The hub is lost, and what was put by takes its place: it knows nothing of what came since.
  case restored
}
