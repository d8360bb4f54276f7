public import Time

/// Cuts a byte stream into codes that may be binary: a ride code's bytes have every value, so that no line end can end them.
///
/// A code that begins with 81 and two bytes of length (big-endian, of what follows them), perhaps after an AIM identifier, is
/// as long as it says. All else is text, and held to what ``LineFramer`` holds it to; it ends as ``Ending`` says. No text in
/// GB 18030 is taken for such a code: its second byte is at least 30, which would be a length of 12,288.
public struct BinaryFramer: Sendable {
  /// What ends a text.
  public enum Ending: Equatable, Sendable {
    /// Silence: the scanner sends a code and nothing else. A line end before the silence is taken off.
    case quietGap
    /// CR or LF; a text that does not come to one is given up.
    case lineEnd
  }

  /// USB bridges hold bytes back for 16 ms: twice that is no gap.
  public static let bridgeMicroseconds: UInt64 = 32_000
  /// A scanner pauses less than so many bytes' time within a code.
  public static let gapBytes: UInt64 = 20
  private static let bitsPerByte: UInt64 = 10
  private static let lengthBytes = 3
  private static let identifierBytes = 3
  private static let binaryMark: UInt8 = 0x81

  private enum State: Sendable {
    case between
    case inside([UInt8])
    case skipping
  }

  public private(set) var dropped = ScannerDrops()
  private let ending: Ending
  private var gapMicroseconds: UInt64
  private var state = State.between
  private var watch = StreamWatch()

  /// - Parameters:
  ///   - ending: what ends a text.
  ///   - rate: the line's, in bit/s, by which a gap is told.
  public init(ending: Ending = .quietGap, rate: UInt32 = 9_600) {
    self.ending = ending
    gapMicroseconds = Self.gap(ending, rate)
  }

  /// How long a line is silent before a code is over, in microseconds.
  public static func gap(_ ending: Ending, _ rate: UInt32) -> UInt64 {
    switch ending {
    case .lineEnd: LineFramer.gapMicroseconds
    case .quietGap: bridgeMicroseconds + gapBytes * bitsPerByte * 1_000_000 / UInt64(max(rate, 1))
    }
  }

  /// True while the line brings what no scanner sends.
  public var isBabbling: Bool { watch.isBabbling }

  /// Whether nothing of a code has come yet.
  var isBetween: Bool {
    if case .between = state { true } else { false }
  }

  /// When to look for silence; nil between codes.
  public var nextDeadline: Uptime? {
    isBetween && !isBabbling ? nil : watch.lastByte.advanced(byMicroseconds: gapMicroseconds)
  }

  /// Takes what arrived and returns the codes that it ends.
  public mutating func receive(_ bytes: some Sequence<UInt8>, at now: Uptime) -> [ScannerFrame] {
    let before = dropped
    var frames: [ScannerFrame] = []
    for byte in bytes {
      if let frame = take(byte) { frames.append(frame) }
    }
    watch.took(isFoul: dropped != before, after: gapMicroseconds, at: now)
    return isBabbling ? [] : frames
  }

  /// The port was found empty at `now`: ends the code, or gives it up, where its last byte is long enough ago.
  public mutating func fellSilent(at now: Uptime) -> ScannerFrame? {
    guard let deadline = nextDeadline, deadline <= now else { return nil }
    guard ending == .quietGap, !isBabbling, case .inside(var bytes) = state, Self.length(of: bytes) == .text else {
      reset()
      return nil
    }
    state = .between
    watch.ended()
    while let last = bytes.last, Self.isLineEnd(last) { bytes.removeLast() }
    return bytes.isEmpty ? nil : ScannerFrame(bytes: bytes)
  }

  /// The port was lost, and with it the rest of a code.
  public mutating func reset() {
    if case .inside = state { dropped.broken &+= 1 }
    state = .between
    watch.ended()
  }

  /// What the first bytes of a code say of its length.
  private enum Length: Equatable {
    case unknown
    case bytes(Int)
    case text
  }

  private static func length(of bytes: [UInt8]) -> Length {
    let start = bytes.first == UInt8(ascii: "]") ? identifierBytes : 0
    guard bytes.count > start else { return start == 0 ? .unknown : .text }
    guard bytes[start] == binaryMark else { return .text }
    guard bytes.count >= start + lengthBytes else { return .unknown }
    let total = start + lengthBytes + Int(bytes[start + 1]) << 8 + Int(bytes[start + 2])
    return total > start + lengthBytes && total <= ScannerFrame.longest ? .bytes(total) : .text
  }

  private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0D || byte == 0x0A }

  private mutating func take(_ byte: UInt8) -> ScannerFrame? {
    let old = state
    // Left empty for a moment, so that the bytes have one owner and grow in place.
    state = .between
    switch old {
    case .between where Self.isLineEnd(byte): return nil
    case .between where LineFramer.isNoise(byte): dropped.noise &+= 1
    case .between: state = .inside([byte])
    case .inside(var bytes):
      switch Self.length(of: bytes) {
      case .bytes(let total):
        bytes.append(byte)
        guard bytes.count < total else { return ScannerFrame(bytes: bytes) }
        state = .inside(bytes)
      case .unknown:
        bytes.append(byte)
        state = .inside(bytes)
        // The two bytes of a length may have any value; those of a text may not.
        if Self.length(of: bytes) == .text, bytes.contains(where: isForeign) { garbled() }
      case .text where ending == .lineEnd && Self.isLineEnd(byte): return ScannerFrame(bytes: bytes)
      case .text where isForeign(byte): garbled()
      case .text where bytes.count == ScannerFrame.longest:
        dropped.overlong &+= 1
        state = .skipping
      case .text:
        bytes.append(byte)
        state = .inside(bytes)
      }
    case .skipping where ending == .lineEnd && Self.isLineEnd(byte): return nil
    case .skipping: state = .skipping
    }
    return nil
  }

  /// Lines within a text that a gap ends are the text's own.
  private func isForeign(_ byte: UInt8) -> Bool { LineFramer.isNoise(byte) && !Self.isLineEnd(byte) }

  private mutating func garbled() {
    dropped.garbled &+= 1
    state = .skipping
  }
}

extension BinaryFramer: ScannerDialect {
  mutating func take(_ bytes: [UInt8], at now: Uptime) -> [ScannerMessage] {
    receive(bytes, at: now).map { .code($0) }
  }

  mutating func silence(at now: Uptime) -> [ScannerMessage] {
    fellSilent(at: now).map { [.code($0)] } ?? []
  }

  mutating func use(rate: UInt32) { gapMicroseconds = Self.gap(ending, rate) }
}
