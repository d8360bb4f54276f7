public import Time

/// A scanner that takes Newland's serial commands.
///
/// A command is `~ SOH 0000`, `#` (forgotten with the power; `@` would be kept), a tag with its value, `; ETX`. Its answer is
/// `STX SOH` and the same, with ACK (or NAK, or ENQ for a tag that it does not know) before `; ETX`: no code has those bytes.
/// The scanner ends each text with CR, as it is set up to.
public struct NewlandLink: Sendable {
  /// The longest answer: the revision, in words.
  public static let longestAnswer = 512
  private static let answerBegins: UInt8 = 0x02
  private static let answerEnds: UInt8 = 0x03
  private static let acknowledged: UInt8 = 0x06

  private var framer = BinaryFramer(ending: .lineEnd)
  /// The answer that is coming: how much of it has come, and whether it said yes.
  private var answer: (count: Int, isGood: Bool)?
  private var lastByte = Uptime(microseconds: 0)

  public init() {}

  /// What did not become a code.
  public var dropped: ScannerDrops { framer.dropped }
  /// True while the line brings what no scanner sends.
  public var isBabbling: Bool { framer.isBabbling }

  /// When to look for silence; nil between codes and answers.
  public var nextDeadline: Uptime? {
    answer == nil ? framer.nextDeadline : lastByte.advanced(byMicroseconds: LineFramer.gapMicroseconds)
  }

  /// A command as it goes over the wire; nil for a rate that has no number.
  public static func bytes(of command: ScannerCommand) -> [UInt8]? {
    switch command {
    case .query: framed("QRYSYS")
    // AIM identifiers on; a suffix on, which is CR.
    case .setUp: framed("AIDENA1;TSUENA1;TSUSET0D")
    case .rate(let rate): digit(of: rate).map { framed("232BAD" + $0) }
    case .trigger(let isPulled): framed(isPulled ? "SCNTRG1" : "SCNTRG0")
    }
  }

  private static func digit(of rate: UInt32) -> String? {
    switch rate {
    case 1_200: "0"
    case 2_400: "1"
    case 4_800: "2"
    case 9_600: "3"
    case 19_200: "5"
    case 38_400: "6"
    case 57_600: "7"
    case 115_200: "8"
    default: nil
    }
  }

  private static func framed(_ text: String) -> [UInt8] {
    [UInt8(ascii: "~"), 0x01] + Array("0000#".utf8) + Array(text.utf8) + [UInt8(ascii: ";"), answerEnds]
  }
}

extension NewlandLink: ScannerDialect {
  mutating func take(_ bytes: [UInt8], at now: Uptime) -> [ScannerMessage] {
    var messages: [ScannerMessage] = []
    lastByte = now
    for byte in bytes {
      messages += answered(byte) ?? framer.receive(CollectionOfOne(byte), at: now).map { .code($0) }
    }
    return messages
  }

  /// Takes a byte that belongs to an answer, and returns the answer that it ends; nil where it belongs to none.
  private mutating func answered(_ byte: UInt8) -> [ScannerMessage]? {
    guard let coming = answer else {
      guard byte == Self.answerBegins, framer.isBetween else { return nil }
      answer = (1, false)
      return []
    }
    guard byte != Self.answerEnds else {
      answer = nil
      return [.answer(isGood: coming.isGood)]
    }
    answer = coming.count < Self.longestAnswer ? (coming.count + 1, coming.isGood || byte == Self.acknowledged) : nil
    return []
  }

  mutating func silence(at now: Uptime) -> [ScannerMessage] {
    guard let deadline = nextDeadline, deadline <= now else { return [] }
    answer = nil
    return framer.silence(at: now)
  }

  mutating func reset() {
    answer = nil
    framer.reset()
  }

  mutating func say(_ command: ScannerCommand) -> [UInt8]? { Self.bytes(of: command) }
}
