public import Devices

/// What the board calls its lines.
public struct WireNames: Sendable {
  private var names = Line.allCases.map { "line \($0.rawValue)" }

  public init() {}

  /// `place` is the line's own on the board: a chip's label and number, or the name of the device tree.
  public mutating func name(_ line: Line, role: String, place: String) {
    names[Int(line.rawValue)] = "\(role) (\(place))"
  }

  /// Such as `keypadColumn2 (30240000.gpio 12)`.
  public subscript(line: Line) -> String { names[Int(line.rawValue)] }
}

/// Whether one line could be had from the kernel.
public enum WireReading: Equatable, Sendable {
  case free
  /// No chip has this label; those that are there.
  case noChip(chips: [String])
  /// The chip has fewer lines, or none of this name.
  case noLine
  /// Somebody else has it: who, as the kernel knows it.
  case inUse(by: String)
  /// The kernel refuses for another reason: the error's number.
  case refused(number: Int32)
}

/// One line of a lines file, and whether it could be had.
public struct LineLook: Equatable, Sendable {
  /// What it is for, such as `keypadRow0`.
  public var role: String
  /// The chip's label where the file names one, and the whole place, such as `30230000.gpio 12`.
  public var chip: String?
  public var place: String
  public var reading: WireReading

  public init(role: String, chip: String?, place: String, reading: WireReading) {
    self.role = role
    self.chip = chip
    self.place = place
    self.reading = reading
  }

  /// What is found about a board's lines: each that cannot be had, and each chip that is not there once.
  public static func findings(_ looks: [LineLook]) -> [Finding] {
    var findings: [Finding] = []
    var missing: [String] = []
    for look in looks {
      if case .noChip(let chips) = look.reading {
        // Without any chip, every label is missing for the same reason.
        let label = chips.isEmpty ? "GPIO" : look.chip ?? look.place
        guard !missing.contains(where: { $0.utf8.elementsEqual(label.utf8) }) else { continue }
        missing.append(label)
        if let finding = look.reading.finding(at: label) { findings.append(finding) }
      } else if let finding = look.reading.finding(at: "\(look.role) (\(look.place))") {
        findings.append(finding)
      }
    }
    return findings
  }
}

extension WireReading {
  /// What is found about a line.
  func finding(at wire: String) -> Finding? {
    switch self {
    case .free: nil
    case .noChip(let chips):
      Finding(
        .fault, "no-chip", at: wire,
        chips.isEmpty
          ? "there is no GPIO chip at all that acceptd may open: a kernel module is missing, or the device tree is another board's"
          : "no GPIO chip has this label; there are: \(joined(chips)). Correct /etc/acceptd/lines (the board's board.yaml), or its device tree"
      )
    case .noLine:
      Finding(.fault, "no-line", at: wire, "the chip has no such line: correct it in the board's board.yaml")
    case .inUse(let consumer):
      Finding(
        .fault, "line-in-use", at: wire,
        "'\(consumer)' has this line: another driver of the device tree uses it; free it in the board's overlay.dts")
    case .refused(let number):
      Finding(
        .fault, "line-refused", at: wire,
        "the kernel refuses this line (error \(number)): the pin cannot be what its role needs, look at the device tree"
      )
    }
  }

  private func joined(_ chips: [String]) -> String {
    chips.reduce("") { $0.isEmpty ? $1 : $0 + ", " + $1 }
  }
}

/// What was read of the keypad and the case, nobody touching either.
public struct MatrixReading: Equatable, Sendable {
  /// The columns that are low while no row is driven.
  public var low: LineSet
  /// For each row, the columns that are low while it alone is driven.
  public var driven: [LineSet]
  public var isCaseClosed: Bool

  public init(low: LineSet, driven: [LineSet], isCaseClosed: Bool) {
    self.low = low
    self.driven = driven
    self.isCaseClosed = isCaseClosed
  }
}

extension MatrixReading {
  private static let rows: [Line] = [.keypadRow0, .keypadRow1, .keypadRow2, .keypadRow3]
  private static let columns: [Line] = [.keypadColumn0, .keypadColumn1, .keypadColumn2, .keypadColumn3]

  /// What is found about the keypad and the case.
  public func findings(_ wires: WireNames) -> [Finding] {
    var findings: [Finding] = []
    var explained: LineSet = low
    for column in MatrixReading.columns where low.contains(column) {
      findings.append(
        Finding(
          .fault, "column-low", at: wires[column],
          "low though no row is driven: its wire touches ground or another line that is low. Unplug the keypad: if it stays "
            + "low, the fault is on the board's side of the plug"))
    }
    for column in MatrixReading.columns where !explained.contains(column) {
      guard driven.count == 4, driven.allSatisfy({ $0.contains(column) }) else { continue }
      explained.formUnion(LineSet(column))
      findings.append(
        Finding(
          .fault, "column-follows-all", at: wires[column],
          "follows every row: it has no pull-up, or touches a line that is switched with the rows"))
    }
    for (row, columns) in zip(MatrixReading.rows, driven) {
      let own = columns.subtracting(explained)
      if own == .keypadColumns {
        findings.append(
          Finding(
            .fault, "row-pulls-all", at: wires[row],
            "pulls every column low: the keypad's plug is askew, or this row's wire touches all of them"))
        continue
      }
      for column in MatrixReading.columns where own.contains(column) {
        findings.append(held(row, column, wires))
      }
    }
    if findings.isEmpty {
      findings.append(
        Finding(
          .good, "keypad", at: "keypad", "no column is low, and none follows a row: no key is held, no wires touch"))
    }
    findings.append(caseFinding(wires))
    return findings
  }

  private func held(_ row: Line, _ column: Line, _ wires: WireNames) -> Finding {
    let key = "row \(row.rawValue - Line.keypadRow0.rawValue), column \(column.rawValue - Line.keypadColumn0.rawValue)"
    return Finding(
      .fault, "key-held", at: "\(wires[row]) and \(wires[column])",
      "the key at \(key) (from 0, top left) is held or stuck, or these two wires touch. Unplug the keypad: if it stays, "
        + "look at the board's side of the plug")
  }

  private func caseFinding(_ wires: WireNames) -> Finding {
    isCaseClosed
      ? Finding(.good, "case-closed", at: wires[.tamper], "high: the case is closed")
      : Finding(
        .fault, "case-open", at: wires[.tamper],
        "low: the case is open, or the wire to its switch, the switch or its supply is broken. A terminal that is provisioned "
          + "wipes its keys when its case opens")
  }
}
