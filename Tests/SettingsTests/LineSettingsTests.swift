import Settings
import Testing

private let roles = ["keypadRow0", "tamper"]

private func parse(_ text: String) throws(SettingsFault) -> LineSettings {
  try LineSettings(parsing: Array(text.utf8), roles: roles)
}

@Suite struct LineSettingsTests {
  @Test func aLineIsFoundByChipAndNumberOrByName() throws {
    let lines = try parse("keypadRow0 = 30220000.gpio  5\n# the case\ntamper = CASE_OPEN")
    #expect(
      lines.entries == [
        .init(line: 1, role: "keypadRow0", location: .offset(chip: "30220000.gpio", offset: 5)),
        .init(line: 3, role: "tamper", location: .name("CASE_OPEN")),
      ])
  }

  @Test func everyRoleMustBeGiven() {
    #expect {
      try parse("tamper = CASE_OPEN")
    } throws: { error in
      guard case .missing("keypadRow0", _) = error as? SettingsFault else { return false }
      return true
    }
  }

  @Test(arguments: ["30220000.gpio x", "30220000.gpio -1", "a b c", ""])
  func aBadPlaceIsRefused(_ value: String) {
    #expect {
      try parse("tamper = \(value)")
    } throws: { error in
      guard case .badValue(1, "tamper", _) = error as? SettingsFault else { return false }
      return true
    }
  }

  @Test func anUnknownRoleAndOneGivenTwiceAreRefused() {
    #expect(throws: SettingsFault.unknownKey(line: 1, key: "row")) { try parse("row = A") }
    #expect(throws: SettingsFault.repeated(line: 2, key: "tamper", first: 1)) { try parse("tamper = A\ntamper = B") }
  }

  @Test(arguments: [("", RowDrive.kernel), ("rows = kernel", .kernel), ("rows = pad", .pad)])
  func theRowsAreOpenDrainByTheKernelUnlessTheirPadsAre(_ line: String, _ rows: RowDrive) throws {
    #expect(try parse("keypadRow0 = A\ntamper = B\n" + line).rows == rows)
  }

  @Test(arguments: ["rows = ", "rows = Pad", "rows = pads", "rows = pad kernel"])
  func anotherWordForTheRowsIsRefused(_ line: String) {
    #expect(throws: SettingsFault.badValue(line: 1, key: "rows", expected: "'kernel' or 'pad'")) { try parse(line) }
  }

  @Test func theRowsAreSaidOnce() {
    #expect(throws: SettingsFault.repeated(line: 2, key: "rows", first: 1)) { try parse("rows = pad\nrows = pad") }
  }
}
