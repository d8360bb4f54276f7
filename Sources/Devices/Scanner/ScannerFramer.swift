import Time

/// One code as the scanner sent it, without its line end. Never empty, never longer than `ScannerFramer.longestFrame`.
public struct ScannerFrame: Equatable, Sendable {
  public let bytes: [UInt8]

  public init(bytes: [UInt8]) {
    self.bytes = bytes
  }
}

/// Cuts a scanner's byte stream into codes, each ended by CR, LF or CR LF.
///
/// A frame with a byte in it that no code has (a control character other than the separators of GS1 and ISO 15434, or
/// FF) is dropped whole: half a code is worse than none. So are frames that are too long or never end. Such bytes before
/// a frame, as a plug being pushed in makes them, are dropped alone.
///
/// A line that never falls silent and brings what no code has is no scanner's: a wire is loose, or something else talks on
/// it. From `babbleMicroseconds` on nothing of it is taken until it is silent, for by chance some of it looks like a code.
///
/// A frame that does not end is given up after `gapMicroseconds` of silence. The framer cannot know silence from a
/// caller that did not look: the caller reads the port first, and calls `fellSilent(at:)` when there was nothing.
public struct ScannerFramer: Sendable {
  /// Twice the longest fused code.
  public static let longestFrame = 1_024
  /// 9,600 baud brings a byte a millisecond; USB bridges hold bytes back for 16 ms.
  public static let gapMicroseconds: UInt64 = 200_000
  /// Two of the longest frames at 9,600 baud: no scanner talks longer without a pause, and a person needs one for the
  /// next code.
  public static let babbleMicroseconds: UInt64 = 2_200_000

  /// What did not become a frame, since the framer was made.
  public struct Dropped: Equatable, Sendable {
    /// Bytes of noise between frames.
    public internal(set) var noise: UInt64 = 0
    /// Frames with noise in them.
    public internal(set) var garbled: UInt64 = 0
    /// Frames longer than `longestFrame`.
    public internal(set) var overlong: UInt64 = 0
    /// Frames that stopped in the middle.
    public internal(set) var broken: UInt64 = 0

    public init() {}
  }

  private enum State: Sendable {
    case between
    case inside([UInt8])
    /// The rest of a frame that will be dropped at its end.
    case skipping
  }

  public private(set) var dropped = Dropped()
  private var state = State.between
  private var lastByte = Uptime(microseconds: 0)
  /// Since when there has been no silence, and whether anything since then was no code's.
  private var streamBegan = Uptime(microseconds: 0)
  private var isStreamFoul = false
  /// True while the line brings what no scanner sends.
  public private(set) var isBabbling = false

  public init() {}

  /// When to look for silence; nil between frames.
  public var nextDeadline: Uptime? {
    if case .between = state, !isBabbling { return nil }
    return lastByte.advanced(byMicroseconds: Self.gapMicroseconds)
  }

  /// Takes what arrived and returns the frames that it ends.
  public mutating func receive(_ bytes: some Sequence<UInt8>, at now: Uptime) -> [ScannerFrame] {
    if now.elapsed(since: lastByte) >= Self.gapMicroseconds { (streamBegan, isStreamFoul) = (now, false) }
    let before = dropped
    var frames: [ScannerFrame] = []
    for byte in bytes {
      lastByte = now
      if let frame = take(byte) { frames.append(frame) }
    }
    isStreamFoul = isStreamFoul || dropped != before
    if isStreamFoul, now.elapsed(since: streamBegan) >= Self.babbleMicroseconds { isBabbling = true }
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
    isStreamFoul = false
    isBabbling = false
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
      guard bytes.count < Self.longestFrame else {
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

  /// EOT, GS, RS and US separate the parts of GS1 and ISO 15434 codes; bytes from 80 on are text in UTF-8 or GB 18030,
  /// neither of which uses FF.
  private static func isNoise(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x09, 0x04, 0x1D, 0x1E, 0x1F: false
    case 0x00..<0x20, 0x7F, 0xFF: true
    default: false
    }
  }
}
