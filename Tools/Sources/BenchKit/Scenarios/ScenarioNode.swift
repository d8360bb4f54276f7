import Yams

/// A piece of a scenario file that remembers where it stands, so that whatever is wrong with it can be said by line.
struct ScenarioNode {
  let node: Node
  let file: String

  var line: Int {
    node.mark?.line ?? 1
  }

  func fault(_ message: String) -> ScenarioFault {
    ScenarioFault(file: file, line: line, message: message)
  }

  /// The plain or quoted text of a scalar.
  func text() throws(ScenarioFault) -> String {
    guard case .scalar(let scalar) = node else { throw fault("expected a single value") }
    return scalar.string
  }

  func integer(in range: ClosedRange<Int>) throws(ScenarioFault) -> Int {
    let text = try text()
    guard let value = Int(text), range.contains(value) else {
      throw fault("expected a whole number from \(range.lowerBound) to \(range.upperBound), not '\(text)'")
    }
    return value
  }

  /// One of a fixed set of words.
  func word<Words: RawRepresentable & CaseIterable>(_: Words.Type) throws(ScenarioFault) -> Words
  where Words.RawValue == String {
    let text = try text()
    guard let word = Words(rawValue: text) else {
      throw fault("expected one of \(Words.allCases.map(\.rawValue).joined(separator: ", ")), not '\(text)'")
    }
    return word
  }

  /// The elements of a sequence.
  func elements() throws(ScenarioFault) -> [ScenarioNode] {
    guard case .sequence(let sequence) = node else { throw fault("expected a list") }
    return sequence.map { ScenarioNode(node: $0, file: file) }
  }

  /// A list of texts; a single one may stand without its brackets.
  func texts() throws(ScenarioFault) -> [String] {
    guard case .sequence = node else { return [try text()] }
    var texts: [String] = []
    for element in try elements() {
      texts.append(try element.text())
    }
    return texts
  }

  /// The entries of a mapping, in the order of the file.
  func entries() throws(ScenarioFault) -> [(key: ScenarioNode, value: ScenarioNode)] {
    guard case .mapping(let mapping) = node else { throw fault("expected 'key: value' lines") }
    return mapping.map { (ScenarioNode(node: $0.key, file: file), ScenarioNode(node: $0.value, file: file)) }
  }

  /// Reads a mapping whose keys are all of `Keys`; any other key is refused where it stands.
  func fields<Keys: RawRepresentable & CaseIterable & Hashable>(_: Keys.Type) throws(ScenarioFault)
    -> [Keys: ScenarioNode] where Keys.RawValue == String
  {
    var fields: [Keys: ScenarioNode] = [:]
    for (key, value) in try entries() {
      fields[try key.key(Keys.self)] = value
    }
    return fields
  }

  /// This node as a key of `Keys`.
  func key<Keys: RawRepresentable & CaseIterable>(_: Keys.Type) throws(ScenarioFault) -> Keys
  where Keys.RawValue == String {
    let name = try text()
    guard let key = Keys(rawValue: name) else {
      throw fault("unknown key '\(name)'; known here: \(Keys.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return key
  }
}
