import Devices
import Testing

@testable import Diagnosis

@Suite struct WireTests {
  /// Wires called by their roles, on chip `c`.
  static let wires = Line.allCases.reduce(into: WireNames()) { $0.name($1, role: "\($1)", place: "c \($1.rawValue)") }

  /// What an examination reads of a keypad with these contacts closed, whose columns `low` touch ground.
  static func reading(_ contacts: KeyContacts, low: LineSet = [], isCaseClosed: Bool = true) -> MatrixReading {
    let rows = (0..<4).map { LineSet.keypadRows.subtracting(LineSet(rawValue: 1 << UInt32($0))) }
    return MatrixReading(
      low: low,
      driven: rows.map {
        LineSet.keypadColumns.subtracting(KeypadModel.columnLevels(contacts: contacts, rows: $0)).union(low)
      },
      isCaseClosed: isCaseClosed)
  }

  static func faults(_ reading: MatrixReading) -> [Finding] {
    reading.findings(wires).filter { $0.level == .fault }
  }

  @Test func `a keypad that nobody touches is good`() {
    let findings = Self.reading([]).findings(Self.wires)
    #expect(findings.map(\.code) == ["keypad", "case-closed"])
    #expect(findings.allSatisfy { $0.level == .good })
  }

  @Test(arguments: KeyPosition.all)
  func `a key that is held is named by its two wires`(key: KeyPosition) {
    let faults = Self.faults(Self.reading(KeyContacts(key)))
    #expect(faults.map(\.code) == ["key-held"])
    #expect(
      faults[0].place
        == "keypadRow\(key.row) (c \(key.row)) and keypadColumn\(key.column) (c \(4 + key.column))")
    #expect(faults[0].sentence.contains("row \(key.row), column \(key.column)"))
  }

  @Test(arguments: 0..<4)
  func `a column that touches ground is named, and no key is blamed for it`(column: UInt32) {
    let line = LineSet(rawValue: 1 << (4 + column))
    let faults = Self.faults(Self.reading([], low: line))
    #expect(faults.map(\.code) == ["column-low"])
    #expect(faults[0].place == "keypadColumn\(column) (c \(4 + column))")
  }

  @Test func `a held key is still found beside a column that touches ground`() throws {
    let key = try #require(KeyPosition(row: 2, column: 1))
    let faults = Self.faults(Self.reading(KeyContacts(key), low: LineSet(.keypadColumn3)))
    #expect(faults.map(\.code) == ["column-low", "key-held"])
  }

  @Test(arguments: 0..<4)
  func `a column that follows every row is one fault, not four keys`(column: UInt8) {
    let contacts = (0..<4).reduce(into: KeyContacts()) { contacts, row in
      contacts.formUnion(KeyContacts(rawValue: 1 << UInt16(row * 4 + Int(column))))
    }
    let faults = Self.faults(Self.reading(contacts))
    #expect(faults.map(\.code) == ["column-follows-all"])
    #expect(faults[0].place.hasPrefix("keypadColumn\(column) "))
  }

  @Test(arguments: 0..<4)
  func `a row that pulls every column is one fault, not four keys`(row: UInt16) {
    var driven = [LineSet](repeating: [], count: 4)
    driven[Int(row)] = .keypadColumns
    let faults = Self.faults(MatrixReading(low: [], driven: driven, isCaseClosed: true))
    #expect(faults.map(\.code) == ["row-pulls-all"])
    #expect(faults[0].place.hasPrefix("keypadRow\(row) "))
  }

  @Test func `an open case is a fault, whatever the keypad is`() {
    let faults = Self.faults(Self.reading([], isCaseClosed: false))
    #expect(faults.map(\.code) == ["case-open"])
    #expect(faults[0].place == "tamper (c 17)")
  }

  @Test(arguments: [
    (WireReading.noChip(chips: []), "no-chip", "no GPIO chip at all"),
    (.noChip(chips: ["a.gpio", "b.gpio"]), "no-chip", "a.gpio, b.gpio"),
    (.noLine, "no-line", "no such line"),
    (.inUse(by: "spi0 CS0"), "line-in-use", "'spi0 CS0' has this line"),
    (.refused(number: 22), "line-refused", "error 22"),
  ])
  func `a line that cannot be had is named with the reason`(reading: WireReading, code: String, words: String) throws {
    let finding = try #require(reading.finding(at: "displayE (c 9)"))
    #expect(finding.code == code)
    #expect(finding.level == .fault)
    #expect(finding.place == "displayE (c 9)")
    #expect(finding.sentence.contains(words))
  }

  @Test func `a line that is free is no finding`() {
    #expect(WireReading.free.finding(at: "x") == nil)
  }

  static func looks(_ readings: [WireReading]) -> [LineLook] {
    readings.enumerated().map { LineLook(role: "r\($0)", chip: "c\($0 / 2)", place: "c\($0 / 2) \($0)", reading: $1) }
  }

  @Test func `a chip that is not there is one fault, not one for each of its lines`() {
    let missing = WireReading.noChip(chips: ["d"])
    let findings = LineLook.findings(Self.looks([missing, missing, .noLine, .free, missing]))
    #expect(findings.map(\.place) == ["c0", "r2 (c1 2)", "c2"])
    #expect(findings.map(\.code) == ["no-chip", "no-line", "no-chip"])
  }

  @Test func `a board without any chip has one fault`() {
    let none = WireReading.noChip(chips: [])
    #expect(LineLook.findings(Self.looks([none, none, none, none])).map(\.place) == ["GPIO"])
  }
}
