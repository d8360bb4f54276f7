/// What the keypad has to say.
public enum KeypadEvent: Equatable, Sendable {
  /// A key, told once for each time it is pressed.
  case pressed(KeyPosition)
  /// Keys that are not told, because they cannot be told apart or are too many for a finger. Nothing more is told until
  /// all are released.
  case refused(KeypadRefusal)
  /// Contacts that have not moved for `KeypadTiming.stuckAfter`. They are left out of everything until they open. A
  /// column that is shorted is all its contacts.
  case stuck(KeyContacts)
  /// Stuck contacts that have opened after all.
  case freed(KeyContacts)
}

public enum KeypadRefusal: Equatable, Sendable {
  /// A rectangle of contacts, one of whose corners may be a ghost.
  case ghost
  /// Three keys or more at once.
  case tooManyKeys
}

/// The keypad's times, in microseconds.
public struct KeypadTiming: Equatable, Sendable {
  /// From driving the rows to reading the columns. Dome contacts and cable settle in microseconds; the rest is for a
  /// world at the other end of a socket. At least `shortestSettle`.
  public var settle: UInt64
  /// How long contacts must read the same before they count. Longer than the keypad bounces.
  public var debounce: UInt64
  /// From one scan to the next while keys are held.
  public var rescan: UInt64
  /// From one scan to the next while contacts are stuck. No edge tells the other keys of their columns.
  public var look: UInt64
  /// How long contacts may stay closed without a change before they are taken for stuck.
  public var stuckAfter: UInt64

  public static let shortestSettle: UInt64 = 1_000

  public init(
    settle: UInt64 = Self.shortestSettle, debounce: UInt64 = 10_000, rescan: UInt64 = 20_000, look: UInt64 = 30_000,
    stuckAfter: UInt64 = 10_000_000
  ) {
    self.settle = max(settle, Self.shortestSettle)
    self.debounce = debounce
    self.rescan = rescan
    self.look = look
    self.stuckAfter = stuckAfter
  }
}
