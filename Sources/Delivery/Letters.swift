public import Journal
public import Time
public import Uplink
import Wire

/// What is to be put into the inbox, kept until it is there.
public struct Letters<Inbox: InboxStore> {
  private let inbox: Inbox
  private var waiting: InboxChange
  /// The contact as it stands in the inbox.
  private var written: Contact
  private var hasNews = false

  /// `contact` is the one that stands in the inbox.
  public init(inbox: Inbox, contact: Contact) {
    self.inbox = inbox
    written = contact
    waiting = InboxChange(contact: contact)
  }

  /// An exchange came through.
  public mutating func take(_ outcome: Outcome, at now: UnixTime) {
    // An answer that is none came from something, but is no contact with the hub.
    guard let hubTime = outcome.hubTime else {
      noAnswer()
      return
    }
    waiting.contact = Contact(link: .online, last: now, hubTime: hubTime)
    waiting.receipt = outcome.receipt ?? waiting.receipt
    if let bundle = outcome.bundle {
      waiting.bundle = bundle
      waiting.delta = nil
    }
    waiting.delta = outcome.delta ?? waiting.delta
    for kind in HubListKind.allCases { waiting.lists[kind] = outcome.lists[kind] ?? waiting.lists[kind] }
    hasNews = hasNews || outcome.isNews
  }

  /// An exchange did not.
  public mutating func noAnswer() {
    waiting.contact.link = waiting.contact.last == nil ? .never : .offline
  }

  /// Writes what waits, if it is worth it. True where the terminal should look. On a fault it waits on.
  public mutating func deliver(at now: UnixTime) throws(StoreFault) -> Bool {
    let isOld = written.last.map { now.seconds(since: $0) >= Contact.writeIntervalSeconds || now < $0 } ?? true
    let isContactNews = waiting.contact.link != written.link || (isOld && waiting.contact != written)
    guard hasNews || isContactNews else { return false }
    try inbox.write(waiting)
    written = waiting.contact
    waiting = InboxChange(contact: written)
    hasNews = false
    return true
  }
}
