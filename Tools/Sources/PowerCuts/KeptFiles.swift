/// Where a terminal keeps what must outlive a cut, below the root of its data partition.
public struct KeptFiles: Equatable, Sendable {
  /// What acceptd alone writes.
  public var journal: String
  /// What uplinkd alone writes.
  public var inbox: String
  /// The key that signs the journal.
  public var journalKey: String
  /// What was made when the terminal became one, and never changes.
  public var unchanging: [String]

  public init(journal: String, inbox: String, journalKey: String, unchanging: [String]) {
    self.journal = journal
    self.inbox = inbox
    self.journalKey = journalKey
    self.unchanging = unchanging
  }

  /// As a board has them.
  public static let board = KeptFiles(
    journal: "acceptd/journal.sqlite", inbox: "uplinkd/inbox.sqlite", journalKey: "acceptd/keys/journal.key",
    unchanging: [
      "terminal.conf", "trust/root.pub", "trust/initial.bundle", "acceptd/keys/journal.key", "uplinkd/tls/tls.key",
      "uplinkd/tls/tls.crt", "uplinkd/tls/hub-ca.crt",
    ])
}
