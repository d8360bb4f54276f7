import ConsoleProtocol

/// Why a terminal did not do what it was asked over its console.
public enum ConsoleFault: Error, Equatable, CustomStringConvertible {
  /// The port cannot be opened.
  case noPort(path: String, reason: String)
  /// The port is a serial port, and another program has it.
  case portInUse(path: String)
  /// The port was there and is gone.
  case portGone
  /// No answer, and what came instead.
  case noAnswer(ConsoleSightings)
  /// The terminal said no.
  case refused(ConsoleRefusal, detail: String)
  /// The terminal speaks another version of the protocol.
  case otherVersion(UInt32)
  /// What it answered is not an answer to what it was asked.
  case unintelligible(String)
  /// It is a terminal already.
  case provisioned(terminal: String)

  public var description: String {
    switch self {
    case .noPort(let path, let reason): "cannot open \(path): \(reason)"
    case .portInUse(let path): "another program has \(path): close it there (screen, minicom, a modem manager)"
    case .portGone: "the port is gone: was the adapter unplugged?"
    case .noAnswer(let sightings): "the terminal does not answer. \(sightings.advice)"
    case .refused(let refusal, let detail):
      "the terminal refused: \(refusal.explanation)" + (detail.isEmpty ? "" : " (\(detail))")
    case .otherVersion(let version):
      "the terminal speaks version \(version) of the console's protocol, these tools version \(Greeting.currentVersion)"
    case .unintelligible(let what):
      "the terminal's answer to '\(what)' makes no sense: are image and tools of one version?"
    case .provisioned(let terminal):
      "it is terminal \(terminal) already, and its keys and its journal are nowhere else: nothing was changed"
    }
  }
}

/// What came over a port on which nothing answered: it tells which end or wire to look at.
public struct ConsoleSightings: Equatable, Sendable {
  /// All bytes.
  public private(set) var bytes = 0
  /// Those that are no text.
  public private(set) var strange = 0
  /// Damaged answers: the terminal hears, and the wire garbles.
  public var damaged = 0
  /// Our own requests, come back.
  public var echoes = 0

  public init() {}

  mutating func saw(_ part: [UInt8]) {
    bytes += part.count
    strange += part.count { $0 >= 0x7F || $0 < 0x20 && ![0x07, 0x08, 0x09, 0x0A, 0x0D, 0x1B].contains($0) }
  }

  /// What to look at.
  var advice: String {
    if damaged > 0 {
      return "Answers arrive damaged: shorten the cable, join the grounds, and check the speed (115200)."
    }
    if bytes == 0 {
      return """
        Nothing at all comes over this port. Is the terminal on? Is this the port its console is wired to? Does the \
        terminal's TX go to the adapter's RX, and are the grounds joined?
        """
    }
    if strange * 4 > bytes {
      return
        "What comes is no text (\(strange) of \(bytes) bytes): the speed is another (115200 is right), or the grounds are not joined."
    }
    if echoes > 0 {
      return
        "What is sent comes back: RX and TX of the adapter are joined, or the terminal has not started its console yet."
    }
    return """
      Text comes from it (\(bytes) bytes), so it runs and its TX wire is good. Does the adapter's TX go to the terminal's RX? \
      If its log ends with an error, the image does not start.
      """
  }
}
