public import Time
public import Wire

/// What the uplink has brought in, as the terminal sees it.
///
/// Everything here that matters is signed, and the terminal verifies it again itself: the inbox is a letter box, not a
/// source of trust.
public struct InboxContents: Equatable, Sendable {
  /// How the hub was last reached.
  public var contact: Contact
  /// The hub's newest receipt, COSE_Sign1.
  public var receipt: InboxLetter?
  /// The newest trust bundle, COSE_Sign1.
  public var bundle: InboxLetter?
  /// The newest revocation delta to that bundle, COSE_Sign1.
  public var delta: InboxLetter?
  /// The hub's newest lists, COSE_Sign1.
  public var lists: HubLists<InboxLetter>

  public init(
    contact: Contact, receipt: InboxLetter?, bundle: InboxLetter?, delta: InboxLetter?,
    lists: HubLists<InboxLetter> = HubLists()
  ) {
    self.contact = contact
    self.receipt = receipt
    self.bundle = bundle
    self.delta = delta
    self.lists = lists
  }

  /// An inbox that nothing was ever put into.
  public static let empty = InboxContents(contact: .never, receipt: nil, bundle: nil, delta: nil)
}

/// One thing in the inbox.
public struct InboxLetter: Equatable, Sendable {
  /// Another number each time the thing is replaced, also over a restart and a new inbox. Never 0.
  public let stamp: UInt64
  /// The bytes, or empty where the reader said it knows this stamp.
  public let bytes: [UInt8]

  public init(stamp: UInt64, bytes: [UInt8]) {
    self.stamp = stamp
    self.bytes = bytes
  }
}

/// Stamps of what a reader has taken in already, so that large things are not read again. 0 is none, and so is no stamp.
public struct InboxStamps: Equatable, Sendable {
  public var receipt: UInt64
  public var bundle: UInt64
  public var delta: UInt64
  public var lists: HubLists<UInt64>

  public static let none = InboxStamps(receipt: 0, bundle: 0, delta: 0)

  public init(receipt: UInt64, bundle: UInt64, delta: UInt64, lists: HubLists<UInt64> = HubLists()) {
    self.receipt = receipt
    self.bundle = bundle
    self.delta = delta
    self.lists = lists
  }
}

/// How the hub was last reached.
public struct Contact: Equatable, Sendable {
  /// The state of the way to the hub.
  public enum Link: UInt8, Equatable, Sendable {
    /// The hub was never reached.
    case never = 0
    /// The last exchange came through.
    case online = 1
    /// The last exchange did not.
    case offline = 2
  }

  public var link: Link
  /// The terminal's clock when an exchange last came through. While the link is online it may lag behind by
  /// `writeIntervalSeconds`.
  public var last: UnixTime?
  /// The hub's clock in its last answer. Not signed: a hint for a screen, never a floor of the clock.
  public var hubTime: UnixTime?

  public static let never = Contact(link: .never, last: nil, hubTime: nil)
  /// A contact that brought no news is written again only after this: exchanges are many, and flash wears.
  public static let writeIntervalSeconds: Int64 = 600

  public init(link: Link, last: UnixTime?, hubTime: UnixTime?) {
    self.link = link
    self.last = last
    self.hubTime = hubTime
  }
}

/// What one exchange changes, written as one.
public struct InboxChange: Equatable, Sendable {
  public var contact: Contact
  /// Nil: as it was.
  public var receipt: [UInt8]?
  /// Nil: as it was. A bundle takes away the delta to the one before it.
  public var bundle: [UInt8]?
  /// Nil: as it was.
  public var delta: [UInt8]?
  /// Nil: as they were.
  public var lists: HubLists<[UInt8]>

  public init(
    contact: Contact, receipt: [UInt8]? = nil, bundle: [UInt8]? = nil, delta: [UInt8]? = nil,
    lists: HubLists<[UInt8]> = HubLists()
  ) {
    self.contact = contact
    self.receipt = receipt
    self.bundle = bundle
    self.delta = delta
    self.lists = lists
  }

  /// Whether it brings something that the hub or the root has signed.
  var isSigned: Bool {
    receipt != nil || bundle != nil || delta != nil || !lists.isEmpty
  }
}
