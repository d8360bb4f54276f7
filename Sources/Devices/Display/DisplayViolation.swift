/// A way in which a driver breaks the rules of a display controller. A real one would show rubbish, or nothing, and
/// perhaps only on a cold morning.
public enum DisplayViolation: Equatable, Sendable {
  /// RS moved while E rose or was high.
  case addressSetup
  /// RS or data moved while E fell.
  case dataHold
  /// E was high for too short a time.
  case shortPulse
  /// E rose again too soon.
  case shortCycle
  /// A transfer before the controller had finished the last one, or was ready after power-on.
  case busy(remainingMicroseconds: UInt64)
  /// Text before the initialisation of the data sheet was complete, or that out of order.
  case notInitialised
  /// An instruction or a use of one that the driver has no business with.
  case unsupported(UInt8)
  /// An address that is not there.
  case address(UInt8)
}

/// The violations a decoder has seen: the first few, and how many.
public struct DisplayViolations: Equatable, Sendable {
  public static let kept = 16

  public private(set) var first: [DisplayViolation] = []
  public private(set) var count: UInt64 = 0

  public init() {}

  mutating func record(_ violation: DisplayViolation) {
    count &+= 1
    if first.count < Self.kept { first.append(violation) }
  }
}
