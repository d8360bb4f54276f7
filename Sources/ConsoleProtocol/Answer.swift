/// Why the terminal does not do what it was asked.
public enum ConsoleRefusal: UInt8, CaseIterable, Error, Equatable, Sendable {
  /// It is a terminal already: its keys and its journal are nowhere else.
  case provisioned = 1
  /// No such request, or not of this form.
  case unknown
  /// The document, or a part of it, does not fit what `begin` said.
  case outOfPlace
  /// The document is larger than one may be.
  case tooLarge
  /// Of the whole document the checksum is not what `begin` said.
  case damaged
  /// There is no report: `examine` comes first.
  case noReport
  /// The clock of a terminal that sells is never set back.
  case backwards
  /// The document is not what it should be, or what it builds on is missing. The detail says which.
  case unfit
  /// A file, a key or a device failed. The detail says which.
  case failed
  /// Its case is open: it would wipe the keys that it just made.
  case caseOpen

  /// What is wrong, for the person at the other end.
  public var explanation: String {
    switch self {
    case .provisioned: "it is provisioned already, and its keys and its journal are nowhere else: nothing was changed"
    case .unknown: "it does not know this request: its image and these tools are of different versions"
    case .outOfPlace: "a part of a document came out of place"
    case .tooLarge: "the document is larger than \(ConsoleLimits.documentBytes) bytes"
    case .damaged: "the document arrived damaged"
    case .noReport: "there is no report of a check-up to read"
    case .backwards: "the clock of a terminal that is provisioned is never set back"
    case .unfit: "it cannot take this"
    case .failed: "it failed"
    case .caseOpen:
      "its case is open, or the wire to its case switch is broken: as a terminal it would wipe its keys at once. Close it, then "
        + "provision it again"
    }
  }
}

/// What the terminal says to a request.
public enum Answer: Equatable, Sendable {
  case done([UInt8])
  /// It is being done, and takes its time.
  case wait
  /// Not done. The detail, which may be empty, names what was the matter.
  case refused(ConsoleRefusal, detail: String)

  /// The answer of a frame; nil where it is none.
  public init?(_ frame: Frame) {
    guard frame.direction == .answer else { return nil }
    let word = frame.word.utf8
    if word.elementsEqual("ok".utf8) {
      self = .done(frame.payload)
    } else if word.elementsEqual("wait".utf8), frame.payload.isEmpty {
      self = .wait
    } else if word.elementsEqual("no".utf8), let code = frame.payload.first,
      let refusal = ConsoleRefusal(rawValue: code)
    {
      self = .refused(refusal, detail: String(decoding: frame.payload.dropFirst(), as: UTF8.self))
    } else {
      return nil
    }
  }

  /// The answer as the frame of its request's number. A detail is cut to what fits.
  public func frame(number: UInt32) -> Frame {
    switch self {
    case .done(let payload): Frame(.answer, number: number, word: "ok", payload: payload)
    case .wait: Frame(.answer, number: number, word: "wait")
    case .refused(let refusal, let detail):
      Frame(
        .answer, number: number, word: "no",
        payload: [refusal.rawValue] + detail.utf8.prefix(ConsoleLimits.payloadBytes - 1))
    }
  }
}
