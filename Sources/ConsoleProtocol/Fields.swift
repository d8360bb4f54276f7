/// `key = value` lines as payloads and documents carry them.
struct Fields {
  private(set) var all: [(key: String, value: String)] = []

  init() {}

  /// Nil where a line is not `key = value` in printable characters, or a key comes twice.
  init?(_ bytes: [UInt8]) {
    for line in bytes.split(separator: 0x0A) {
      guard let text = String(validating: Array(line), as: UTF8.self),
        !line.contains(where: { $0 < 0x20 || $0 == 0x7F })
      else { return nil }
      let utf8 = text.utf8
      guard let equals = utf8.firstIndex(of: UInt8(ascii: "=")) else { return nil }
      let key = Fields.trimmed(utf8[..<equals])
      guard self[key] == nil else { return nil }
      all.append((key, Fields.trimmed(utf8[utf8.index(after: equals)...])))
    }
  }

  subscript(key: String) -> String? {
    for field in all where field.key.utf8.elementsEqual(key.utf8) { return field.value }
    return nil
  }

  mutating func add(_ key: String, _ value: String?) {
    if let value { all.append((key, value)) }
  }

  var bytes: [UInt8] {
    all.reduce(into: []) { bytes, field in
      bytes += Array(field.key.utf8) + Array(" = ".utf8) + Array(field.value.utf8) + [0x0A]
    }
  }

  private static func trimmed(_ text: Substring.UTF8View) -> String {
    let space = UInt8(ascii: " ")
    guard let first = text.firstIndex(where: { $0 != space }), let last = text.lastIndex(where: { $0 != space }) else {
      return ""
    }
    return String(decoding: text[first...last], as: UTF8.self)
  }
}
