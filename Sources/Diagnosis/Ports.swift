public import Devices

/// What a serial port did while it was listened to.
public struct PortReading: Equatable, Sendable {
  /// Whether it could be opened; of the rest nothing is known where not.
  public var isOpen: Bool
  /// How long it was listened to, in milliseconds.
  public var milliseconds: UInt32
  /// Bytes that came unasked.
  public var bytes: UInt32
  /// Bytes without a stop bit where one is due: another speed, or noise.
  public var frameErrors: UInt32
  /// Times that the wire stayed low for longer than a byte.
  public var breaks: UInt32

  public init(
    isOpen: Bool, milliseconds: UInt32 = 0, bytes: UInt32 = 0, frameErrors: UInt32 = 0, breaks: UInt32 = 0
  ) {
    self.isOpen = isOpen
    self.milliseconds = milliseconds
    self.bytes = bytes
    self.frameErrors = frameErrors
    self.breaks = breaks
  }

  private func missing(_ what: String, _ place: String) -> Finding {
    Finding(
      .fault, "no-port", at: place,
      "the \(what)'s port cannot be opened: no such device, or it is not acceptd's. Is its adapter plugged in? Does the "
        + "device tree have the port on?")
  }

  /// What is found about a scanner that was asked, in its protocol, whether it is there.
  /// - Parameters:
  ///   - place: the port it is on, as a finding names it.
  ///   - kind: what it is to speak.
  ///   - speed: what its rate is set to, in bit/s.
  ///   - rate: what came of asking.
  public func scannerFindings(at place: String, kind: ScannerKind, speed: UInt32, rate: ScannerRate) -> [Finding] {
    guard isOpen else { return [missing("scanner", place)] }
    guard case .found(let found) = rate else {
      let others = scannerFindings(at: place, speed: speed).filter { $0.level == .fault }
      return others.isEmpty
        ? [
          Finding(
            .fault, "scanner-unanswering", at: place,
            "does not answer as a \(kind.name) scanner does, at no rate. Does the board's TX go to its RX? Is scanner-protocol in "
              + "terminal.conf what it is set to (its guide has a code to show it for that)? One that was sent to a rate its wires "
              + "do not carry comes back when its own power is cut: then set scanner-fastest")
        ] : others
    }
    return [
      Finding(
        .good, "scanner", at: place,
        "answers as a \(kind.name) scanner at \(found) bit/s; its trigger was pulled, so its light was on for a moment")
    ]
  }

  /// What is found about the scanner, nobody showing it a code.
  public func scannerFindings(at place: String, speed: UInt32) -> [Finding] {
    guard isOpen else { return [missing("scanner", place)] }
    if breaks > 0 {
      return [
        Finding(
          .fault, "scanner-held-low", at: place,
          "the wire from the scanner's TX is held low: the scanner has no power, or the wire touches ground, or TX and RX "
            + "are exchanged")
      ]
    }
    if frameErrors > 0 {
      return [
        Finding(
          .fault, "scanner-speed", at: place,
          "what comes is not at \(speed) bit/s (\(frameErrors) framing errors in \(milliseconds) ms): set scanner-speed in "
            + "terminal.conf or the scanner to the same, or look for noise on the wire")
      ]
    }
    if bytes > 0 {
      return [
        Finding(
          .fault, "scanner-noisy", at: place,
          "\(bytes) bytes in \(milliseconds) ms with no code shown: the scanner sees one, is in a mode of its own, or the wire "
            + "picks up noise")
      ]
    }
    return [
      Finding(
        .look, "scanner-silent", at: place,
        "opens, and is silent while no code is shown, as it should be. Whether the scanner is wired to it only a scan shows: "
          + "when the terminal sells again, show it any code; it must answer with a screen")
    ]
  }

  /// What is found about the printer.
  /// - Parameters:
  ///   - place: the port it is on, as a finding names it.
  ///   - speed: of the port, in bit/s.
  ///   - status: its answer to a query of its status; nil where none came.
  public func printerFindings(at place: String, speed: UInt32, status: PrinterStatus?) -> [Finding] {
    guard isOpen else { return [missing("printer", place)] }
    guard let status else {
      if breaks > 0 || frameErrors > 0 || bytes > 0 {
        return [
          Finding(
            .fault, "printer-garbled", at: place,
            "answers, but not at \(speed) bit/s: set printer-speed in terminal.conf to the printer's (its self-test paper says "
              + "it)")
        ]
      }
      return [
        Finding(
          .fault, "printer-silent", at: place,
          "does not answer. Is it on? Does the board's TX go to its RX, its TX to the board's RX, and is it at \(speed) bit/s? "
            + "A printer without a way back is printed on blindly, and cannot say that its paper is out")
      ]
    }
    var findings: [Finding] = []
    if status.contains(.coverOpen) {
      findings.append(Finding(.fault, "printer-cover", at: place, "its cover is open: close it"))
    }
    if status.contains(.paperOut) {
      findings.append(Finding(.fault, "printer-paper", at: place, "its paper is out: put in a roll"))
    }
    if status.contains(.error) {
      findings.append(
        Finding(
          .fault, "printer-error", at: place,
          "its cutter or head reports an error: clear the paper, switch it off and on"))
    }
    if findings.isEmpty {
      let low = status.contains(.paperLow) ? "; its paper is near its end" : ""
      findings.append(Finding(.good, "printer", at: place, "answers that it is ready\(low)"))
    }
    return findings
  }
}

/// What became of a picture on the display, which has no wire back.
public struct DisplayReading: Equatable, Sendable {
  public var kind: DisplayKind
  /// Whether the lines took the writing.
  public var isWritten: Bool

  public init(kind: DisplayKind, isWritten: Bool) {
    self.kind = kind
    self.isWritten = isWritten
  }

  /// The lines that are shown, which tell one wire of the bus from another: each nibble's bits alone, ascending characters.
  public static func picture(_ kind: DisplayKind) -> [String] {
    switch kind {
    case .st7920: ["检查显示 0123456", "ABCDEFGHIJKLMNOP", "abcdefghijklmnop", "!\"#$%&'()*+,-./"]
    case .hd44780: ["DISPLAY CHECK 012345", "ABCDEFGHIJKLMNOPQRST", "abcdefghijklmnopqrst", "!\"#$%&'()*+,-./012"]
    }
  }

  /// What is found about the display.
  public var findings: [Finding] {
    let name = kind == .st7920 ? "ST7920" : "HD44780"
    guard isWritten else {
      return [Finding(.fault, "display-lines", at: "display", "its lines cannot be driven: see the lines above")]
    }
    let picture = DisplayReading.picture(kind)
    let shown = picture.reduce("") { $0 + " [" + $1 + "]" }
    return [
      Finding(
        .look, "display-picture", at: "display (\(name))",
        "cannot be read back: look whether it shows\(shown). Nothing: supply, contrast, E, RS. Wrong characters: D4 to D7 "
          + "exchanged or broken. Another kind of display: 'display' in terminal.conf"),
      Finding(
        .look, "signals", at: "buzzer, ledGreen, ledRed",
        "both lamps are lit, and it beeped once: if not, look at that one's wire"),
    ]
  }
}
