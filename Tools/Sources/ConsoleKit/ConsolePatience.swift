/// How long to wait for a terminal, and how often to ask again.
public struct ConsolePatience: Sendable {
  /// For an answer, before the request is sent again.
  public var answer: Duration
  /// For one that the terminal said takes long.
  public var work: Duration
  /// How often a request is sent.
  public var attempts: Int
  /// How often the first one is: the terminal may be starting.
  public var firstAttempts: Int

  public init(answer: Duration, work: Duration, attempts: Int, firstAttempts: Int) {
    self.answer = answer
    self.work = work
    self.attempts = attempts
    self.firstAttempts = firstAttempts
  }

  /// A chunk takes 100 ms on the wire at 115,200 baud. A terminal starts in ten seconds or so.
  public static let shipping = ConsolePatience(
    answer: .milliseconds(1_500), work: .seconds(90), attempts: 6, firstAttempts: 20)
}
