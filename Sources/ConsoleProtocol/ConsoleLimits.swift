/// What one line, one transfer and one answer may hold.
public enum ConsoleLimits {
  /// The most bytes that one frame carries. As base64, with all that is around it, they fit a line.
  public static let payloadBytes = 768
  /// The most bytes of a document in one `put`: a payload less its offset.
  public static let chunkBytes = payloadBytes - 4
  /// The longest line that is looked at, in bytes. A kernel log line may stand before a frame in the same line.
  public static let lineBytes = 2_048
  /// The largest document: a trust bundle with its signature.
  public static let documentBytes = 1 << 20
  /// The largest report of a check-up.
  public static let reportBytes = 64 * 1_024
  /// Help is given to people this many microseconds apart at the most, so that two machines that talk past each other
  /// do not do it for ever.
  public static let helpMicroseconds: UInt64 = 1_000_000
  /// A check-up that nobody asks about for so long is over, and the terminal sells again. Microseconds.
  public static let checkUpMicroseconds: UInt64 = 300_000_000
}
