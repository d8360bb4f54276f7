import Counter
import Devices
import Diagnosis
import Journal
import LibCrypto
import Settlement
import Time
import Trust
import Wire

/// What the supervisor's menu asks of the terminal.
extension Terminal {
  mutating func standing(at now: UnixTime) throws(StoreFault) -> TerminalStanding {
    guard let usage = try journal?.usage(at: now) else { throw .failed }
    let digest = environment.program().map { SM3.hash($0) } ?? []
    return TerminalStanding(
      daySum: usage.sum, dayCount: usage.count, lastContact: contact.last,
      program: digest.isEmpty ? "--" : hexadecimal(digest.prefix(4)), bundleIssuedAt: trust.state?.issuedAt)
  }

  private func hexadecimal(_ bytes: ArraySlice<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// What the drivers know of each part while they work; nothing is touched for it.
  mutating func selfTest() -> Inspection {
    let disk = diskFault
    let parts = [
      check(.scanner, scannerFault, at: configuration.scannerPort, isTried: scanner.isHeard), keypadCheck,
      check(
        .display, connections[Device.lines].isOpen ? nil : .missing, at: environment.place(of: .displayE),
        isTried: false),
      check(.printer, printerFault, at: configuration.printerPort, isTried: printer.hasAnswered), check(.disk, disk),
      check(.clock, trust.floor.isTrusted(environment.now.wall) ? nil : .wrong),
    ]
    return Inspection(parts: parts, picture: DisplayReading.picture(configuration.display))
  }

  private func check(
    _ part: PartCheck.Part, _ fault: PartCheck.Fault?, at place: String = "", isTried: Bool = true
  ) -> PartCheck {
    PartCheck(part, fault.map { .fault($0, at: place) } ?? (isTried ? .good : .untried))
  }

  private var scannerFault: PartCheck.Fault? {
    guard connections[Device.scanner].isOpen else { return .missing }
    if scanner.isBabbling { return .noise }
    return scanner.rate == .unanswered ? .silent : nil
  }

  /// The column of a key that is stuck: of a shorted one all keys are.
  private var keypadCheck: PartCheck {
    guard connections[Device.lines].isOpen else {
      return check(.keypad, .missing, at: environment.place(of: .keypadColumn0))
    }
    guard let key = keypad.stuck.keys.first,
      let column = Line(rawValue: Line.keypadColumn0.rawValue + UInt8(key.column))
    else { return check(.keypad, nil) }
    return check(.keypad, .held, at: environment.place(of: column))
  }

  private var printerFault: PartCheck.Fault? {
    guard connections[Device.printer].isOpen else { return .missing }
    return switch printer.trouble {
    case nil: nil
    case .paperOut: .paperOut
    case .coverOpen: .coverOpen
    case .error, .blocked: .blocked
    case .notAnswering: .silent
    case .vanished: .missing
    }
  }

  private var diskFault: PartCheck.Fault? {
    mutating get {
      guard journal != nil, journalFault == nil else { return .unusable }
      return journal?.hasRoom() == true ? nil : .full
    }
  }
}
