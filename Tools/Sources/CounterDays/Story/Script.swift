import Counter
import Devices
import Seeds
import Simulation
import Terminal

/// What happens to one terminal, from its first start on: drawn by a seed, and nothing but data.
public struct Script: Equatable, Sendable {
  /// What is random in how it is played, such as nonces.
  public var seed: UInt64
  public var display: DisplayKind
  public var steps: [Step]

  /// A script with so many customers.
  public init(seed: UInt64, sales: Int) {
    var random = Seeded(seed)
    self.seed = random.next()
    display = Int.random(in: 0..<5, using: &random) == 0 ? .st7920 : .hd44780
    var draw = Draw(random: random)
    steps = draw.steps(sales: sales)
  }

  public init(seed: UInt64, display: DisplayKind = .hd44780, steps: [Step]) {
    self.seed = seed
    self.display = display
    self.steps = steps
  }
}

/// Draws the steps. Trouble comes with its end: a few steps later all is well again, as far as that trouble goes.
private struct Draw {
  private var random: Seeded
  /// What ends a trouble, and after how many steps more.
  private var endings: [(after: Int, step: Step)] = []
  /// Days for which the shop may still be closed: credentials end.
  private var daysLeft: UInt32 = 300

  init(random: Seeded) {
    self.random = random
  }

  mutating func steps(sales: Int) -> [Step] {
    var steps: [Step] = []
    var left = sales
    while left > 0 {
      for index in endings.indices { endings[index].after -= 1 }
      steps += endings.filter { $0.after < 0 }.map(\.step)
      endings.removeAll { $0.after < 0 }
      let step = step()
      switch step {
      case .sell, .pay, .identify: left -= 1
      default: break
      }
      steps.append(step)
    }
    return steps
  }

  private mutating func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &random) }
  private mutating func isOneIn(_ count: Int) -> Bool { number(0..<count) == 0 }
  private mutating func oneOf<Value>(_ values: [Value]) -> Value { values[number(0..<values.count)] }

  /// A trouble, and its end.
  private mutating func trouble(_ step: Step, until end: Step) -> Step {
    endings.append((number(0..<(isOneIn(6) ? 25 : 5)), end))
    return step
  }

  private mutating func step() -> Step {
    switch number(0..<100) {
    case ..<49: return .sell(customer(), order())
    case ..<54: return .identify(hubCode(), order())
    case ..<60: return .pay(paymentCode(), Int64(isOneIn(3) ? number(1..<60_000) : 1_200))
    case ..<69: return .use(menuUse())
    case ..<71: return .show(customer())
    case ..<74: return .press((0..<number(1..<9)).map { _ in key() })
    case ..<77: return .wait(seconds: UInt16(number(1..<(isOneIn(8) ? 900 : 40))))
    case ..<82: return .cut(cutPoint())
    case ..<83: return .cutInbox(isAfter: isOneIn(2))
    case ..<86: return closing()
    case ..<88: return trouble(.setClock(error: oneOf(Draw.clockErrors)), until: .setClock(error: 0))
    case ..<91: return trouble(.network(oneOf(NetworkState.allCases)), until: .network(.fine))
    case ..<94: return trouble(.hub(oneOf(HubState.allCases)), until: .hub(.well))
    case ..<96: return trouble(.disk(oneOf(DiskState.allCases)), until: .disk(.well))
    case ..<98: return trouble(.publish(age: oneOf([0, 600, 86_400, 3 * 86_400, 9 * 86_400])), until: .publish(age: 0))
    case ..<99:
      if isOneIn(2) { return trouble(.printer(oneOf(PrinterCondition.allCases)), until: .printer(.well)) }
      let device: Device = isOneIn(2) ? .scanner : .printer
      return trouble(.pull(device), until: .plugIn(device))
    default:
      switch number(0..<8) {
      case 0: return .restoreHub(losing: UInt8(number(1..<20)))
      case 1: return .revoke(person: number(0..<People.count))
      case 2, 3: return .dispute(back: UInt8(number(0..<9)))
      case 4: return .settleDispute
      case 5, 6: return useElsewhere()
      default: return .restartUplink
      }
    }
  }

  /// The power is gone for a while, or for so many days that a new bundle waits when it is back.
  private mutating func closing() -> Step {
    let seconds = seconds()
    if seconds >= 86_400 { endings.append((number(0..<3), .publish(age: 0))) }
    return .unplug(seconds: seconds)
  }

  /// The same code is shown here a little later, when the hub may have told of it or not.
  private mutating func useElsewhere() -> Step {
    let person = number(0..<People.count)
    endings.append((0, .wait(seconds: UInt16(number(0..<60)))))
    endings.append((0, .sell(Customer(person: person, code: .shownBefore), order())))
    return .useElsewhere(person: person)
  }

  private mutating func customer() -> Customer {
    var customer = Customer(person: number(0..<People.count), isPrinted: isOneIn(4))
    guard isOneIn(5) else { return customer }
    customer.code = oneOf(CodeKind.allCases)
    if customer.code.isDynamic { customer.isPrinted = false }
    return customer
  }

  private mutating func paymentCode() -> PaymentCode {
    PaymentCode(isOneIn(2) ? .pays : oneOf(PayerManner.allCases), patience: patience())
  }

  private mutating func patience() -> Patience {
    Patience(
      seconds: isOneIn(6) ? UInt8(number(0..<25)) : nil, cutsAfter: isOneIn(8) ? UInt8(number(0..<12)) : nil)
  }

  private mutating func pinKeying() -> PINKeying { isOneIn(4) ? .givesUp : .right(wrong: UInt8(number(0..<4))) }

  /// Mostly what is usual: cash onto it that can be spent.
  private mutating func prepaidUse() -> PrepaidUse {
    switch number(0..<10) {
    case ..<2: .nothing
    case ..<8: .topUp(yuan: isOneIn(8) ? UInt16(number(1..<700)) : oneOf([10, 50, 100, 200]))
    default: .refund(isOneIn(3) ? pinKeying() : .right(wrong: 0))
    }
  }

  private mutating func hubCode() -> HubCode {
    HubCode(
      person: number(0..<People.count), oneOf(HubCode.Form.allCases),
      isOneIn(5) ? oneOf(HubCode.Standing.allCases) : .known)
  }

  private mutating func menuUse() -> MenuUse {
    switch number(0..<14) {
    case ..<4: .void(isOneIn(4) ? .code(customer()) : .number(back: UInt8(isOneIn(3) ? number(0..<12) : 0)), voidWord())
    case ..<6: .verify(customer(), purpose: UInt8(number(1..<4)))
    case ..<8: .record(customer(), prints: !isOneIn(3), isOneIn(4) ? pinKeying() : .right(wrong: 0))
    case ..<9: .totals(prints: isOneIn(2))
    case ..<12: .prepaid(customer(), prepaidUse(), patience())
    case ..<13 where isOneIn(4): .loss(customer(), oneOf(LossNaming.allCases), pinKeying())
    default: .lastReceipt(prints: isOneIn(2))
    }
  }

  private mutating func voidWord() -> VoidWord {
    switch number(0..<12) {
    case ..<5: .buyer(isPrinted: isOneIn(3))
    case ..<8: .supervisor(wrong: UInt8(isOneIn(3) ? number(1..<4) : 0))
    case ..<10: .guesser(UInt8(number(1..<5)))
    case ..<11: .stranger(customer())
    default: .nobody
    }
  }

  private mutating func order() -> Order {
    // Few keys for most, and now and then more than any limit.
    var order = Order(
      total: Int64(
        isOneIn(20)
          ? number(1..<99_999_999)
          : isOneIn(3) ? number(1..<60_000) : [100, 250, 500, 1_200, 3_000, 9_900][number(0..<6)])
    )
    if isOneIn(8) { order.categories = UInt8(number(1..<4)) }
    if isOneIn(4) { order.tenders = UInt8(number(1..<4)) }
    if isOneIn(6) { order.payer = paymentCode() }
    if isOneIn(4) { order.pin = pinKeying() }
    if isOneIn(10) { order.pause = UInt16(number(1..<70)) }
    if isOneIn(60) {
      order.clockErrorMeanwhile = oneOf(Draw.clockErrors)
      endings.append((number(0..<5), .setClock(error: 0)))
    }
    if isOneIn(3) {
      // Of a stock that is sold out some day, so that a package comes twice now and then.
      order.goods = (0..<number(1..<4)).map { _ in UInt16(number(0..<300)) }
      order.goodsFirst = isOneIn(2)
    }
    if isOneIn(10) { order.slips = (0..<number(1..<4)).map { _ in key() } }
    return order
  }

  private mutating func key() -> Key { oneOf(Key.allCases) }

  private mutating func cutPoint() -> CutPoint {
    let operation: StoreOperation =
      switch number(0..<10) {
      case ..<5: .append
      case ..<7: .raise
      case ..<8: .prune
      case ..<9: .lookUp
      default: .read
      }
    return CutPoint(operation, count: UInt8(isOneIn(3) ? number(2..<6) : 1), isAfter: isOneIn(2))
  }

  private mutating func seconds() -> UInt32 {
    switch number(0..<10) {
    case ..<5: return UInt32(number(1..<60))
    case ..<8: return UInt32(number(3_600..<86_400))
    default:
      let days = min(daysLeft, UInt32(isOneIn(4) ? number(60..<120) : number(1..<9)))
      daysLeft -= days
      return days * 86_400
    }
  }

  private static let day: Int64 = 86_400
  private static let clockErrors: [Int64] = [
    45, -45, 1_800, -1_800, day, -day, 5 * day, -5 * day, 365 * day, -365 * day,
  ]
}
