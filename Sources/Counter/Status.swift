import Settlement
import Time
import Trust

/// Whether the hub can be reached.
public enum Link: UInt8, CaseIterable, Sendable {
  case online
  /// Reached before, not now.
  case offline
  /// Not reached since the terminal was made.
  case never
}

/// What keeps the terminal from accepting anything until somebody sees to it.
public enum Impediment: UInt8, CaseIterable, Sendable {
  case tampered, selfTestFailed, notProvisioned, storeDamaged

  var refusal: Refusal {
    switch self {
    case .tampered: .tampered
    case .selfTestFailed: .selfTestFailed
    case .notProvisioned: .notProvisioned
    case .storeDamaged: .storeDamaged
    }
  }
}

/// What the counter must know of the terminal around it.
public struct Status: Equatable, Sendable {
  public var link: Link
  /// Entries that no receipt of the hub covers yet; nil while the journal cannot be opened.
  public var pending: UInt64?
  /// When the oldest of them was committed; nil when there is none.
  public var oldestPending: UnixTime?
  public var trust: TrustAge
  /// False while the clock is below its floor.
  public var isClockTrusted: Bool
  /// False when the store could not take one more entry.
  public var hasRoom: Bool
  public var impediment: Impediment?
  public var isScannerDown: Bool
  public var isPrinterDown: Bool
  /// A key does not come up again, or a wire of the keypad is shorted: some keys may be dead.
  public var isKeyStuck: Bool
  /// Entries that the hub disputes, as far as this terminal was told.
  public var disputes: UInt32

  public init(
    link: Link, pending: UInt64?, oldestPending: UnixTime?, trust: TrustAge, isClockTrusted: Bool, hasRoom: Bool,
    impediment: Impediment?, isScannerDown: Bool, isPrinterDown: Bool, isKeyStuck: Bool = false,
    disputes: UInt32 = 0
  ) {
    self.link = link
    self.pending = pending
    self.oldestPending = oldestPending
    self.trust = trust
    self.isClockTrusted = isClockTrusted
    self.hasRoom = hasRoom
    self.impediment = impediment
    self.isScannerDown = isScannerDown
    self.isPrinterDown = isPrinterDown
    self.isKeyStuck = isKeyStuck
    self.disputes = disputes
  }

  /// Why nothing at all can be accepted now, the gravest reason first; nil when sales may go on.
  var refusal: Refusal? {
    if let impediment { return impediment.refusal }
    if case .stopped = trust { return .trustStopped }
    return hasRoom ? nil : .storeFull
  }
}

/// What a decision is made by, as it stands at the moment of the input.
public struct Context: Equatable, Sendable {
  public var status: Status
  public var policy: Policy
  /// Version of the trust bundle that ``policy`` came with, 1 or more.
  public var trustVersion: UInt64

  public init(status: Status, policy: Policy, trustVersion: UInt64) {
    self.status = status
    self.policy = policy
    self.trustVersion = trustVersion
  }
}
