import Codes
import Counter
import Journal
import LibCrypto
import Time
import Wire

/// What a function of the menu asks of the terminal.
extension Terminal {
  /// Looks it up, and tells the counter what came of it.
  mutating func lookUp(_ lookup: Lookup) {
    let found: Found
    do throws(StoreFault) { found = try self.found(lookup, at: now.wall) } catch { found = failed(error) }
    tell(found)
  }

  /// Makes it durable that the card is lost, and tells the counter whether it is.
  mutating func keepLoss(of card: CardReference) {
    let found: Found
    let now = now.wall
    do throws(StoreFault) {
      found = try journal?.note(lost: [card], number: 0, at: now) == true ? .lossKept : .failed(.failed)
    } catch {
      found = failed(error)
    }
    tell(found)
  }

  private mutating func failed(_ fault: StoreFault) -> Found {
    journalFailed(fault)
    return .failed(StoreRefusal(fault))
  }

  private mutating func tell(_ found: Found) {
    let now = now
    perform(counter.found(found, at: now, in: context(at: now)))
  }

  private mutating func found(_ lookup: Lookup, at now: UnixTime) throws(StoreFault) -> Found {
    guard journal != nil else { throw .failed }
    switch lookup {
    case .lastReceipt: return .receipt(try journal?.lastReceipt())
    case .totals:
      guard let totals = try journal?.totals(at: now, receipted: receipted) else { throw .failed }
      return .totals(totals)
    case .sale(let sequence): return .sale(try journal?.voidable(sequence, at: now) ?? .absent)
    case .saleOf(let card): return .sale(try journal?.voidable(of: card, at: now) ?? .absent)
    case .record(let card):
      guard let record = try journal?.record(of: card) else { throw .failed }
      return .record(record)
    case .balance(let card): return .balance(try journal?.balance(of: card))
    case .disputes: return .disputes(disputes)
    case .standing: return .standing(try standing(at: now))
    case .selfTest: return .selfTest(selfTest())
    case .pin(let digits): return .pin(try verdict(onPIN: digits, at: now))
    }
  }

  /// A wrong one is durable before anybody hears of it: a cut of the power gives nobody another try.
  private mutating func verdict(onPIN digits: [UInt8], at now: UnixTime) throws(StoreFault) -> SupervisorPINVerdict {
    guard let supervisor = configuration.supervisor else { return .none }
    let failures = try journal?.pinFailures() ?? .none
    if let seconds = failures.secondsLocked(at: now) { return .locked(minutes: (seconds + 59) / 60) }
    let isRight: Bool
    do throws(CryptoFault) { isRight = try supervisor.isOf(digits) } catch { throw .keyUnavailable }
    guard !isRight else {
      if failures != .none { try journal?.note(PINFailures.none) }
      return .right
    }
    let wrong = failures.adding(at: now)
    try journal?.note(wrong)
    report(.supervisorPINWrong(count: wrong.count))
    if let seconds = wrong.secondsLocked(at: now) { return .locked(minutes: (seconds + 59) / 60) }
    return .wrong(triesLeft: PINFailures.triesAllowed - wrong.count)
  }
}
