/// What the console asks of init over the pair of sockets that init started it with: one packet each way.
///
/// The descriptor is the right: nobody else has an end of it. When it ends, the console has ended, and what it asked to
/// stand still goes on.
public enum InitRequest: Equatable, Sendable {
  /// The terminal is provisioned: start its daemons, where they do not run.
  case start
  /// End acceptd and leave it ended: its devices are wanted. Answered when it is gone.
  case stopTerminal
  /// Let acceptd run again.
  case resumeTerminal
  /// Set the system's and the hardware's clock to this time, in Unix seconds.
  case setClock(Int64)

  /// The descriptor that the console finds its end under.
  public static let descriptor: Int32 = 3
  /// The longest packet, in bytes.
  public static let maximumBytes = 9

  /// A letter, and for the clock the seconds behind it, little-endian.
  public var packet: [UInt8] {
    switch self {
    case .start: [UInt8(ascii: "p")]
    case .stopTerminal: [UInt8(ascii: "s")]
    case .resumeTerminal: [UInt8(ascii: "g")]
    case .setClock(let seconds):
      [UInt8(ascii: "c")] + (0..<8).map { UInt8(truncatingIfNeeded: seconds >> Int64(8 * $0)) }
    }
  }

  /// The request of a packet, nil where it is none.
  public init?(_ packet: [UInt8]) {
    switch (packet.first, packet.count) {
    case (UInt8(ascii: "p"), 1): self = .start
    case (UInt8(ascii: "s"), 1): self = .stopTerminal
    case (UInt8(ascii: "g"), 1): self = .resumeTerminal
    case (UInt8(ascii: "c"), 9):
      self = .setClock(packet.dropFirst().reversed().reduce(0) { $0 << 8 | Int64($1) })
    default: return nil
    }
  }

  /// Init's answer: the request's letter, and 0 or the number of the error that kept it from being done.
  public func answer(_ status: UInt8) -> [UInt8] { [packet[0], status] }
}
