/// Why something about a board could not be done, in words for the person who asked for it.
public struct BoardFault: Error, Equatable, Sendable, CustomStringConvertible {
  public let message: String

  public init(_ message: String) {
    self.message = message
  }

  public var description: String { message }
}
