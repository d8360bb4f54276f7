import Testing
import Wire

@testable import Journal

/// The inbox's power cut at every change of the disk. What is left is opened by the code that ships, and is to be what was
/// there after the last change that brought something signed, or what came after that; a reader may be there before the
/// writer.
@Suite struct InboxPowerCutTests {
  /// A contact is not flushed, a letter is; a bundle takes its delta away, and fills many pages.
  static let changes: [InboxChange] = {
    let online = Contact(link: .online, last: morning, hubTime: morning)
    let offline = Contact(link: .offline, last: morning, hubTime: nil)
    return [
      InboxChange(contact: online, receipt: [1]), InboxChange(contact: offline),
      InboxChange(contact: online, bundle: [UInt8](repeating: 2, count: 9_000)),
      InboxChange(contact: offline), InboxChange(contact: online),
      InboxChange(contact: online, receipt: [3], delta: [UInt8](repeating: 4, count: 5_000)),
      InboxChange(contact: online, receipt: [5], bundle: [UInt8](repeating: 6, count: 20_000)),
      InboxChange(contact: offline), InboxChange(contact: online, receipt: [7]),
      InboxChange(contact: online, lists: HubLists(uses: [8])), InboxChange(contact: offline),
    ]
  }()

  @Test func anInboxCutAnywhereHoldsWhatWasSigned() throws {
    let disk = try Disk()
    let path = disk.path("inbox.sqlite")
    var history = [Acknowledged(position: 0, contents: InboxContents.empty, lasting: 0)]
    var writer: InboxWriter?
    for (index, change) in Self.changes.enumerated() {
      // Opened anew now and then: its log is copied into the file by that.
      if index % 4 == 0 {
        writer = nil
        writer = try InboxWriter(path: path)
      }
      try writer?.write(change)
      let lasting = change.isSigned ? history.count : history[history.count - 1].lasting
      history.append(
        Acknowledged(
          position: disk.record.count, contents: try InboxReader(path: path).contents(), lasting: lasting))
    }
    writer = nil
    #expect(try tryCuts(of: disk, history, examine: examine) > 200)
  }

  private func examine(_ files: [String: [UInt8]], _ allowed: [InboxContents], _ cut: Comment) throws {
    let disk = try Disk(files: files)
    let path = disk.path("inbox.sqlite")
    do {
      let isHalfMade = files["inbox.sqlite-journal"] != nil
      try expectReader(of: path, allowed, isHalfMade: isHalfMade, cut)
      let writer = try InboxWriter(path: path)
      #expect(allowed.contains(try writer.contents()), cut)
      try writer.write(InboxChange(contact: .never, receipt: [99]))
      #expect(try InboxReader(path: path).contents().receipt?.bytes == [99], cut)
    } catch {
      Issue.record(error, cut)
    }
    #expect(disk.names.allSatisfy { !$0.contains("damaged") }, cut)
  }

  /// While the file is first made, what a cut leaves of it is its writer's to clear away: a reader waits.
  private func expectReader(
    of path: String, _ allowed: [InboxContents], isHalfMade: Bool, _ cut: Comment
  ) throws(StoreFault) {
    do throws(StoreFault) {
      let contents = try InboxReader(path: path).contents()
      #expect(allowed.contains(contents), cut)
    } catch {
      guard isHalfMade, error == .failed, allowed.contains(.empty) else { throw error }
    }
  }
}
