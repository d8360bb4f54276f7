import Delivery
import Foundation
import Testing
import Time
import Wire

@testable import Journal
@testable import Uplink

/// What reaches the inbox, and when it is worth writing.
@Suite final class LettersTests {
  let folder: URL
  let inbox: InboxWriter
  let now = UnixTime(seconds: 1_795_000_000)

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "letters-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    inbox = try InboxWriter(path: folder.appending(path: "inbox.sqlite").path)
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  func outcome(receipt: [UInt8]? = nil, bundle: [UInt8]? = nil, delta: [UInt8]? = nil, answered: Bool = true) -> Outcome
  {
    var outcome = Outcome()
    outcome.receipt = receipt
    outcome.bundle = bundle
    outcome.delta = delta
    outcome.hubTime = answered ? now : nil
    return outcome
  }

  @Test func writesNewsAtOnce() throws {
    var letters = Letters(inbox: inbox, contact: .never)
    letters.take(outcome(receipt: [1]), at: now)
    #expect(try letters.deliver(at: now))
    var news = outcome(bundle: [2], delta: [3])
    news.lists = HubLists(losses: [4], disputes: [5], uses: [6])
    letters.take(news, at: now)
    #expect(try letters.deliver(at: now))
    let contents = try inbox.contents()
    #expect(contents.receipt?.bytes == [1])
    #expect(contents.bundle?.bytes == [2])
    #expect(contents.delta?.bytes == [3])
    #expect(contents.lists.losses?.bytes == [4])
    #expect(contents.lists.disputes?.bytes == [5])
    #expect(contents.lists.uses?.bytes == [6])
    #expect(contents.contact == Contact(link: .online, last: now, hubTime: now))
  }

  @Test func writesNoContactThatIsNoNews() throws {
    var letters = Letters(inbox: inbox, contact: .never)
    letters.take(outcome(), at: now)
    #expect(try letters.deliver(at: now))
    let soon = now.advanced(bySeconds: Contact.writeIntervalSeconds - 1)
    letters.take(outcome(), at: soon)
    #expect(try !letters.deliver(at: soon))
    #expect(try inbox.contents().contact.last == now)
    let later = now.advanced(bySeconds: Contact.writeIntervalSeconds)
    letters.take(outcome(), at: later)
    #expect(try letters.deliver(at: later))
    #expect(try inbox.contents().contact.last == later)
  }

  @Test func writesEachChangeOfTheLink() throws {
    var letters = Letters(inbox: inbox, contact: .never)
    letters.noAnswer()
    #expect(try !letters.deliver(at: now))
    letters.take(outcome(), at: now)
    #expect(try letters.deliver(at: now))
    letters.noAnswer()
    #expect(try letters.deliver(at: now))
    #expect(try inbox.contents().contact == Contact(link: .offline, last: now, hubTime: now))
    letters.noAnswer()
    #expect(try !letters.deliver(at: now))
    letters.take(outcome(), at: now)
    #expect(try letters.deliver(at: now))
    #expect(try inbox.contents().contact.link == .online)
  }

  @Test func anAnswerThatIsNoneIsNoContact() throws {
    var letters = Letters(inbox: inbox, contact: .never)
    letters.take(outcome(answered: false), at: now)
    #expect(try !letters.deliver(at: now))
    #expect(try inbox.contents().contact == .never)
  }

  /// A disk that is full loses nothing: what could not be written waits, and what is newer takes its place.
  @Test func keepsWhatCouldNotBeWritten() throws {
    var letters = Letters(inbox: inbox, contact: .never)
    let tooLarge = [UInt8](repeating: 1, count: Int(InboxWriter.maximumBytes))
    letters.take(outcome(receipt: [1], bundle: tooLarge, delta: [3]), at: now)
    #expect(throws: StoreFault.full) { try letters.deliver(at: self.now) }
    #expect(try inbox.contents() == .empty)
    letters.noAnswer()
    #expect(throws: StoreFault.full) { try letters.deliver(at: self.now) }
    letters.take(outcome(bundle: [4]), at: now)
    #expect(try letters.deliver(at: now))
    let contents = try inbox.contents()
    #expect(contents.receipt?.bytes == [1])
    #expect(contents.bundle?.bytes == [4])
    // It belonged to the bundle before.
    #expect(contents.delta == nil)
  }
}
