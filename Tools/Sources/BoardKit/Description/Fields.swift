import MarkedYAML

/// The fields of a mapping whose keys are all of `Keys`; asking for one that is not there says so where the mapping begins.
struct Fields<Keys: RawRepresentable & CaseIterable & Hashable> where Keys.RawValue == String {
  private let node: MarkedNode
  private let fields: [Keys: MarkedNode]

  init(_ node: MarkedNode, _: Keys.Type) throws(MarkedFault) {
    self.node = node
    fields = try node.fields(Keys.self)
  }

  subscript(key: Keys) -> MarkedNode {
    get throws(MarkedFault) {
      guard let field = fields[key] else { throw node.fault("'\(key.rawValue)' is missing here") }
      return field
    }
  }

  func optional(_ key: Keys) -> MarkedNode? { fields[key] }
}

extension MarkedNode {
  /// A word without spaces, as packages, devices and modules are called.
  func name() throws(MarkedFault) -> String {
    let text = try text()
    guard !text.isEmpty, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") }) else {
      throw fault("expected a name without spaces or slashes, not '\(text)'")
    }
    return text
  }

  func names() throws(MarkedFault) -> [String] {
    var names: [String] = []
    for element in try elements() { names.append(try element.name()) }
    return names
  }
}
