import Counter
import Devices
import Journal
import Settlement
import Time
import Trust
import Wire

extension Terminal {
  /// Carries out what the counter wants, in its order.
  mutating func perform(_ effects: [Effect]) {
    for effect in effects {
      switch effect {
      case .show(let screen): show(screen)
      case .commit(let draft): commit(draft)
      case .ask(let draft): ask(draft)
      case .giveUp(let reason): giveUp(reason)
      case .lookUp(let lookup): lookUp(lookup)
      case .keepLoss(let card): keepLoss(of: card)
      case .print(let paper): print(paper)
      case .renewDisplay: renewDisplay()
      case .beep(let beep): play(beep)
      case .light(let light): shine(light)
      case .count(let occurrence): tally.count(occurrence)
      }
    }
  }

  /// Makes a sale durable, or what else is to be an entry. Only then is the counter told, and only then does it show, sound or print anything of it.
  private mutating func commit(_ draft: EntryProposal) {
    do throws(StoreFault) {
      let entry = try committed(draft)
      report(.committed(sequence: entry.sequence))
      pendingInquiry = nil
      trust.saw(entry)
      countPending()
      // The paper says the time that the entry has.
      let then = Moment(wall: entry.at, uptime: environment.now.uptime)
      perform(counter.committed(sequence: entry.sequence, at: then, in: context(at: then)))
      environment.tellUplink(.entries)
    } catch {
      report(.commitRefused(error))
      if error.isLasting { journalFault = error }
      let then = self.now
      perform(counter.commitRefused(StoreRefusal(error), at: then, in: context(at: then)))
    }
  }

  private mutating func committed(_ draft: EntryProposal) throws(StoreFault) -> JournalEntry {
    guard let sealingKey = trust.state?.hubSealingKey, journal != nil else { throw .keyUnavailable }
    // An intent that another sale left behind; this one's own is settled by it.
    if pendingInquiry == nil { reverseOpenIntent(.interrupted) }
    var used: UsedPresentation?
    if let digest = draft.body.presentationDigest, let expires = draft.presentationExpires {
      used = UsedPresentation(digest: digest, expires: expires)
    }
    let entry = EntryDraft(body: draft.body, personal: draft.personal, used: used)
    guard let made = try journal?.commit(entry, sealedTo: sealingKey, at: draft.at) else { throw .failed }
    return made
  }

  /// What the counter decides by, as it is now.
  mutating func context(at now: Moment) -> Context {
    let status = Status(
      link: Link(contact.link), pending: pending?.count, oldestPending: pending?.oldest, trust: trust.age(at: now.wall),
      isClockTrusted: trust.floor.isTrusted(environment.now.wall), hasRoom: journal?.hasRoom() ?? true,
      impediment: impediment,
      isScannerDown: scanner.isBabbling || !connections[Device.scanner].isOpen,
      isPrinterDown: printer.trouble != nil || !connections[Device.printer].isOpen, isKeyStuck: !keypad.stuck.isEmpty,
      disputes: disputes?.count ?? 0)
    return Context(status: status, policy: trust.state?.policy ?? .closed, trustVersion: trust.state?.version ?? 1)
  }

  /// What keeps the terminal from accepting anything, the gravest first.
  private var impediment: Impediment? {
    if isTampered { return .tampered }
    if isSelfTestFailed { return .selfTestFailed }
    if keyFault != nil || trust.state == nil { return .notProvisioned }
    return journal == nil || journalFault != nil ? .storeDamaged : nil
  }

  mutating func countPending() {
    do throws(StoreFault) {
      pending = try journal?.pending(after: receipted)
    } catch {
      journalFailed(error)
      // How many they are needs no reading, and to show fewer than there are would be a false comfort.
      pending = journal.map { Pending(count: $0.pendingCount(after: receipted), oldest: nil) }
    }
  }

  /// The journal could not do something. A fault that lasts ends the sales; another may be over the next time.
  mutating func journalFailed(_ fault: StoreFault) {
    report(.journalUnavailable(fault))
    if fault.isLasting { journalFault = fault }
  }
}

extension Link {
  init(_ link: Contact.Link) {
    self =
      switch link {
      case .never: .never
      case .online: .online
      case .offline: .offline
      }
  }
}

extension StoreFault {
  /// Whether the next sale would meet it too, so that none is begun.
  var isLasting: Bool {
    switch self {
    case .damaged, .newerSchema, .foreign, .outOfSequence: true
    case .full, .failed, .absent, .alreadyUsed, .keyUnavailable, .unfit: false
    }
  }
}

extension StoreRefusal {
  init(_ fault: StoreFault) {
    self =
      switch fault {
      case .full: .full
      case .failed, .absent, .unfit: .failed
      case .damaged, .newerSchema, .foreign, .outOfSequence: .damaged
      case .alreadyUsed: .alreadyUsed
      case .keyUnavailable: .keyUnavailable
      }
  }
}
