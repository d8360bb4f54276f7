/// What is done to a prepaid balance, once it is shown.
public enum PrepaidUse: Equatable, Sendable {
  case nothing
  /// So many yuan in cash go onto it.
  case topUp(yuan: UInt16)
  /// All of it goes back, on the word of the card's PIN.
  case refund(PINKeying)
}

/// How long the clerk waits for what the hub says.
public struct Patience: Equatable, Sendable {
  /// Seconds until the clerk gives it up; nil: as long as the terminal waits.
  public var seconds: UInt8?
  /// The power is pulled so many tenths of a second after the question.
  public var cutsAfter: UInt8?

  public init(seconds: UInt8? = nil, cutsAfter: UInt8? = nil) {
    self.seconds = seconds
    self.cutsAfter = cutsAfter
  }

  /// Until there is an answer.
  public static let endless = Patience()
}

extension Patience: CustomStringConvertible {
  public var description: String {
    var words: [String] = []
    if let seconds { words.append(", given up after \(seconds) s") }
    if let cutsAfter { words.append(", the power gone after \(cutsAfter) tenths of a second") }
    return words.joined()
  }
}
