/// Something that was done to a file of a disk.
enum DiskChange: Sendable {
  case created(file: String)
  case written(file: String, offset: Int, bytes: [UInt8])
  case truncated(file: String, size: Int)
  /// All that was done to the file before is there to stay. Where `folder`, so are the names of all files.
  case flushed(file: String, folder: Bool)
  /// The file is gone; for good only where `folder`.
  case deleted(file: String, folder: Bool)

  var file: String {
    switch self {
    case .created(let file), .written(let file, _, _), .truncated(let file, _), .flushed(let file, _),
      .deleted(let file, _):
      file
    }
  }
}

/// What SQLite asks of a disk.
enum DiskRequest: CaseIterable, Sendable {
  case open, read, write, truncate, flush, delete, map
}

/// A disk that fails.
struct DiskFailure: Equatable, Sendable {
  enum Kind: CaseIterable, Sendable {
    /// Full: a write stops half way, and a flush or a new page of shared memory finds no room.
    case full
    /// Broken: whatever is asked ends in an error, half a write done.
    case broken

    func concerns(_ request: DiskRequest) -> Bool {
      switch self {
      case .full: request == .write || request == .flush || request == .map
      case .broken: true
      }
    }
  }

  var kind: Kind
  /// Which of the requests that the kind concerns fails, from 0.
  var at: Int
  /// Whether all after it fail too.
  var lasts: Bool

  init(_ kind: Kind, at: Int, lasts: Bool) {
    self.kind = kind
    self.at = at
    self.lasts = lasts
  }
}
