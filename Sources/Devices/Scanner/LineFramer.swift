public import Time

/// Cuts a scanner's byte stream into codes, each ended by CR, LF or CR LF.
///
/// A frame with a byte in it that no code has (a control character other than the separators of GS1 and ISO 15434, or
/// FF) is dropped whole: half a code is worse than none. So are frames that are too long or never end. Such bytes before
/// a frame, as a plug being pushed in makes them, are dropped alone. Of a line that babbles nothing is taken.
///
/// A frame that does not end is given up after `gapMicroseconds` of silence. The framer cannot know silence from a
/// caller that did not look: the caller reads the port first, and calls `fellSilent(at:)` when there was nothing.
public struct LineFramer: Sendable {
  /// 9,600 bit/s bring a byte a millisecond; USB bridges hold bytes back for 16 ms.
  public static let gapMicroseconds: UInt64 = 200_000
  /// How long a line may bring what no code has before nothing of it is taken.
  public static let babbleMicroseconds = StreamWatch.babbleMicroseconds

  private enum State: Sendable {
    case between
    case inside([UInt8])
    /// The rest of a frame that will be dropped at its end.
    case skipping
  }

  public private(set) var dropped = ScannerDrops()
  private var state = State.between
  private var watch = StreamWatch()

  public init() {}

  /// True while the line brings what no scanner sends.
  public var isBabbling: Bool { watch.isBabbling }

  /// When to look for silence; nil between frames.
  public var nextDeadline: Uptime? {
    if case .between = state, !isBabbling { return nil }
    return watch.lastByte.advanced(byMicroseconds: Self.gapMicroseconds)
  }

  /// Takes what arrived and returns the frames that it ends.
  public mutating func receive(_ bytes: some Sequence<UInt8>, at now: Uptime) -> [ScannerFrame] {
    let before = dropped
    var frames: [ScannerFrame] = []
    for byte in bytes {
      if let frame = take(byte) { frames.append(frame) }
    }
    watch.took(isFoul: dropped != before, after: Self.gapMicroseconds, at: now)
    return isBabbling ? [] : frames
  }

  /// The port was found empty at `now`. Gives up a frame whose last byte is too long ago.
  public mutating func fellSilent(at now: Uptime) {
    guard let deadline = nextDeadline, deadline <= now else { return }
    reset()
  }

  /// The port was lost, and with it the rest of a frame.
  public mutating func reset() {
    if case .inside = state { dropped.broken &+= 1 }
    state = .between
    watch.ended()
  }

  private mutating func take(_ byte: UInt8) -> ScannerFrame? {
    let isEnd = byte == 0x0D || byte == 0x0A
    let old = state
    // Left empty for a moment, so that the bytes have one owner and grow in place.
    state = .between
    switch old {
    case .between where isEnd: return nil
    case .between where Self.isNoise(byte): dropped.noise &+= 1
    case .between: state = .inside([byte])
    case .inside(let bytes) where isEnd: return ScannerFrame(bytes: bytes)
    case .inside where Self.isNoise(byte):
      dropped.garbled &+= 1
      state = .skipping
    case .inside(var bytes):
      guard bytes.count < ScannerFrame.longest else {
        dropped.overlong &+= 1
        state = .skipping
        return nil
      }
      bytes.append(byte)
      state = .inside(bytes)
    case .skipping where isEnd: return nil
    case .skipping: state = .skipping
    }
    return nil
  }

  /// Whether no text of a code has this byte. EOT, GS, RS and US separate the parts of GS1 and ISO 15434 codes; bytes from 80
  /// on are text in UTF-8 or GB 18030, neither of which uses FF.
  static func isNoise(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x09, 0x04, 0x1D, 0x1E, 0x1F: false
    case 0x00..<0x20, 0x7F, 0xFF: true
    default: false
    }
  }
}

extension LineFramer: ScannerDialect {
  mutating func take(_ bytes: [UInt8], at now: Uptime) -> [ScannerMessage] {
    receive(bytes, at: now).map { .code($0) }
  }

  mutating func silence(at now: Uptime) -> [ScannerMessage] {
    fellSilent(at: now)
    return []
  }
}
