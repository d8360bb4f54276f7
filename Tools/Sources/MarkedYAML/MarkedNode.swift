import Yams

/// A piece of a YAML file that remembers where it stands, so that whatever is wrong with it can be said by line.
public struct MarkedNode {
  private let node: Node
  /// As given by the caller.
  public let file: String

  private init(_ node: Node, _ file: String) {
    self.node = node
    self.file = file
  }

  /// The root of a file's text of at most `limit` bytes. `file` is only used to say where something is wrong.
  public init(text: String, file: String, limit: Int) throws(MarkedFault) {
    guard text.utf8.count <= limit else {
      throw MarkedFault(file: file, line: 1, message: "longer than \(limit) bytes")
    }
    do {
      guard let node = try Yams.compose(yaml: text) else {
        throw MarkedFault(file: file, line: 1, message: "the file is empty")
      }
      self.init(node, file)
    } catch let fault as MarkedFault {
      throw fault
    } catch let error as YamlError {
      throw MarkedFault(file: file, error)
    } catch {
      throw MarkedFault(file: file, line: 1, message: "\(error)")
    }
  }

  /// 1 is the first line.
  public var line: Int {
    node.mark?.line ?? 1
  }

  /// Whether this is a list.
  public var isList: Bool {
    if case .sequence = node { true } else { false }
  }

  /// Whether this is a single value.
  public var isScalar: Bool {
    if case .scalar = node { true } else { false }
  }

  /// What is wrong with this piece.
  public func fault(_ message: String) -> MarkedFault {
    MarkedFault(file: file, line: line, message: message)
  }

  /// The plain or quoted text of a scalar.
  public func text() throws(MarkedFault) -> String {
    guard case .scalar(let scalar) = node else { throw fault("expected a single value") }
    return scalar.string
  }

  /// A whole number.
  public func integer(in range: ClosedRange<Int>) throws(MarkedFault) -> Int {
    let text = try text()
    guard let value = Int(text), range.contains(value) else {
      throw fault("expected a whole number from \(range.lowerBound) to \(range.upperBound), not '\(text)'")
    }
    return value
  }

  /// One of a fixed set of words.
  public func word<Words: RawRepresentable & CaseIterable>(_: Words.Type) throws(MarkedFault) -> Words
  where Words.RawValue == String {
    let text = try text()
    guard let word = Words(rawValue: text) else {
      throw fault("expected one of \(Words.allCases.map(\.rawValue).joined(separator: ", ")), not '\(text)'")
    }
    return word
  }

  /// The elements of a sequence.
  public func elements() throws(MarkedFault) -> [MarkedNode] {
    guard case .sequence(let sequence) = node else { throw fault("expected a list") }
    return sequence.map { MarkedNode($0, file) }
  }

  /// A list of texts; a single one may stand without its brackets.
  public func texts() throws(MarkedFault) -> [String] {
    guard isList else { return [try text()] }
    var texts: [String] = []
    for element in try elements() {
      texts.append(try element.text())
    }
    return texts
  }

  /// The entries of a mapping, in the order of the file.
  public func entries() throws(MarkedFault) -> [(key: MarkedNode, value: MarkedNode)] {
    guard case .mapping(let mapping) = node else { throw fault("expected 'key: value' lines") }
    return mapping.map { (MarkedNode($0.key, file), MarkedNode($0.value, file)) }
  }

  /// Reads a mapping whose keys are all of `Keys`; any other key is refused where it stands.
  public func fields<Keys: RawRepresentable & CaseIterable & Hashable>(_: Keys.Type) throws(MarkedFault)
    -> [Keys: MarkedNode] where Keys.RawValue == String
  {
    var fields: [Keys: MarkedNode] = [:]
    for (key, value) in try entries() {
      fields[try key.key(Keys.self)] = value
    }
    return fields
  }

  /// This node as a key of `Keys`.
  public func key<Keys: RawRepresentable & CaseIterable>(_: Keys.Type) throws(MarkedFault) -> Keys
  where Keys.RawValue == String {
    let name = try text()
    guard let key = Keys(rawValue: name) else {
      throw fault("unknown key '\(name)'; known here: \(Keys.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return key
  }
}

extension MarkedFault {
  init(file: String, _ error: YamlError) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      self.init(file: file, line: mark.line, message: problem)
    case .duplicatedKeysInMapping(let duplicates, let context):
      self.init(file: file, line: context.mark.line, message: "'\(duplicates.joined(separator: "', '"))' stands twice")
    default:
      self.init(file: file, line: 1, message: "\(error)")
    }
  }
}
