/// One `key = value` of a file, with the number of its line.
struct Assignment {
  var line: Int
  var key: String
  var value: String
}

/// The form that all configuration files share: one `key = value` a line, `#` begins a comment line, blank lines are
/// skipped. A value runs to the end of its line and is not quoted.
enum Assignments {
  static func parse(_ bytes: [UInt8]) throws(SettingsFault) -> [Assignment] {
    var assignments: [Assignment] = []
    var number = 0
    var start = 0
    while start < bytes.count {
      var end = start
      while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
      number += 1
      if let assignment = try parse(bytes[start..<end], number: number) { assignments.append(assignment) }
      start = end + 1
    }
    return assignments
  }

  private static func parse(_ line: ArraySlice<UInt8>, number: Int) throws(SettingsFault) -> Assignment? {
    let line = trimmed(line)
    guard let first = line.first, first != UInt8(ascii: "#") else { return nil }
    for byte in line where byte < 0x20 && byte != UInt8(ascii: "\t") || byte == 0x7F {
      throw .notText(line: number)
    }
    guard let text = String(validating: Array(line), as: UTF8.self) else { throw .notText(line: number) }
    guard let equals = line.firstIndex(of: UInt8(ascii: "=")) else { throw .noEquals(line: number, text: text) }
    // Cutting valid UTF-8 at an ASCII byte leaves two valid halves.
    let key = String(decoding: trimmed(line[..<equals]), as: UTF8.self)
    let value = String(decoding: trimmed(line[(equals + 1)...]), as: UTF8.self)
    return Assignment(line: number, key: key, value: value)
  }

  private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var line = line
    while let byte = line.first, isBlank(byte) { line = line.dropFirst() }
    while let byte = line.last, isBlank(byte) { line = line.dropLast() }
    return line
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }
}
