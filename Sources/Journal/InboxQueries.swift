import Time
import Wire

/// The reading half of an inbox file.
struct InboxQueries {
  /// The things of an inbox, by the number that stands in the file.
  enum Kind: Int64 {
    case receipt = 1
    case bundle = 2
    case delta = 3
    case losses = 4
    case disputes = 5
    case uses = 6

    init(_ list: HubListKind) {
      self =
        switch list {
        case .losses: .losses
        case .disputes: .disputes
        case .uses: .uses
        }
    }
  }

  private let database: Database
  private let findItem: Statement
  private let findContact: Statement

  init(_ database: Database) throws(StoreFault) {
    self.database = database
    findItem = try Statement(
      "SELECT stamp, CASE WHEN stamp = ?2 THEN x'' ELSE bytes END FROM items WHERE kind = ?1", on: database)
    findContact = try Statement("SELECT link, last, hub FROM contact", on: database)
  }

  /// All of it in one snapshot; of what is known already, the stamp only.
  func contents(knowing known: InboxStamps) throws(StoreFault) -> InboxContents {
    try database.execute("BEGIN")
    defer { database.endReading() }
    var contents = InboxContents(
      contact: try contact(), receipt: try item(.receipt, known.receipt), bundle: try item(.bundle, known.bundle),
      delta: try item(.delta, known.delta))
    for list in HubListKind.allCases { contents.lists[list] = try item(Kind(list), known.lists[list] ?? 0) }
    return contents
  }

  private func contact() throws(StoreFault) -> Contact {
    defer { findContact.reset() }
    guard try findContact.step(), let link = Contact.Link(rawValue: UInt8(clamping: findContact.integer(0))) else {
      throw .damaged
    }
    let last = findContact.isNull(1) ? nil : UnixTime(seconds: findContact.integer(1))
    let hubTime = findContact.isNull(2) ? nil : UnixTime(seconds: findContact.integer(2))
    return Contact(link: link, last: last, hubTime: hubTime)
  }

  private func item(_ kind: Kind, _ known: UInt64) throws(StoreFault) -> InboxLetter? {
    findItem.bind(kind.rawValue, at: 0)
    findItem.bind(Int64(clamping: known), at: 1)
    defer { findItem.reset() }
    guard try findItem.step() else { return nil }
    guard let stamp = UInt64(exactly: findItem.integer(0)), stamp > 0 else { throw .damaged }
    return InboxLetter(stamp: stamp, bytes: findItem.bytes(1))
  }
}
