import Devices
import Time

/// Contacts that do not close or open at once: for a while each look at them finds them one way or the other.
struct Bounce {
  /// Below every debounce in use, and far above what a dome contact takes.
  static let microseconds: UInt64 = 5_000

  private var moving: KeyContacts = []
  private var flipped: KeyContacts = []
  /// From the first look on.
  private var end: Uptime?

  var isOver: Bool { moving.isEmpty }

  mutating func begin(_ contacts: KeyContacts) {
    (moving, flipped, end) = (contacts, [], nil)
  }

  /// The rows were driven: whoever drove them is about to look. Where that is the last look before an edge is waited for,
  /// the contacts have settled, for nobody would be told that they do so later.
  mutating func advance(to now: Uptime, isLast: Bool) {
    guard !moving.isEmpty else { return }
    if let end, isLast || now >= end {
      (moving, flipped) = ([], [])
      return
    }
    if end == nil { end = now.advanced(byMicroseconds: Self.microseconds) }
    flipped = Bool.random() ? moving : []
  }

  /// What `contacts`, as they will be in the end, are now.
  func contacts(_ contacts: KeyContacts) -> KeyContacts {
    contacts.symmetricDifference(flipped)
  }
}
