import Foundation
import Testing
import Time

@testable import Journal

/// File access as another user, for this thread alone: `setfsuid(2)`. The kernel takes root's right to every file with it.
private enum FileUser {
  private typealias Setter = @convention(c) (UInt32) -> Int32

  static func run<Result>(user: UInt32, group: UInt32, _ body: () throws -> Result) rethrows -> Result {
    let setUser = setter("setfsuid")
    let setGroup = setter("setfsgid")
    _ = setGroup(group)
    _ = setUser(user)
    defer {
      _ = setUser(0)
      _ = setGroup(0)
    }
    return try body()
  }

  private static func setter(_ name: String) -> Setter { unsafeBitCast(dlsym(nil, name), to: Setter.self) }

  static let terminalGroup: UInt32 = 110
  static func asAcceptd<Result>(_ body: () throws -> Result) rethrows -> Result {
    try run(user: 100, group: 100, body)
  }
  /// A thread has one group for its files, so the reader's is the one that it shares with the writer.
  static func asUplinkd<Result>(_ body: () throws -> Result) rethrows -> Result {
    try run(user: 101, group: terminalGroup, body)
  }
  static func asStranger<Result>(_ body: () throws -> Result) rethrows -> Result {
    try run(user: 999, group: 999, body)
  }
}

/// The two daemons as two users: each writes its own folder, and reads the other's through a group they share.
@Suite(.enabled(if: geteuid() == 0, "only root can take on other users")) struct UserTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    chmod(scratch.path("."), 0o755)
  }

  /// A folder as a board's init makes it.
  private func folder(_ name: String, of user: UInt32) -> String {
    let path = scratch.path(name)
    mkdir(path, 0o700)
    chown(path, user, FileUser.terminalGroup)
    chmod(path, 0o2750)
    return path
  }

  private func mode(_ path: String) -> (mode: mode_t, user: uid_t, group: gid_t) {
    var status = stat()
    stat(path, &status)
    return (status.st_mode & 0o7777, status.st_uid, status.st_gid)
  }

  @Test func theJournalIsReadThroughTheGroupWhileItIsWritten() throws {
    let path = folder("acceptd", of: 100) + "/journal.sqlite"
    let store = try FileUser.asAcceptd { try SQLiteStore(path: path) }
    for sequence in 1...3 as ClosedRange<UInt64> {
      try FileUser.asAcceptd { try store.append(row(sequence), used: nil, usage: nil) }
      let head = try FileUser.asUplinkd { try JournalReader(path: path).head() }
      #expect(head.sequence == sequence)
    }
    for suffix in ["", "-wal", "-shm"] {
      let (mode, user, group) = mode(path + suffix)
      #expect(mode == 0o640 && user == 100 && group == FileUser.terminalGroup, "\(suffix)")
    }
  }

  @Test func theJournalIsReadWhenItsWriterIsGone() throws {
    let path = folder("acceptd", of: 100) + "/journal.sqlite"
    try FileUser.asAcceptd {
      let store = try SQLiteStore(path: path)
      try store.append(row(1), used: nil, usage: nil)
    }
    let head = try FileUser.asUplinkd { try JournalReader(path: path).head() }
    #expect(head.sequence == 1)
    // What a reader leaves must not keep the writer from its file.
    try FileUser.asAcceptd { try SQLiteStore(path: path).append(row(2), used: nil, usage: nil) }
    let after = try FileUser.asUplinkd { try JournalReader(path: path).head() }
    #expect(after.sequence == 2)
  }

  @Test func whoReadsTheJournalCannotWriteIt() throws {
    let path = folder("acceptd", of: 100) + "/journal.sqlite"
    let store = try FileUser.asAcceptd { try SQLiteStore(path: path) }
    #expect(throws: StoreFault.self) {
      try FileUser.asUplinkd { try SQLiteStore(path: path).append(row(1), used: nil, usage: nil) }
    }
    let head = try FileUser.asAcceptd { try store.head() }
    #expect(head.sequence == 0)
  }

  @Test func anybodyElseReadsNothing() throws {
    let path = folder("acceptd", of: 100) + "/journal.sqlite"
    let store = try FileUser.asAcceptd { try SQLiteStore(path: path) }
    #expect(throws: StoreFault.self) { try FileUser.asStranger { _ = try JournalReader(path: path) } }
    withExtendedLifetime(store) {}
  }

  @Test func theInboxIsReadThroughTheGroup() throws {
    let path = folder("uplinkd", of: 101) + "/inbox.sqlite"
    let before = try FileUser.run(user: 100, group: FileUser.terminalGroup) { try InboxReader(path: path).contents() }
    #expect(before == .empty)
    let writer = try FileUser.run(user: 101, group: 101) { try InboxWriter(path: path) }
    let online = Contact(link: .online, last: morning, hubTime: morning)
    for receipt in 1...3 as ClosedRange<UInt8> {
      try FileUser.run(user: 101, group: 101) { try writer.write(InboxChange(contact: online, receipt: [receipt])) }
      let contents = try FileUser.run(user: 100, group: FileUser.terminalGroup) {
        try InboxReader(path: path).contents()
      }
      #expect(contents.receipt?.bytes == [receipt])
    }
  }
}
