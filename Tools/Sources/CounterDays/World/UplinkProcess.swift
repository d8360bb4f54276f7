import Codes
import Delivery
import Journal
import LibCrypto
import Seeds
import Time
import Trust
import Uplink
import Wire

/// The uplink's process, in virtual time: what `uplinkd` does around what it shares with this, without a network.
struct UplinkProcess {
  /// A request on its way, and what will come of it.
  private struct Exchange {
    var arrives: Uptime
    var answer: Result<[UInt8], TransportFault>
    var sent: Int
    var journal: HeldJournal<MemoryStore>?
  }

  private var uplink: Uplink
  private var letters: Letters<CutInbox>
  private var random: Seeded
  private var exchange: Exchange?
  /// There is something new to tell the hub.
  private var hasNews = false

  /// Starts on what is in the inbox and in the image.
  init(
    terminal: TerminalID, root: PublicKey, region: RegionPrefix, image: [UInt8], inbox: CutInbox, at now: Moment,
    seed: UInt64
  ) throws {
    let contents = try inbox.contents()
    let trust = try TrustState.opening(
      image: image, inbox: contents, root: VerifyingKey(root), region: region, at: now.wall)
    uplink = Uplink(
      terminal: terminal, trust: trust, receipt: contents.receipt?.bytes,
      lists: contents.lists.map { $0.bytes }, startedAt: now.uptime)
    letters = Letters(inbox: inbox, contact: contents.contact)
    random = Seeded(seed)
  }

  /// Whether a request is under way.
  var isWaiting: Bool { exchange != nil }

  /// When it next does something.
  var due: Uptime { exchange?.arrives ?? uplink.schedule.due }

  /// The terminal says that it has new entries.
  mutating func nudge(at now: Uptime) {
    hasNews = true
    guard exchange == nil else { return }
    uplink.nudged(at: now)
  }

  /// Does what is due. True where the inbox has changed.
  mutating func act(
    at now: Moment, disk: MemoryStore, send: ([UInt8], Uptime) -> (Uptime, Result<[UInt8], TransportFault>)
  ) -> Bool {
    guard let done = exchange else {
      begin(at: now, disk: disk, send: send)
      return false
    }
    exchange = nil
    switch done.answer {
    case .success(let answer):
      let outcome = uplink.answered(
        answer, sent: done.sent, journal: done.journal?.chain, at: now, random: random.next())
      letters.take(outcome, at: now.wall)
    case .failure(let fault):
      uplink.failed(fault, at: now.uptime, random: random.next())
      letters.noAnswer()
    }
    if hasNews { uplink.nudged(at: now.uptime) }
    hasNews = false
    // A fault of the inbox is met again, and what waits for it waits on.
    return (try? letters.deliver(at: now.wall)) ?? false
  }

  private mutating func begin(
    at now: Moment, disk: MemoryStore, send: ([UInt8], Uptime) -> (Uptime, Result<[UInt8], TransportFault>)
  ) {
    let journal = try? HeldJournal(disk)
    let anchor = journal?.anchor ?? 0
    let request = uplink.request(of: journal?.entries(from: uplink.firstToSend(after: anchor)) ?? [], after: anchor)
    hasNews = false
    let body = (try? request.encoded()) ?? []
    let (arrives, answer) = send(body, now.uptime)
    exchange = Exchange(arrives: arrives, answer: answer, sent: request.entries.count, journal: journal)
  }
}
