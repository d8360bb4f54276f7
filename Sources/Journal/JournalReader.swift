/// A journal file opened for reading only, while the terminal writes it: what the uplink and the tools see.
///
/// It never makes the writer wait. Each call sees the newest whole commit.
public final class JournalReader: JournalReading {
  private let queries: JournalQueries

  /// Opens the journal at `path`. `.absent` when it is not there, `.newerSchema` when a newer firmware wrote it, `.foreign`
  /// when it is no journal.
  public init(path: String) throws(StoreFault) {
    let database = try Database(path: path, access: .read)
    // A file that the terminal has made and not yet filled has no schema: it is not there yet.
    guard try Schema.journal.inspect(database) > 0 else { throw .absent }
    queries = try JournalQueries(database)
  }

  public func anchor() throws(StoreFault) -> JournalHead {
    try queries.anchor()
  }

  public func head() throws(StoreFault) -> JournalHead {
    try queries.head()
  }

  public func rows(from sequence: UInt64, limit: Int) throws(StoreFault) -> [JournalRow] {
    try queries.rows(from: sequence, limit: limit)
  }
}
