/// Why the hub does not take what a terminal sent. Nothing of it was kept, but for the evidence of a conflict.
public enum ExchangeRefusal: Error, Equatable, Sendable {
  /// Not an upload request of this protocol.
  case malformed
  /// The certificate of the connection is not the one that this terminal was given last.
  case foreignCertificate
  /// The terminal was taken out of service.
  case retired
  /// An entry is not signed by the terminal's journal key, or is not an entry. Counted from 0 in the request.
  case badEntry(index: Int)
  /// An entry is of another terminal.
  case otherTerminal(index: Int)
  /// The entries do not follow each other.
  case notContiguous(index: Int)
  /// The hub lacks the entries from `expected` on to the first one offered.
  case gap(expected: UInt64)
  /// The hub holds another entry for this sequence, or one before it that this one does not follow.
  case conflict(sequence: UInt64)

  /// A word for programs and logs.
  public var code: String {
    switch self {
    case .malformed: "malformed"
    case .foreignCertificate: "foreign-certificate"
    case .retired: "retired"
    case .badEntry: "bad-entry"
    case .otherTerminal: "other-terminal"
    case .notContiguous: "not-contiguous"
    case .gap: "gap"
    case .conflict: "conflict"
    }
  }

  /// The line that the terminal is answered: the word, and the number that belongs to it.
  public var text: String {
    code + (number.map { " \($0)" } ?? "")
  }

  /// The number that belongs to the word, where one does: an index or a sequence.
  public var number: UInt64? {
    switch self {
    case .malformed, .foreignCertificate, .retired: nil
    case .badEntry(let index), .otherTerminal(let index), .notContiguous(let index): UInt64(index)
    case .gap(let sequence), .conflict(let sequence): sequence
    }
  }
}
