import Codes
import Devices
import Journal
import LibCrypto
public import Time
import Wire

/// The last things that happened, in a ring of fixed size, and how often each happened since the start.
public struct DiagnosticLog: Sendable {
  /// One thing that happened.
  public struct Record: Equatable, Sendable {
    public var at: Uptime
    public var diagnostic: Diagnostic
  }

  /// How many records are kept.
  public static let capacity = 64
  /// Lines that one kind may write to the log in an hour; beyond them it is only counted.
  static let linesAnHour: UInt32 = 60
  private static let hour: UInt64 = 3_600_000_000

  private var ring: [Record] = []
  private var next = 0
  private var counts = [UInt32](repeating: 0, count: Diagnostic.codeCount)
  private var lines = [UInt32](repeating: 0, count: Diagnostic.codeCount)
  private var hourBegan = Uptime(microseconds: 0)

  init() {
    ring.reserveCapacity(DiagnosticLog.capacity)
  }

  /// Takes one in. The line for the log, or nil where this kind has written enough of them for now.
  mutating func record(_ diagnostic: Diagnostic, at now: Uptime) -> String? {
    let record = Record(at: now, diagnostic: diagnostic)
    if ring.count < DiagnosticLog.capacity { ring.append(record) } else { ring[next] = record }
    next = (next + 1) % DiagnosticLog.capacity
    let code = diagnostic.code
    if counts[code] < .max { counts[code] += 1 }
    if now.microseconds >= hourBegan.microseconds &+ DiagnosticLog.hour {
      hourBegan = now
      for index in lines.indices { lines[index] = 0 }
    }
    guard lines[code] < DiagnosticLog.linesAnHour else { return nil }
    lines[code] += 1
    return diagnostic.line
  }

  /// The records, oldest first.
  public var records: [Record] {
    ring.count < DiagnosticLog.capacity ? ring : Array(ring[next...] + ring[..<next])
  }

  /// How often a diagnostic of this code was recorded, held at the top of its range.
  public func count(code: Int) -> UInt32 {
    counts.indices.contains(code) ? counts[code] : 0
  }
}

extension Diagnostic {
  /// One line: the code, what happened, its number.
  var line: String { "\(code < 10 ? "D0" : "D")\(code) \(text)" }

  private var text: String {
    switch self {
    case .started: "started"
    case .ended: "ended as asked"
    case .selfTestFailed(let fault): "cryptography self-test failed at \(fault.name): accepting nothing"
    case .keyUnavailable(let fault): "no journal key (\(fault.text)): accepting nothing"
    case .caseOpened: "the case was opened"
    case .keysWiped: "keys wiped"
    case .keysNotWiped: "keys could not be wiped: trying again"
    case .journalOpened(let entries): "journal open, \(entries) entries"
    case .journalUnavailable(let fault): "journal not usable (\(fault.text)): accepting nothing"
    case .commitRefused(let fault): "an entry was not committed (\(fault.text))"
    case .committed(let sequence): "entry \(sequence) committed"
    case .unshownEntryFound(let sequence): "entry \(sequence) was committed right before the restart"
    case .trustAnchorUnreadable: "root key or initial bundle not readable: accepting nothing"
    case .bundleTaken(let version): "trust bundle \(version) in use"
    case .bundleRefused(let reason): "a trust bundle or delta was refused (\(reason))"
    case .receiptTaken(let highest): "receipt up to entry \(highest)"
    case .receiptRefused: "a receipt was refused"
    case .answerRefused: "an answer to an inquiry was refused"
    case .lossesTaken(let cards): "a list of \(cards) losses in use"
    case .disputesTaken(let count): "\(count) disputes on the hub's list"
    case .usesTaken(let count): "\(count) codes used at other counters"
    case .listRefused(let kind): "a list of \(kind.name) was refused"
    case .receiptContradicts: "the hub holds another chain under this terminal's name: accepting nothing"
    case .inboxUnreadable(let fault): "inbox not readable (\(fault.text))"
    case .clockBelowFloor: "the clock is below a signed time already seen: no dynamic codes"
    case .clockSet: "the clock was set"
    case .supervisorPINWrong(let count): "the supervisor's PIN was wrong (\(count) in a row)"
    case .deviceOpened(let device): "\(device.text) open"
    case .deviceGone(let device): "\(device.text) gone"
    case .deviceFailed(let device): "\(device.text) failed"
    case .scanDropped(let reason): "bytes from the scanner dropped (\(reason))"
    case .scannerBabbles: "noise on the scanner's line: taking nothing from it"
    case .scannerSettled: "the scanner's line is quiet again"
    case .scannerAnswers(let rate): "the scanner answers at \(rate) bit/s"
    case .scannerUnanswering: "the scanner answers at no rate: is it what scanner-protocol says?"
    case .otherCode(let kind, let length): "a code that is not taken: \(kind.name), \(length) bytes"
    case .unknownCode(let textClass, let length): "a code of no known kind: \(length) \(textClass.name)"
    case .keysRefused: "keys pressed together, refused"
    case .keyStuck: "a key is stuck"
    case .keyFreed: "a stuck key is free"
    case .printQueueFull: "print queue full, a receipt was not printed"
    case .printed: "a receipt was printed"
    case .printerTrouble(let trouble): "printer: \(trouble.text)"
    case .printerRecovered: "printer in order again"
    case .paperLow: "printer: the roll is near its end"
    }
  }
}

extension Device {
  var text: String {
    switch self {
    case .scanner: "scanner"
    case .printer: "printer"
    case .lines: "lines"
    }
  }
}

extension PrinterTrouble {
  var text: String {
    switch self {
    case .paperOut: "no paper"
    case .coverOpen: "cover open"
    case .error: "cutter or head error"
    case .blocked: "takes no bytes"
    case .notAnswering: "does not answer"
    case .vanished: "gone"
    }
  }
}

extension KeyFault {
  var text: String {
    switch self {
    case .missing: "not provisioned"
    case .wiped: "wiped by tamper"
    case .notPrivate: "readable by others: chmod 600"
    case .unreadable: "unreadable"
    case .unencrypted: "not encrypted: retire the terminal and provision it again"
    case .otherBoard: "of another board: put the card into that one, or flash and provision it here"
    case .noSecret: "locked, and the board has no secret: write its fuses"
    }
  }
}

extension StoreFault {
  var text: String {
    switch self {
    case .full: "full"
    case .failed: "disk failed"
    case .damaged: "damaged"
    case .newerSchema: "written by newer firmware"
    case .foreign: "not this terminal's"
    case .absent: "absent"
    case .outOfSequence: "out of sequence"
    case .alreadyUsed: "presentation already used"
    case .keyUnavailable: "key unavailable"
    case .unfit: "unfit"
    }
  }
}
