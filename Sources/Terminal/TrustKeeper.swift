import Codes
import Journal
import LibCrypto
import Settlement
import Time
import Trust
import Wire

/// What the terminal trusts now, the floor of its clock, and the hub's word on its entries.
///
/// The inbox is a letter box and no source of trust: everything from it is verified here, and the state is swapped whole
/// or kept whole.
struct TrustKeeper: Sendable {
  /// Nil while there is nothing to trust: no anchor, or an image whose bundle does not hold.
  private(set) var state: TrustState?
  private(set) var floor = ClockFloor(signed: UnixTime(seconds: 0))
  /// The highest bundle and delta that this terminal went by, and how much of the floor stands in its journal. Going below
  /// it is a roll-back, and stops the sales.
  private var least = TrustMark.none
  /// How far the floor may run ahead of the mark in the journal, in seconds: each receipt raises it, and flash wears.
  static let markedSeconds: Int64 = 3_600
  /// What of the inbox has been looked at.
  private var stamps = InboxStamps.none
  /// Something of the inbox was refused because it seemed to come from the future.
  private var isRefusedByClock = false

  /// The stamp of the receipt that was refused last, so that each is told once.
  private var refusedReceipt: UInt64 = 0

  /// What a look at the inbox came to.
  enum News: Equatable {
    case bundle(version: UInt64)
    case refused(BundleRefusal)
    /// A receipt whose signature holds, and the stamp of its letter.
    case receipt(Receipt, stamp: UInt64)
    case receiptRefused
    /// A list of losses whose signature holds, and the stamp of its letter.
    case losses(LossList, stamp: UInt64)
    /// A list of disputes whose signature holds, and the stamp of its letter.
    case disputes(DisputeList, stamp: UInt64)
    /// A list of uses whose signature holds, and the stamp of its letter.
    case uses(UseList, stamp: UInt64)
    case listRefused(HubListKind)
  }

  /// Begins with the bundle of the image, or with the inbox's where that holds and is not older.
  mutating func start(anchor: TrustAnchor, region: RegionPrefix, inbox: InboxContents) -> [News] {
    var news: [News] = []
    let root: VerifyingKey
    do throws(CryptoFault) { root = try VerifyingKey(anchor.root) } catch { return [.refused(.unusableKey)] }
    do throws(BundleRefusal) {
      state = try TrustState.opening(bundle: anchor.initialBundle, root: root, region: region)
    } catch {
      news.append(.refused(error))
    }
    if let letter = inbox.bundle {
      do throws(BundleRefusal) {
        // A bundle that was in use before the restart is taken as it is, whatever the clock says now.
        state = try TrustState.opening(
          bundle: letter.bytes, root: root, region: region, notBelow: state?.version ?? 0)
      } catch {
        news.append(.refused(error))
      }
      stamps.bundle = letter.stamp
    }
    if let state {
      floor.saw(state.latestSignedTime)
      news.append(.bundle(version: state.version))
    }
    return news
  }

  /// An entry of this terminal's own, found at the start or just committed.
  mutating func saw(_ entry: JournalEntry) {
    guard let grounds = Grounds(entry.body) else { return }
    least = least.raised(to: TrustMark(version: grounds.trustVersion, delta: 0, floor: least.floor))
    // The time of an entry by a dynamic code was vouched for by two clocks, the terminal's and the phone's. A printed code's
    // was not: a clock that was wrong for one of these must not be believed for good.
    if grounds.presence == .dynamic { floor.saw(entry.at) }
  }

  /// The mark that stands in the journal.
  mutating func saw(_ mark: TrustMark) {
    least = least.raised(to: mark)
    floor.resume(at: mark.floor)
  }

  /// The mark that should stand in the journal; nil where the one that does will serve.
  var nextMark: TrustMark? {
    guard let state else { return nil }
    let mark = least.raised(
      to: TrustMark(version: state.version, delta: state.deltaNumber, floor: floor.earliest))
    let isFurther = mark.version > least.version || mark.delta != least.delta
    let isLater = mark.floor.seconds(since: least.floor) >= TrustKeeper.markedSeconds
    return isFurther || isLater ? mark : nil
  }

  /// Takes in what is new in the inbox.
  mutating func take(_ inbox: InboxContents, at now: UnixTime) -> [News] {
    var news: [News] = []
    if let letter = inbox.bundle, letter.stamp != stamps.bundle, let state {
      stamps.bundle = letter.stamp
      do throws(BundleRefusal) {
        swap(to: try state.accepting(bundle: letter.bytes, at: now, floor: floor))
        // A delta that came before its bundle fits now.
        stamps.delta = 0
        stamps.lists = HubLists()
        news.append(.bundle(version: self.state?.version ?? 0))
      } catch {
        news.append(refused(error))
      }
    }
    if let letter = inbox.delta, letter.stamp != stamps.delta, !letter.bytes.isEmpty, let state {
      stamps.delta = letter.stamp
      do throws(BundleRefusal) { swap(to: try state.accepting(delta: letter.bytes, at: now, floor: floor)) } catch {
        news.append(refused(error))
      }
    }
    for kind in HubListKind.allCases {
      guard let letter = inbox.lists[kind], letter.stamp != stamps.lists[kind], let state else { continue }
      do throws(WireFault) {
        news.append(try TrustKeeper.list(letter, kind, by: state.hubReceiptKey))
      } catch {
        looked(at: kind, stamp: letter.stamp)
        news.append(.listRefused(kind))
      }
    }
    if let letter = inbox.receipt, letter.stamp != stamps.receipt, let state {
      do throws(WireFault) {
        let payload = try Signed.open(letter.bytes, kind: .receipt, with: state.hubReceiptKey)
        news.append(.receipt(try Receipt(decoding: payload), stamp: letter.stamp))
      } catch {
        // It may be signed with the key of a bundle that is still to come, so it is looked at again.
        if refusedReceipt != letter.stamp { news.append(.receiptRefused) }
        refusedReceipt = letter.stamp
      }
    }
    return news
  }

  /// A receipt that was verified and is of this terminal's chain. One that is not is looked at again.
  mutating func believed(_ receipt: Receipt, stamp: UInt64) {
    stamps.receipt = stamp
    floor.saw(receipt.at)
  }

  /// A list that is noted, or is none to go by.
  mutating func looked(at kind: HubListKind, stamp: UInt64) {
    stamps.lists[kind] = stamp
  }

  private static func list(
    _ letter: InboxLetter, _ kind: HubListKind, by key: VerifyingKey
  ) throws(WireFault) -> News {
    switch kind {
    case .losses: .losses(try LossList.opened(letter.bytes, by: key).list, stamp: letter.stamp)
    case .disputes: .disputes(try DisputeList.opened(letter.bytes, by: key).list, stamp: letter.stamp)
    case .uses: .uses(try UseList.opened(letter.bytes, by: key).list, stamp: letter.stamp)
    }
  }

  /// The clock was set: what was refused by it is worth another look.
  mutating func clockWasSet() {
    guard isRefusedByClock else { return }
    isRefusedByClock = false
    stamps.bundle = 0
    stamps.delta = 0
  }

  private mutating func refused(_ refusal: BundleRefusal) -> News {
    if refusal == .fromTheFuture { isRefusedByClock = true }
    return .refused(refusal)
  }

  /// What a reader of the inbox need not bring again.
  var known: InboxStamps { stamps }

  /// How far to go by what is trusted.
  func age(at now: UnixTime) -> TrustAge {
    guard let state else { return .stopped(seconds: 0) }
    let age = state.age(at: floor.atLeast(now))
    let isRolledBack =
      state.version < least.version || (state.version == least.version && state.deltaNumber < least.delta)
    guard isRolledBack else { return age }
    switch age {
    case .fresh: return .stopped(seconds: 0)
    case .stale(let seconds), .stopped(let seconds): return .stopped(seconds: seconds)
    }
  }

  private mutating func swap(to next: TrustState) {
    state = next
    floor.saw(next.latestSignedTime)
  }
}

extension Policy {
  /// Nothing is allowed: what holds while there is no trust bundle.
  static let closed = Policy(
    openRegions: [], rules: [], dynamicLimits: .nothing, printedLimits: .nothing,
    terminalLimits: TerminalLimits(daySum: .zero, dayCount: 0), presentationAgeCapSeconds: 0,
    unprintedTransactionLimit: 0)
}

extension PresenceLimits {
  fileprivate static let nothing = PresenceLimits(single: .zero, cardDaySum: .zero, cardDayCount: 0)
}

extension BundleRefusal {
  /// A number that never changes its meaning.
  var code: UInt32 {
    switch self {
    case .malformed: 1
    case .forged: 2
    case .wrongRegion: 3
    case .notNewer: 4
    case .fromTheFuture: 5
    case .deltaDoesNotFit: 6
    case .unusableKey: 7
    }
  }
}
