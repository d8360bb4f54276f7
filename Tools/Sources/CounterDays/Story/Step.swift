import Counter
import Devices
import Simulation
import Terminal

/// One thing that happens at a counter, or around it. A script is a list of them: data, made from a seed before anything is
/// played.
public enum Step: Equatable, Sendable {
  /// The clerk sells to a customer, as far as the terminal lets them.
  case sell(Customer, Order)
  /// The clerk takes so many fen from somebody who shows nothing but a payment code.
  case pay(PaymentCode, Int64)
  /// The clerk sells to somebody of whom only the hub can say who it is.
  case identify(HubCode, Order)
  /// The clerk uses a function of the menu.
  case use(MenuUse)
  /// A code is held out, whatever is going on.
  case show(Customer)
  /// Keys are pressed, whatever is going on.
  case press([Key])
  case wait(seconds: UInt16)
  /// The power fails at an operation of the store that is still to come.
  case cut(CutPoint)
  /// The power is gone for so long.
  case unplug(seconds: UInt32)
  /// Somebody sets the clock: it is wrong by so many seconds from now on, and right with none.
  case setClock(error: Int64)
  case network(NetworkState)
  case hub(HubState)
  case disk(DiskState)
  /// The region publishes a bundle, so many seconds old already.
  case publish(age: Int64)
  case pull(Device)
  case plugIn(Device)
  case printer(PrinterCondition)
  /// The uplink ends and is started anew.
  case restartUplink
  /// The power fails when the uplink next writes its inbox.
  case cutInbox(isAfter: Bool)
  /// The hub is restored from a backup, and so many of its newest entries are gone.
  case restoreHub(losing: UInt8)
  /// Somebody's card is reported lost.
  case revoke(person: Int)
  /// The region's operator declines an entry that the hub has, so many before its newest.
  case dispute(back: UInt8)
  /// The operator has settled the oldest dispute.
  case settleDispute
  /// The shop's other counter accepts a person's code, and the hub has its entry at once.
  case useElsewhere(person: Int)
}

/// What a customer buys, and how the clerk keys it.
public struct Order: Equatable, Sendable {
  /// Fen.
  public var total: Int64
  /// How often the category key is pressed before the amount.
  public var categories: UInt8 = 0
  /// How often the clerk asks for another tender.
  public var tenders: UInt8 = 0
  /// Seconds for which the clerk looks at the shares.
  public var pause: UInt16 = 0
  /// The clock is set while the clerk looks: it is wrong by so many seconds from then on.
  public var clockErrorMeanwhile: Int64?
  /// Packages of the shop's stock that the clerk scans.
  public var goods: [UInt16] = []
  /// Whether they are scanned before the customer's code.
  public var goodsFirst = false
  /// The person's share is paid from this code, in place of a key that accepts.
  public var payer: PaymentCode?
  /// What is keyed where the card's PIN is asked for.
  public var pin = PINKeying.right(wrong: 0)
  /// What the clerk wrongly presses before the amount.
  public var slips: [Key] = []

  public init(total: Int64) {
    self.total = total
  }
}

/// Where the power fails.
public struct CutPoint: Equatable, Sendable {
  public var operation: StoreOperation
  /// The how manieth such operation from now, from 1 on.
  public var count: UInt8
  /// After it is durable, or before.
  public var isAfter: Bool

  public init(_ operation: StoreOperation, count: UInt8 = 1, isAfter: Bool) {
    self.operation = operation
    self.count = count
    self.isAfter = isAfter
  }
}

/// What becomes of messages.
public enum NetworkState: UInt8, CaseIterable, Sendable {
  case fine
  case gone
  case losesRequests
  case losesAnswers
  /// Each request arrives twice.
  case doubles
  /// Each request arrives, and once more when the next has been answered.
  case repeatsLate
  /// Each answer takes a quarter of a minute.
  case slow
}

/// What the hub does, or whatever stands in its place.
public enum HubState: UInt8, CaseIterable, Sendable {
  case well
  case crashesBeforeCommit
  case crashesAfterCommit
  case refuses
  /// Answers with what is no answer.
  case babbles
  /// Cuts its answers off.
  case truncates
  /// Signs receipts for everything with a key of its own.
  case forgesReceipts
  /// Sends receipts that the true hub gave to another terminal.
  case mistakesTerminals
  /// Answers with what it answered first.
  case replays
  /// Sends a bundle that another root has signed.
  case forgesBundles
  /// Sends the first bundle again.
  case rollsBack
}

/// What the disk does.
public enum DiskState: UInt8, CaseIterable, Sendable {
  case well
  /// No room, and it says so.
  case full
  /// No room, which shows only when something is written.
  case fillsUp
  /// Nothing can be written.
  case failsWrites
  /// What could not be flushed comes back with the power.
  case failsFlushes
  case failsLookUps
  case failsReads
  /// The uplink's file cannot be written.
  case inboxFull
}

extension Step: CustomStringConvertible {
  public var description: String {
    switch self {
    case .sell(let customer, let order): "sell to \(customer): \(order)"
    case .pay(let code, let total): "take \(total) fen from \(code)"
    case .identify(let code, let order): "sell by \(code): \(order)"
    case .use(let use): "use the menu: \(use)"
    case .show(let customer): "show the code of \(customer)"
    case .press(let keys): "press " + keys.map { "\($0)" }.joined(separator: " ")
    case .wait(let seconds): "wait \(seconds) s"
    case .cut(let point): "the power will fail \(point)"
    case .unplug(let seconds): "no power for \(seconds) s"
    case .setClock(let error): error == 0 ? "the clock is set right" : "the clock is set wrong by \(error) s"
    case .network(let state): "network: \(state)"
    case .hub(let state): "hub: \(state)"
    case .disk(let state): "disk: \(state)"
    case .publish(let age): "a bundle is published, \(age) s old"
    case .pull(let device): "the \(device) is pulled out"
    case .plugIn(let device): "the \(device) is plugged in"
    case .printer(let condition): "the printer's state: \(condition)"
    case .restartUplink: "the uplink is started anew"
    case .cutInbox(let isAfter): "the power will fail \(isAfter ? "after" : "before") the inbox is written"
    case .restoreHub(let count): "the hub is restored from a backup without its newest \(count) entries"
    case .dispute(let back): "the region declines the entry \(back) before the newest that the hub has"
    case .settleDispute: "the oldest dispute is settled"
    case .useElsewhere(let person): "the other counter accepts a code of person \(person)"
    case .revoke(let person): "person \(person)'s card is reported lost"
    }
  }
}

extension Order: CustomStringConvertible {
  public var description: String {
    var words = ["\(total) fen"]
    if categories > 0 { words.append("category key \(categories) times") }
    if !slips.isEmpty { words.append("slips: " + slips.map { "\($0)" }.joined(separator: " ")) }
    if tenders > 0 { words.append("another tender, \(tenders) times") }
    if let payer { words.append("paid from \(payer)") }
    if pin != .right(wrong: 0) { words.append("PIN: \(pin)") }
    if pause > 0 { words.append("pause of \(pause) s") }
    if let clockErrorMeanwhile { words.append("clock wrong by \(clockErrorMeanwhile) s meanwhile") }
    return words.joined(separator: ", ")
  }
}

extension CutPoint: CustomStringConvertible {
  public var description: String { "\(isAfter ? "after" : "before") \(operation) no. \(count) from now" }
}
