/// Why a configuration file was not taken. The first fault found is the one reported.
public enum SettingsFault: Error, Equatable {
  /// The file is longer than a configuration file can be.
  case tooLong(limit: Int)
  /// The line is not UTF-8 or holds a control character.
  case notText(line: Int)
  /// The line is neither blank, nor a comment, nor `key = value`.
  case noEquals(line: Int, text: String)
  /// No such key.
  case unknownKey(line: Int, key: String)
  /// The key was given before, in line `first`.
  case repeated(line: Int, key: String, first: Int)
  /// The value is not one that the key takes.
  case badValue(line: Int, key: String, expected: String)
  /// A key that must be given is not.
  case missing(key: String, expected: String)

  /// One sentence for the person who edits the file: what is wrong where, and what to do.
  public var explanation: String {
    switch self {
    case .tooLong(let limit):
      "the file is longer than \(limit) bytes: this is not a configuration file"
    case .notText(let line):
      "line \(line): not UTF-8 text: retype the line"
    case .noEquals(let line, let text):
      "line \(line): '\(text)' has no '=': write 'key = value', or begin the line with '#'"
    case .unknownKey(let line, let key):
      "line \(line): there is no key '\(key)': correct its spelling or remove the line"
    case .repeated(let line, let key, let first):
      "line \(line): '\(key)' was already given in line \(first): remove one of them"
    case .badValue(let line, let key, let expected):
      "line \(line): '\(key)' must be \(expected)"
    case .missing(let key, let expected):
      "'\(key)' is missing: add a line '\(key) = …', which must be \(expected)"
    }
  }
}
