import Seeds

/// What a serial input hears whose wire hangs in the air: bytes at random, as fast as they come at 9,600 baud, and never a
/// pause.
enum WireNoise {
  /// How much of it a story may ask for at once, in bytes.
  static let sizes = 1...10_000_000
  /// What a line of 115,200 baud brings in a minute, which is as fast as scanners talk.
  static let bytesAMinute = 691_200

  private static let bytesAtOnce = 20
  private static let spacing = Duration.milliseconds(20)

  /// Goes on until its task is cancelled or the line takes nothing any more.
  static func send(_ send: ([UInt8]) async throws -> Void) async {
    while !Task.isCancelled {
      let bytes = (0..<bytesAtOnce).map { _ in UInt8.random(in: 0...255) }
      guard (try? await send(bytes)) != nil, (try? await Task.sleep(for: spacing)) != nil else { return }
    }
  }

  /// So many bytes of it, the same in every story.
  static func bytes(_ count: Int) -> [UInt8] {
    var random = Seeded(UInt64(count))
    return (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
  }
}
