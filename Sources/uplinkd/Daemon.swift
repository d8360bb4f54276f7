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

/// Waits for the next exchange to be due, makes it, and puts what it brought into the inbox. Between exchanges it sleeps.
final class Daemon {
  private let start: Start
  private var ground: Ground<Kernel>
  private var uplink: Uplink
  private var network: NetworkWatch<Kernel>
  private var client: HTTPSClient?
  private var letters: Letters<InboxWriter>
  private var log = FaultLog()

  private var isEnding = false
  private var isTampered = false
  /// The TLS key is gone, and that was said.
  private var isWiped = false
  /// There is something new to tell the hub, or a way to it again.
  private var hasNews = false
  private var lastLook = Clock<Kernel>.uptime
  /// How often a service manager that watches wants to hear, in milliseconds; nil: nobody watches.
  private let aliveMilliseconds: UInt64?

  private static let networkToken: UInt8 = 1
  /// Between two looks at signals and nudges during an exchange.
  private static let lookMilliseconds: UInt64 = 200

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
      terminal: start.terminal, trust: start.trust, receipt: start.receipt, startedAt: Clock<Kernel>.uptime)
    letters = Letters(inbox: start.inbox, contact: start.contact)
    aliveMilliseconds = ServiceManager<Kernel>.aliveMilliseconds(limit: Process.variable("WATCHDOG_USEC"))
    self.start = start
  }

  private func loop() -> Int32 {
    while !isEnding {
      ground.alive()
      if Clock<Kernel>.uptime >= uplink.schedule.due {
        guard exchange() else { return 1 }
        Memory.release()
        continue
      }
      var deadline = uplink.schedule.due
      if let aliveMilliseconds {
        deadline = min(deadline, Clock<Kernel>.uptime.advanced(byMilliseconds: aliveMilliseconds))
      }
      if let due = network.due { deadline = min(deadline, due) }
      guard look(until: deadline) else { return 1 }
      if hasNews { uplink.nudged(at: Clock<Kernel>.uptime) }
      hasNews = false
      if isTampered { wipe() }
    }
    ground.stopping()
    return 0
  }

  /// Sleeps until something happens or `deadline`, and takes in what it was. False where the kernel refuses, which a
  /// restart mends.
  private func look(until deadline: Uptime) -> Bool {
    do throws(SystemFault) {
      let awakening = try ground.wait(until: deadline)
      isEnding = isEnding || awakening.isEnd
      isTampered = isTampered || awakening.nudges.contains(.tampered)
      hasNews = hasNews || awakening.nudges.contains(.entries)
      if awakening.devices.contains(Daemon.networkToken) { try network.hear(at: Clock<Kernel>.uptime) }
      hasNews = network.isDue(at: Clock<Kernel>.uptime) || hasNews
      return true
    } catch {
      Process.log("uplinkd: " + error.explanation)
      return false
    }
  }

  /// Whether an exchange under way is to be given up: for the end, or for the tamper line.
  private func isInterrupted() -> Bool {
    let now = Clock<Kernel>.uptime
    if now >= lastLook.advanced(byMilliseconds: Daemon.lookMilliseconds) {
      lastLook = now
      ground.alive()
      guard look(until: now) else { return true }
    }
    return isEnding || isTampered
  }

  /// Makes one exchange. False where the inbox has to be begun anew, which a restart does.
  private func exchange() -> Bool {
    let journal = HeldJournal(path: start.settings.journal, log: &log)
    let anchor = journal?.anchor ?? 0
    let request = uplink.request(of: journal?.entries(from: uplink.firstToSend(after: anchor)) ?? [], after: anchor)
    hasNews = false
    do throws(TransportFault) {
      let answer = try send(request)
      let now = Clock<Kernel>.known
      let outcome = uplink.answered(
        answer, sent: request.entries.count, journal: journal?.chain, at: now, random: random())
      log.answered(outcome, receipted: uplink.receipted)
      letters.take(outcome, at: now.wall)
    } catch {
      uplink.failed(error, at: Clock<Kernel>.uptime, random: random())
      if error != .interrupted {
        log.failed(error)
        letters.noAnswer()
      }
    }
    if isTampered { wipe() }
    if hasNews { uplink.nudged(at: Clock<Kernel>.uptime) }
    hasNews = false
    do throws(StoreFault) {
      if try letters.deliver(at: Clock<Kernel>.known.wall) { ground.tell(.inbox) }
      log.inbox(nil)
      return true
    } catch {
      log.inbox(error)
      return error != .damaged
    }
  }

  private func send(_ request: UploadRequest) throws(TransportFault) -> [UInt8] {
    let client = try opened()
    // What the journal holds has been through the same limits; a request that cannot be encoded asks for news only.
    var body = (try? request.encoded()) ?? []
    if body.isEmpty {
      var bare = request
      bare.entries = []
      body = (try? bare.encoded()) ?? []
    }
    return try client.exchange(body) { self.isInterrupted() }
  }

  private func opened() throws(TransportFault) -> HTTPSClient {
    if let client { return client }
    var key = try key()
    defer { Memory.cleanse(&key) }
    let opened = try HTTPSClient(identity: start.identity, key: key)
    client = opened
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

  /// Destroys the TLS key. What libcurl holds of it in memory goes with the client.
  private func wipe() {
    isTampered = false
    client = nil
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
