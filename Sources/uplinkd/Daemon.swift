import CGlibc
import Delivery
import HTTPS
import Journal
import LibCrypto
import Linux
import Settings
import TerminalKeys
import Time
import Uplink
import Wire

/// Waits for the next exchange to be due, makes it, and puts what it brought into the inbox. Beside that it carries inquiries
/// to the hub and answers back, at once and without keeping anything of them. Between these it sleeps.
final class Daemon {
  private let start: Start
  private var ground: Ground<Kernel>
  private var uplink: Uplink
  private var network: NetworkWatch<Kernel>
  /// Nil until it is needed, and after the key was wiped.
  private var line: HubLine?
  /// The exchange under way.
  private var upload: Upload?
  /// The ID of the inquiry under way.
  private var inquiry: [UInt8]?
  private var letters: Letters<InboxWriter>
  private var log = FaultLog()

  private var isEnding = false
  /// An exchange has failed, and the inbox was not told.
  private var hasFailed = false
  private var isTampered = false
  /// The TLS key is gone, and that was said.
  private var isWiped = false
  /// There is something new to tell the hub, or a way to it again.
  private var hasNews = false
  /// How often a service manager that watches wants to hear, in milliseconds; nil: nobody watches.
  private let aliveMilliseconds: UInt64?

  private static let networkToken: UInt8 = 1

  /// One exchange, as it was begun.
  private struct Upload {
    let journal: HeldJournal<JournalReader>?
    let sent: Int
  }

  /// Runs to the end and returns the exit status.
  static func run() -> Int32 {
    do throws(StartFault) {
      let start = try Start(arguments: Process.arguments, at: Clock<Kernel>.known.wall)
      return try Daemon(start).loop()
    } catch {
      Process.log("uplinkd: " + error.line)
      return 1
    }
  }

  private init(_ start: consuming Start) throws(StartFault) {
    let runtime = start.settings.runtime
    do throws(SystemFault) {
      ground = try Ground(
        socket: Settings.path("uplinkd.sock", in: runtime), other: Settings.path("acceptd.sock", in: runtime),
        manager: Process.variable("NOTIFY_SOCKET"), watchdog: nil)
    } catch {
      throw StartFault(line: "the runtime folder: " + error.explanation)
    }
    do throws(SystemFault) {
      network = try NetworkWatch()
      _ = try ground.watch(network.number, .reading, token: Daemon.networkToken)
    } catch {
      throw StartFault(line: "the kernel does not tell of the network: " + error.explanation)
    }
    uplink = Uplink(
      terminal: start.terminal, trust: start.trust, receipt: start.receipt, lists: start.lists,
      startedAt: Clock<Kernel>.uptime)
    letters = Letters(inbox: start.inbox, contact: start.contact)
    aliveMilliseconds = ServiceManager<Kernel>.aliveMilliseconds(limit: Process.variable("WATCHDOG_USEC"))
    self.start = start
  }

  private func loop() -> Int32 {
    while !isEnding {
      ground.alive()
      if upload == nil {
        if hasNews { uplink.nudged(at: Clock<Kernel>.uptime) }
        hasNews = false
        if Clock<Kernel>.uptime >= uplink.schedule.due { begin() }
      }
      guard look(until: deadline) else { return 1 }
      if isTampered { wipe() }
      takeAnswer()
      guard finish() else { return 1 }
    }
    ground.stopping()
    return 0
  }

  /// When there is something to do though nothing happens.
  private var deadline: Uptime {
    var deadline = Clock<Kernel>.uptime.advanced(byMilliseconds: aliveMilliseconds ?? Daemon.longestMilliseconds)
    if upload == nil { deadline = min(deadline, uplink.schedule.due) }
    if let due = network.due { deadline = min(deadline, due) }
    return deadline
  }

  private static let longestMilliseconds: UInt64 = 3_600_000

  /// Sleeps until something happens or `deadline`, and takes in what it was. False where the kernel refuses, which a
  /// restart mends.
  private func look(until deadline: Uptime) -> Bool {
    var until = deadline
    if let line, line.isBusy {
      let now = Clock<Kernel>.uptime
      let milliseconds = deadline > now ? (deadline.microseconds - now.microseconds) / 1_000 + 1 : 0
      line.wait(milliseconds: milliseconds, orReading: ground.number)
      until = Clock<Kernel>.uptime
    }
    do throws(SystemFault) {
      let awakening = try ground.wait(until: until)
      isEnding = isEnding || awakening.isEnd
      isTampered = isTampered || awakening.nudges.contains(.tampered)
      hasNews = hasNews || awakening.nudges.contains(.entries)
      if awakening.devices.contains(Daemon.networkToken) { try network.hear(at: Clock<Kernel>.uptime) }
      hasNews = network.isDue(at: Clock<Kernel>.uptime) || hasNews
      for letter in awakening.letters where letter.kind == .inquiry { ask(letter.body) }
      return true
    } catch {
      Process.log("uplinkd: " + error.explanation)
      return false
    }
  }

  // MARK: Inquiries

  /// Sends an inquiry at once, beside whatever is under way. An earlier one is let be: nobody waits for it any more.
  private func ask(_ signed: [UInt8]) {
    guard
      let id = try? Inquiry(decoding: Signed.payloadUnverified(signed, kind: .inquiry)).id.bytes
    else { return }
    if inquiry != nil { line?.inquiries.cancel() }
    inquiry = id
    do throws(TransportFault) {
      try opened().inquiries.begin(signed)
    } catch {
      unanswered(error)
    }
  }

  /// Hands on what came for the inquiry. What it says is the terminal's to believe, by the hub's signature.
  private func takeAnswer() {
    switch line?.inquiries.takeOutcome() {
    case nil: return
    case .success(let answer):
      log.inquiry(nil)
      inquiry = nil
      _ = ground.send(Letter(.answer, answer))
    case .failure(let fault): unanswered(fault)
    }
    Memory.release()
  }

  private func unanswered(_ fault: TransportFault) {
    log.inquiry(fault)
    if let inquiry { _ = ground.send(Letter(.noAnswer, inquiry)) }
    inquiry = nil
  }

  // MARK: Exchanges

  /// Begins an exchange.
  private func begin() {
    let journal = HeldJournal(path: start.settings.journal, log: &log)
    let anchor = journal?.anchor ?? 0
    let request = uplink.request(of: journal?.entries(from: uplink.firstToSend(after: anchor)) ?? [], after: anchor)
    upload = Upload(journal: journal, sent: request.entries.count)
    do throws(TransportFault) {
      try opened().uploads.begin(Daemon.body(of: request))
    } catch {
      failed(error)
    }
  }

  /// Takes in what came of the exchange, where it is over. False where the inbox has to be begun anew, which a restart does.
  private func finish() -> Bool {
    if let upload, let outcome = line?.uploads.takeOutcome() {
      switch outcome {
      case .success(let answer):
        let now = Clock<Kernel>.known
        let outcome = uplink.answered(
          answer, sent: upload.sent, journal: upload.journal?.chain, at: now, random: random())
        log.answered(outcome, receipted: uplink.receipted)
        letters.take(outcome, at: now.wall)
      case .failure(let fault): failed(fault)
      }
      self.upload = nil
      Memory.release()
    } else if !hasFailed {
      return true
    }
    hasFailed = false
    do throws(StoreFault) {
      if try letters.deliver(at: Clock<Kernel>.known.wall) { ground.tell(.inbox) }
      log.inbox(nil)
      return true
    } catch {
      log.inbox(error)
      return error != .damaged
    }
  }

  private func failed(_ fault: TransportFault) {
    uplink.failed(fault, at: Clock<Kernel>.uptime, random: random())
    upload = nil
    hasFailed = true
    guard fault != .interrupted else { return }
    log.failed(fault)
    letters.noAnswer()
  }

  private static func body(of request: UploadRequest) -> [UInt8] {
    // What the journal holds has been through the same limits; a request that cannot be encoded asks for news only.
    if let body = try? request.encoded() { return body }
    var bare = request
    bare.entries = []
    return (try? bare.encoded()) ?? []
  }

  private func opened() throws(TransportFault) -> HubLine {
    if let line { return line }
    var key = try key()
    defer { Memory.cleanse(&key) }
    let opened = try HubLine(start.identity, inquiries: start.inquiryIdentity, key: key)
    line = opened
    return opened
  }

  /// The TLS key as libcurl takes it.
  private func key() throws(TransportFault) -> [UInt8] {
    let key: SigningKey
    do throws(OwnKeyFault) { key = try start.key.load() } catch {
      // That it is gone after the tamper line was said as it was wiped.
      log.key(isWiped ? nil : error)
      throw .identityUnusable
    }
    log.key(nil)
    do throws(CryptoFault) { return try key.pem() } catch { throw .unavailable }
  }

  /// Destroys the TLS key. What libcurl holds of it in memory goes with the line.
  private func wipe() {
    isTampered = false
    line = nil
    inquiry = nil
    if upload != nil { failed(.interrupted) }
    do throws(FileFault) {
      try Files<Kernel>.wipe(start.key.path)
      if !isWiped { Process.log("uplinkd: the terminal was opened: the TLS key is wiped") }
      isWiped = true
    } catch {
      Process.log("uplinkd: the terminal was opened, and the TLS key cannot be wiped: " + error.explanation)
    }
  }

  /// For jitter only. Without entropy there is no TLS either, so nothing is lost by a constant.
  private func random() -> UInt64 {
    guard let bytes = try? Random.bytes(8) else { return 0 }
    return bytes.reduce(0) { $0 << 8 | UInt64($1) }
  }
}
