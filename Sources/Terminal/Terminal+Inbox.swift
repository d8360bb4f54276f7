import Counter
import Journal
import Time
import Wire

extension Terminal {
  /// The uplink says that the inbox changed.
  mutating func readInbox() {
    take(inboxContents())
  }

  /// What is in the inbox. One that cannot be read is as if nothing new were in it.
  mutating func inboxContents() -> InboxContents {
    do throws(StoreFault) { return try environment.inbox(knowing: trust.known) } catch {
      report(.inboxUnreadable(error))
      return InboxContents(contact: contact, receipt: nil, bundle: nil, delta: nil)
    }
  }

  /// One copy of it: the start and every look come here.
  @inline(never)
  mutating func take(_ inbox: InboxContents) {
    contact = inbox.contact
    for news in trust.take(inbox, at: environment.now.wall) { take(news) }
    markTrust()
    countPending()
  }

  /// Keeps in the journal how far trust and time have come, so that no inbox takes them back after a restart.
  private mutating func markTrust() {
    guard journal != nil, let mark = trust.nextMark else { return }
    do throws(StoreFault) {
      try journal?.raise(to: mark)
      trust.saw(mark)
    } catch {
      journalFailed(error)
    }
  }

  @inline(never)
  mutating func take(_ news: TrustKeeper.News) {
    switch news {
    case .bundle(let version): report(.bundleTaken(version: version))
    case .refused(let refusal): report(.bundleRefused(refusal.code))
    case .receiptRefused: report(.receiptRefused)
    case .receipt(let receipt, let stamp): take(receipt, stamp: stamp)
    case .losses(let list, let stamp): take(list, stamp: stamp)
    case .disputes(let list, let stamp): take(list, stamp: stamp)
    case .uses(let list, let stamp): take(list, stamp: stamp)
    case .listRefused(let kind): report(.listRefused(kind))
    }
  }

  /// A list of losses whose signature holds. One that cannot be noted now is looked at again.
  private mutating func take(_ list: LossList, stamp: UInt64) {
    do throws(StoreFault) {
      let now = now.wall
      guard let isTaken = try journal?.note(lost: list.cards, number: list.number, at: now) else { return }
      trust.looked(at: .losses, stamp: stamp)
      report(isTaken ? .lossesTaken(cards: UInt32(clamping: list.cards.count)) : .listRefused(.losses))
    } catch {
      journalFailed(error)
    }
  }

  /// A list of disputes whose signature holds. One that cannot be noted now is looked at again.
  private mutating func take(_ list: DisputeList, stamp: UInt64) {
    do throws(StoreFault) {
      guard let isTaken = try journal?.note(list) else { return }
      trust.looked(at: .disputes, stamp: stamp)
      if isTaken { disputes = list }
      report(isTaken ? .disputesTaken(count: list.count) : .listRefused(.disputes))
    } catch {
      journalFailed(error)
    }
  }

  /// A list of uses whose signature holds. It stays in the inbox, and is taken from there again after a start.
  private mutating func take(_ list: UseList, stamp: UInt64) {
    trust.looked(at: .uses, stamp: stamp)
    guard list.isFor(configuration.place.terminal), list.number >= usedElsewhere?.number ?? 0 else {
      report(.listRefused(.uses))
      return
    }
    usedElsewhere = list
    report(.usesTaken(count: UInt32(clamping: list.digests.count)))
  }

  /// A receipt whose signature holds. It counts only where it is of this very chain.
  private mutating func take(_ receipt: Receipt, stamp: UInt64) {
    do throws(StoreFault) {
      switch try journal?.standing(of: receipt) {
      case .covers, .coversPruned:
        trust.believed(receipt, stamp: stamp)
        guard receipt.highest > receipted else { return }
        receipted = receipt.highest
        report(.receiptTaken(highest: receipted))
        try journal?.prune(under: receipt, at: environment.now.wall)
      case .beyondJournal, .ofAnotherChain:
        // The hub holds entries of this name that are not in this journal. What is sold on it could never be uploaded.
        if journalFault != .outOfSequence { report(.receiptContradicts) }
        journalFault = .outOfSequence
      case .ofAnotherTerminal: report(.receiptRefused)
      case nil: break
      }
    } catch {
      journalFailed(error)
    }
  }
}
