/// Why a YAML file could not be read: where, and what about it is wrong.
public struct MarkedFault: Error, Equatable, Sendable, CustomStringConvertible {
  /// As given by the caller.
  public let file: String
  /// 1 is the first line.
  public let line: Int
  public let message: String

  public init(file: String, line: Int, message: String) {
    self.file = file
    self.line = line
    self.message = message
  }

  /// `file:line: message`, which editors and terminals turn into a link.
  public var description: String {
    "\(file):\(line): \(message)"
  }
}
