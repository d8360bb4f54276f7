/// The way on for a terminal whose journal was damaged. Nothing here is called by the terminal itself: somebody decides it.
extension SQLiteStore {
  /// Makes a journal whose first entry follows `head`, for a terminal whose own file was damaged: `head` is the highest
  /// entry that the hub holds, and the hub's operator says it. `.outOfSequence` when a journal, or the log of one, stands
  /// at `path` already.
  ///
  /// A power cut leaves the whole of it or nothing: a journal that began at 1 by accident would be a second chain.
  public static func begin(path: String, after head: JournalHead, limits: Limits = .shipping) throws(StoreFault) {
    let place = FilePlace(path: path)
    guard !place.existsInPart else { throw .outOfSequence }
    let draft = FilePlace(path: path + ".new")
    // What an earlier attempt left has no entries.
    draft.remove()
    try draft.make()
    try OpenJournal(at: draft, schema: .journal, limits: limits).begin(after: head)
    try draft.move(to: place)
  }

  /// Renames what stands at `path`, logs included, to the first free of `<path>.damaged`, `<path>.damaged.2`…, and returns
  /// that name; nil where nothing stands there. Nobody may have the journal open. `.failed` when it stands there still.
  public static func setAside(path: String) throws(StoreFault) -> String? {
    let place = FilePlace(path: path)
    guard place.existsInPart else { return nil }
    let name = place.setAside()
    guard let name, !place.existsInPart else { throw .failed }
    return name
  }

  /// The name of the file that was set aside last, of the journal at `path`.
  public static func newestSetAside(path: String) -> String? {
    FilePlace(path: path).newestSetAside
  }

  /// The newest entry that the journal at `path`, which may be damaged, once had on the disk for certain; nil where nothing says.
  public static func markedHead(path: String) -> JournalHead? {
    DurableMarkFile(reading: FilePlace(path: path).markPath).read()?.head
  }
}
