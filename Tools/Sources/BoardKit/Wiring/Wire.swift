import Devices

/// One wire of a terminal, from a pad of the board to a part.
struct Wire: Equatable {
  /// The part it goes to.
  let part: String
  /// The part's own name of its end.
  let end: String
  let pad: String
  /// The line or the port, as the board's description has it.
  let role: String
  /// Where in the firmware's eyes: chip and line, or device.
  let place: String
}

extension BoardDescription {
  /// Every wire of the terminal, part by part.
  var wires: [Wire] {
    let lines = Line.allCases.compactMap { line in
      self.lines[line].map { place in
        Wire(
          part: line.part, end: line.end, pad: place.pad, role: line.role, place: "\(place.chip) line \(place.offset)")
      }
    }
    let parts = ["scanner": "Scanner", "printer": "Printer", "console": "Serial console", "spare": "Spare port"]
    let ports = self.ports.all.flatMap { role, port in
      let part = parts[role] ?? role
      return [
        Wire(part: part, end: "TXD (to the board)", pad: port.receive, role: role, place: port.device),
        Wire(part: part, end: "RXD (from the board)", pad: port.transmit, role: role, place: port.device),
      ]
    }
    return lines + ports
  }
}

extension Line {
  /// The part that the line goes to.
  fileprivate var part: String {
    switch self {
    case .keypadRow0, .keypadRow1, .keypadRow2, .keypadRow3, .keypadColumn0, .keypadColumn1, .keypadColumn2,
      .keypadColumn3:
      "Keypad"
    case .displayRS, .displayE, .displayD4, .displayD5, .displayD6, .displayD7: "Display"
    case .buzzer, .ledGreen, .ledRed: "Signals"
    case .tamper: "Case"
    }
  }

  /// What the part calls its end.
  fileprivate var end: String {
    switch self {
    case .keypadRow0: "row 1 (1 2 3)"
    case .keypadRow1: "row 2 (4 5 6)"
    case .keypadRow2: "row 3 (7 8 9)"
    case .keypadRow3: "row 4 (. 0)"
    case .keypadColumn0: "column 1 (1 4 7 .)"
    case .keypadColumn1: "column 2 (2 5 8 0)"
    case .keypadColumn2: "column 3 (3 6 9)"
    case .keypadColumn3: "column 4 (functions)"
    case .displayRS: "RS"
    case .displayE: "E"
    case .displayD4: "D4"
    case .displayD5: "D5"
    case .displayD6: "D6"
    case .displayD7: "D7"
    case .buzzer: "buzzer, high is on"
    case .ledGreen: "green LED, high is on"
    case .ledRed: "red LED, high is on"
    case .tamper: "switch, high while the case is closed"
    }
  }
}
