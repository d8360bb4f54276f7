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

  mutating func take(_ news: TrustKeeper.News) {
    switch news {
    case .bundle(let version): report(.bundleTaken(version: version))
    case .refused(let refusal): report(.bundleRefused(refusal.code))
    case .receiptRefused: report(.receiptRefused)
    case .receipt(let receipt, let stamp): take(receipt, stamp: stamp)
    }
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
