import CSQLite
import Foundation
import Testing
import Time

@testable import Journal

@Suite struct InboxTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  var path: String { scratch.path("inbox.sqlite") }
  let online = Contact(link: .online, last: morning, hubTime: morning.advanced(bySeconds: 3))

  @Test func isEmptyBeforeTheUplinkMadeIt() throws {
    #expect(try InboxReader(path: path).contents() == .empty)
    #expect(scratch.names.isEmpty)
    _ = try InboxWriter(path: path)
    #expect(try InboxReader(path: path).contents() == .empty)
  }

  @Test func carriesWhatWasWritten() throws {
    let writer = try InboxWriter(path: path)
    try writer.write(InboxChange(contact: online, receipt: [1], bundle: [2, 2], delta: [3]))
    let contents = try InboxReader(path: path).contents()
    #expect(contents.contact == online)
    #expect(contents.receipt?.bytes == [1])
    #expect(contents.bundle?.bytes == [2, 2])
    #expect(contents.delta?.bytes == [3])
    #expect(try writer.contents() == contents)
  }

  @Test func leavesWhatAChangeDoesNotName() throws {
    let writer = try InboxWriter(path: path)
    try writer.write(InboxChange(contact: online, receipt: [1], bundle: [2], delta: [3]))
    let before = try InboxReader(path: path).contents()
    try writer.write(InboxChange(contact: Contact(link: .offline, last: morning, hubTime: nil)))
    var after = try InboxReader(path: path).contents()
    #expect(after.contact == Contact(link: .offline, last: morning, hubTime: nil))
    after.contact = before.contact
    #expect(after == before)
  }

  @Test func aNewBundleTakesTheOldDeltaAway() throws {
    let writer = try InboxWriter(path: path)
    try writer.write(InboxChange(contact: online, bundle: [2], delta: [3]))
    try writer.write(InboxChange(contact: online, bundle: [4]))
    #expect(try writer.contents().delta == nil)
    try writer.write(InboxChange(contact: online, bundle: [5], delta: [6]))
    #expect(try writer.contents().delta?.bytes == [6])
  }

  @Test func leavesOutWhatTheReaderKnows() throws {
    let writer = try InboxWriter(path: path)
    let reader = InboxReader(path: path)
    try writer.write(InboxChange(contact: online, receipt: [1], bundle: [2]))
    let first = try reader.contents()
    let known = InboxStamps(receipt: first.receipt?.stamp ?? 0, bundle: first.bundle?.stamp ?? 0, delta: 0)
    #expect(known.receipt != 0 && known.bundle != 0)
    try writer.write(InboxChange(contact: online, receipt: [9], delta: [3]))
    let second = try reader.contents(knowing: known)
    #expect(second.receipt?.bytes == [9])
    #expect(second.receipt?.stamp != known.receipt)
    #expect(second.bundle == InboxLetter(stamp: known.bundle, bytes: []))
    #expect(second.delta?.bytes == [3])
  }

  @Test func survivesARestartOfBoth() throws {
    var writer: InboxWriter? = try InboxWriter(path: path)
    try writer?.write(InboxChange(contact: online, receipt: [1]))
    writer = nil
    #expect(try InboxReader(path: path).contents().receipt?.bytes == [1])
    #expect(try InboxWriter(path: path).contents().receipt?.bytes == [1])
  }

  @Test func aDamagedInboxIsSetAsideAndBegunAnew() throws {
    try Data(repeating: 0x5A, count: 9_000).write(to: URL(fileURLWithPath: path))
    #expect(fault { _ = try InboxReader(path: path).contents() } == .damaged)
    let writer = try InboxWriter(path: path)
    #expect(scratch.names.contains("inbox.sqlite.damaged"))
    try writer.write(InboxChange(contact: online, receipt: [1]))
    #expect(try InboxReader(path: path).contents().receipt?.bytes == [1])
  }

  /// A new inbox after damage must not look like the one a reader knows.
  @Test func stampsDifferAfterANewBeginning() throws {
    var stamps: Set<UInt64> = []
    for round in 1...8 {
      let file = scratch.path("inbox\(round).sqlite")
      let writer = try InboxWriter(path: file)
      try writer.write(InboxChange(contact: online, receipt: [1]))
      stamps.insert(try #require(try writer.contents().receipt?.stamp))
    }
    #expect(stamps.count == 8)
    #expect(!stamps.contains(0))
  }

  @Test func carriesTheLargestBundle() throws {
    let writer = try InboxWriter(path: path)
    let bundle = [UInt8](repeating: 7, count: 512 << 10)
    for _ in 1...20 { try writer.write(InboxChange(contact: online, bundle: bundle, delta: bundle)) }
    #expect(try InboxReader(path: path).contents().bundle?.bytes == bundle)
  }

  @Test func anInboxOfANewerFirmwareIsLeftAlone() throws {
    _ = try InboxWriter(path: path)
    #expect(try scratch.tamper("PRAGMA user_version = 2", file: "inbox.sqlite") == SQLITE_OK)
    #expect(fault { _ = try InboxWriter(path: path) } == .newerSchema)
    #expect(fault { _ = try InboxReader(path: path).contents() } == .newerSchema)
  }

  /// A reader in the middle of the writer's work sees the pair before or the pair after.
  @Test func aReaderSeesPairsOnly() throws {
    let writer = try InboxWriter(path: path)
    let reader = InboxReader(path: path)
    for round in 0...50 as ClosedRange<UInt8> {
      try writer.write(InboxChange(contact: online, receipt: [round], bundle: [round], delta: [round]))
      let contents = try reader.contents()
      #expect(contents.receipt?.bytes == [round])
      #expect(contents.bundle?.bytes == contents.delta?.bytes)
    }
  }
}
