public import Time

/// A scanner that takes Honeywell's serial commands.
///
/// A command is SYN M CR, a tag with its value, and `!` (forgotten with the power; `.` would be kept). Its answer is the command
/// again, with ACK (or NAK for a value, ENQ for a tag that it does not know) after each part. The trigger is SYN T CR and
/// SYN U CR, which have no answer. The scanner ends each text with CR, as it is set up to.
public struct HoneywellLink: Sendable {
  /// The longest answer to what is asked here.
  public static let longestAnswer = 128
  private static let acknowledged: UInt8 = 0x06
  private static let refusals: [UInt8] = [0x15, 0x05]

  /// What an answer is awaited to, and what has come of it.
  private struct Awaited: Sendable {
    var tag: [UInt8]
    var held: [UInt8] = []
    /// A status came: what follows says whether there is more.
    var isAfterStatus = false
    var isGood = true

    /// Whether what has come begins as the answer does.
    var mayBecomeAnswer: Bool {
      let count = min(held.count, tag.count)
      return Array(held[..<count]) == Array(tag[..<count])
    }
  }

  private var framer = BinaryFramer(ending: .lineEnd)
  private var awaited: Awaited?
  private var lastByte = Uptime(microseconds: 0)

  public init() {}

  /// What did not become a code.
  public var dropped: ScannerDrops { framer.dropped }
  /// True while the line brings what no scanner sends.
  public var isBabbling: Bool { framer.isBabbling }

  /// When to look for silence; nil between codes and answers.
  public var nextDeadline: Uptime? {
    awaited?.held.isEmpty == false ? lastByte.advanced(byMicroseconds: LineFramer.gapMicroseconds) : framer.nextDeadline
  }

  /// A command as it goes over the wire; nil for a rate that has no number.
  public static func bytes(of command: ScannerCommand) -> [UInt8]? {
    switch command {
    case .trigger(let isPulled): [0x16, isPulled ? UInt8(ascii: "T") : UInt8(ascii: "U"), 0x0D]
    default: text(of: command).map { [0x16, UInt8(ascii: "M"), 0x0D] + Array($0.utf8) }
    }
  }

  private static func text(of command: ScannerCommand) -> String? {
    switch command {
    case .query: "232BAD?!"
    // No other prefix than the AIM identifier (5C81), for all kinds (99); CR after each.
    case .setUp: "PRECA2,BK2995C81;VSUFCR!"
    case .rate(let rate): digit(of: rate).map { "232BAD" + $0 + "!" }
    case .trigger: nil
    }
  }

  private static func digit(of rate: UInt32) -> String? {
    switch rate {
    case 1_200: "2"
    case 2_400: "3"
    case 4_800: "4"
    case 9_600: "5"
    case 19_200: "6"
    case 38_400: "7"
    case 57_600: "8"
    case 115_200: "9"
    default: nil
    }
  }
}

extension HoneywellLink: ScannerDialect {
  mutating func take(_ bytes: [UInt8], at now: Uptime) -> [ScannerMessage] {
    var messages: [ScannerMessage] = []
    lastByte = now
    for byte in bytes { messages += take(byte, at: now) }
    return messages
  }

  private mutating func take(_ byte: UInt8, at now: Uptime) -> [ScannerMessage] {
    guard var coming = awaited, framer.isBetween else { return pass([byte], at: now) }
    awaited = nil
    if coming.isAfterStatus {
      coming.isAfterStatus = false
      // A comma or semicolon: another part of the command follows with a status of its own.
      guard byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") else { return [.answer(isGood: coming.isGood)] }
      awaited = coming
      return []
    }
    coming.held.append(byte)
    if byte == Self.acknowledged || Self.refusals.contains(byte), coming.held.starts(with: coming.tag) {
      coming.isGood = coming.isGood && byte == Self.acknowledged
      coming.isAfterStatus = true
      coming.held = []
      // Of the parts that follow only the status counts.
      coming.tag = []
      awaited = coming
      return []
    }
    // A code came instead: it is one as soon as it cannot be the answer any more.
    guard byte != 0x0D, byte != 0x0A, coming.held.count < Self.longestAnswer, coming.mayBecomeAnswer else {
      let held = coming.held
      coming.held = []
      awaited = coming
      return pass(held, at: now)
    }
    awaited = coming
    return []
  }

  private mutating func pass(_ bytes: [UInt8], at now: Uptime) -> [ScannerMessage] {
    framer.receive(bytes, at: now).map { .code($0) }
  }

  mutating func silence(at now: Uptime) -> [ScannerMessage] {
    guard let deadline = nextDeadline, deadline <= now else { return [] }
    let held = awaited?.held ?? []
    awaited?.held = []
    return (held.isEmpty ? [] : pass(held, at: lastByte)) + framer.silence(at: now)
  }

  mutating func reset() {
    awaited = nil
    framer.reset()
  }

  mutating func say(_ command: ScannerCommand) -> [UInt8]? {
    awaited = Self.text(of: command).map { Awaited(tag: Array($0.utf8.prefix(Self.tagBytes))) }
    return Self.bytes(of: command)
  }

  /// A tag and its first subtag.
  private static let tagBytes = 6
}
