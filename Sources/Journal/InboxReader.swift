/// The terminal's view of the inbox. It opens the file for each look and closes it again, so that an inbox that was
/// begun anew beside it is seen, and no look holds anything up.
public struct InboxReader: Sendable {
  private let path: String

  public init(path: String) {
    self.path = path
  }

  /// What is in the inbox now, in one snapshot. An inbox that is not there yet is empty.
  ///
  /// `known`: the stamps of what the caller holds already; the bytes of those are left out.
  public func contents(knowing known: InboxStamps = .none) throws(StoreFault) -> InboxContents {
    do throws(StoreFault) {
      let database = try Database(path: path, access: .read)
      guard try Schema.inbox.inspect(database) > 0 else { return .empty }
      return try InboxQueries(database).contents(knowing: known)
    } catch {
      guard error == .absent else { throw error }
      return .empty
    }
  }
}
