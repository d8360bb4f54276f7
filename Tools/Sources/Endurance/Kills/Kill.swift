import BenchKit

/// One kill of a run: who, when, and how long it takes until somebody notices.
public struct Kill: Equatable, Sendable {
  /// What it comes after, in milliseconds.
  public enum Moment: Equatable, Sendable {
    /// After the key that accepts the next sale.
    case accepting(Int)
    /// After the processes were last started.
    case starting(Int)
    /// After the kill before.
    case anyTime(Int)
  }

  /// One process, or two at a time.
  public var victims: [DeskProcess]
  public var moment: Moment
  /// Milliseconds until the victims are started again.
  public var downtime: Int

  /// A sale takes a terminal so long from the key to the paper, and the hub so long to its receipt.
  private static let sale = 0...250
  /// A process on a desk takes so long to be ready.
  private static let start = 0...150
  private static let anyTime = 0...1_200
  private static let downtimes = 0...250

  /// Half of all kills are aimed at a sale, a quarter at a start; a quarter of them kill two at a time.
  public init(drawnBy random: inout some RandomNumberGenerator) {
    var processes = DeskProcess.allCases
    processes.shuffle(using: &random)
    victims = Array(processes.prefix(Int.random(in: 0..<4, using: &random) == 0 ? 2 : 1))
    moment =
      switch Int.random(in: 0..<4, using: &random) {
      case 0: .starting(Int.random(in: Self.start, using: &random))
      case 1: .anyTime(Int.random(in: Self.anyTime, using: &random))
      default: .accepting(Int.random(in: Self.sale, using: &random))
      }
    downtime = Int.random(in: Self.downtimes, using: &random)
  }
}
