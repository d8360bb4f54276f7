import Testing

@testable import RigProtocol

@Suite struct CommitWatchTests {
  private typealias Call = CommitWatch.Call
  private static let page = Call.write(bytes: 4_096)
  private static let frame = Call.write(bytes: 24)
  /// What SQLite does for one page of a transaction.
  private static let one = [frame, page]

  /// The index of the call at whose beginning the process is stopped.
  private func stop(_ moment: RigMoment, _ calls: [Call]) -> Int? {
    var watch = CommitWatch(moment, pageBytes: 4_096)
    for (index, call) in calls.enumerated() {
      if watch.enters(call) { return index }
      watch.leaves(call)
    }
    return nil
  }

  private static let entry = one + one + one + one + [.sync]

  @Test func `before: at the call that makes an entry durable`() {
    let calls = [.other] + Self.entry + [.other]
    #expect(stop(.before, calls) == 9)
  }

  @Test func `after: at the next call of any kind`() {
    let calls = [.other] + Self.entry + [.other]
    #expect(stop(.after, calls) == 10)
  }

  @Test(arguments: RigMoment.allCases) func `a commit of one page is no entry`(moment: RigMoment) {
    #expect(stop(moment, Self.one + [.sync, .other, .other]) == nil)
    #expect(stop(moment, Self.one + [.sync, .other] + Self.one + [.sync, .other]) == nil)
  }

  @Test func `the head of a log that is begun anew is no commit`() {
    let head: [Call] = [.write(bytes: 32), .sync]
    #expect(stop(.before, head + Self.entry + [.other]) == 10)
    #expect(stop(.after, head + Self.entry + [.other]) == 11)
  }

  @Test func `a log that is written on after a sync was not committed by it`() {
    let calls = Self.entry + Self.one + [.sync, .other]
    #expect(stop(.after, calls) == nil)
  }
}
