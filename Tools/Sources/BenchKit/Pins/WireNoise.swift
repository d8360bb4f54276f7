/// What a serial input hears whose wire hangs in the air: bytes at random, as fast as they come at 9,600 baud, and never a
/// pause.
enum WireNoise {
  private static let bytesAtOnce = 20
  private static let spacing = Duration.milliseconds(20)

  /// Goes on until its task is cancelled or the line takes nothing any more.
  static func send(_ send: ([UInt8]) async throws -> Void) async {
    while !Task.isCancelled {
      let bytes = (0..<bytesAtOnce).map { _ in UInt8.random(in: 0...255) }
      guard (try? await send(bytes)) != nil, (try? await Task.sleep(for: spacing)) != nil else { return }
    }
  }
}
