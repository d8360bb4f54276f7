/// Where one line of a board is: on the chip of a label, by number; or by the name that the device tree gave it.
public enum LineLocation: Equatable, Sendable {
  /// The line `offset` of the chip whose label is `chip`. Chip numbers change with the kernel; labels do not.
  case offset(chip: String, offset: UInt32)
  /// The line of this name, whichever chip has it.
  case name(String)
}

/// Who makes the keypad's rows open drain, so that two pressed keys of a column tie no high row to a low one.
public enum RowDrive: Equatable, Sendable {
  /// The kernel: the controller's own open drain, or where it has none, by making the line an input.
  case kernel
  /// The pad, as the device tree has set it up: to the kernel the rows are outputs like any other.
  case pad
}

/// What a board's lines file says: `role = label offset`, or `role = name`, a line each.
///
/// The roles are for the reader of the file to know; here they are text.
public struct LineSettings: Equatable, Sendable {
  /// One line of the file.
  public struct Entry: Equatable, Sendable {
    /// The number of the line in the file.
    public var line: Int
    public var role: String
    public var location: LineLocation

    /// An entry that stands in line `line` of its file.
    public init(line: Int, role: String, location: LineLocation) {
      self.line = line
      self.role = role
      self.location = location
    }
  }

  public var entries: [Entry] = []
  /// `rows = kernel`, which is also what is meant where nothing is said, or `rows = pad`.
  public var rows = RowDrive.kernel

  /// Reads a lines file. `roles` are all that must be given, each once.
  public init(parsing bytes: [UInt8], roles: [String]) throws(SettingsFault) {
    guard bytes.count <= Settings.maximumBytes else { throw .tooLong(limit: Settings.maximumBytes) }
    let expected = "'LABEL OFFSET' of a GPIO chip, or the NAME of a line"
    var rowsLine: Int?
    for assignment in try Assignments.parse(bytes) {
      if assignment.key.utf8.elementsEqual("rows".utf8) {
        if let rowsLine { throw .repeated(line: assignment.line, key: assignment.key, first: rowsLine) }
        guard let drive = LineSettings.rowDrive(assignment.value) else {
          throw .badValue(line: assignment.line, key: assignment.key, expected: "'kernel' or 'pad'")
        }
        rows = drive
        rowsLine = assignment.line
        continue
      }
      guard roles.contains(assignment.key) else { throw .unknownKey(line: assignment.line, key: assignment.key) }
      for entry in entries where entry.role == assignment.key {
        throw .repeated(line: assignment.line, key: assignment.key, first: entry.line)
      }
      guard let location = LineSettings.location(assignment.value) else {
        throw .badValue(line: assignment.line, key: assignment.key, expected: expected)
      }
      entries.append(Entry(line: assignment.line, role: assignment.key, location: location))
    }
    for role in roles where !entries.contains(where: { $0.role == role }) {
      throw .missing(key: role, expected: expected)
    }
  }

  private static func rowDrive(_ value: String) -> RowDrive? {
    if value.utf8.elementsEqual("kernel".utf8) { return .kernel }
    return value.utf8.elementsEqual("pad".utf8) ? .pad : nil
  }

  private static func location(_ value: String) -> LineLocation? {
    let words = value.utf8.split(separator: UInt8(ascii: " "))
    switch words.count {
    case 1: return .name(value)
    case 2:
      guard let offset = UInt32(String(decoding: words[1], as: UTF8.self)) else { return nil }
      return .offset(chip: String(decoding: words[0], as: UTF8.self), offset: offset)
    default: return nil
    }
  }
}
