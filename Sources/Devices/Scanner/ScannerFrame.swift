/// One code as the scanner sent it, without its line end or packet. Never empty, never longer than ``longest``.
public struct ScannerFrame: Equatable, Sendable {
  /// Twice the longest fused code.
  public static let longest = 1_024

  public let bytes: [UInt8]

  public init(bytes: [UInt8]) {
    self.bytes = bytes
  }
}

/// What of a scanner's bytes did not become a code, since the scanner was made.
public struct ScannerDrops: Equatable, Sendable {
  /// Bytes of noise between frames.
  public internal(set) var noise: UInt64 = 0
  /// Frames with noise in them, or whose checksum does not hold.
  public internal(set) var garbled: UInt64 = 0
  /// Codes longer than ``ScannerFrame/longest``.
  public internal(set) var overlong: UInt64 = 0
  /// Codes that stopped in the middle.
  public internal(set) var broken: UInt64 = 0

  public init() {}

  /// All of them.
  public var count: UInt64 { noise &+ garbled &+ overlong &+ broken }
}
