/// Why a store could not do what was asked. In every case nothing of the asked was done.
public enum StoreFault: Error, Equatable, Sendable, CaseIterable {
  /// No room on the disk or in the file. The store is usable, and takes entries again once there is room.
  case full
  /// The disk or the operating system failed. A power cut right after a failed commit may still bring the entry back;
  /// no other entry can take its sequence.
  case failed
  /// The file is not what was written: set it aside, and let the hub say how the terminal goes on.
  case damaged
  /// A newer firmware wrote the file. It was not touched.
  case newerSchema
  /// The file is another program's, another terminal's, or was signed with another key. It was not touched.
  case foreign
  /// The file is not there. Said by readers only: a writer makes it.
  case absent
  /// The sequence is not the next one: something else has written.
  case outOfSequence
  /// The presentation is in the memory already: the code was accepted before.
  case alreadyUsed
  /// The terminal's journal key could not sign, or the hub's key could not seal.
  case keyUnavailable
  /// The entry is not one that the hub would take: too large, or with a field out of its range.
  case unfit
}

extension StoreFault {
  /// A few words for the log.
  public var explanation: String {
    switch self {
    case .full: "no room on the disk"
    case .failed: "the disk failed"
    case .damaged: "damaged, and set aside where this process writes it"
    case .newerSchema: "written by a newer firmware"
    case .foreign: "another program's, terminal's or key's"
    case .absent: "not there"
    case .outOfSequence: "something else writes it"
    case .alreadyUsed: "the presentation was used before"
    case .keyUnavailable: "no key to sign or to seal with"
    case .unfit: "not an entry that the hub would take"
    }
  }
}
