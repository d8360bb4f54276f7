import Counter
import Journal
import Simulation
import Time

/// What is asked of the hub while a customer waits.
extension Life {
  /// A sale to somebody who shows nothing but a payment code.
  func pay(_ code: PaymentCode, _ total: Int64) throws {
    for _ in 0..<3 where !isIdle { press(.cancel) }
    let isSure = isCalm && isOnline
    world.scan(wallet.paymentCode(code.manner))
    pass(milliseconds: 250)
    if case .refusal = witness.sight { return }
    type(total)
    press(.enter)
    try waitForPayment(code, isSure: isSure)
  }

  /// A sale to somebody of whom only the hub can say who it is.
  func identify(_ code: HubCode, _ order: Order) throws {
    for _ in 0..<3 where !isIdle { press(.cancel) }
    let isSure = isCalm && isOnline
    if order.goodsFirst { scan(order.goods) }
    world.scan(code.text)
    pass(milliseconds: 650)
    for _ in 0..<30 {
      guard case .asking = witness.sight, !session.isOver else { break }
      pass(seconds: 1)
    }
    guard !session.isOver else { return }
    let found: String? = if case .refusal(let code) = witness.sight { code } else { nil }
    if isSure, disk != .failsLookUps, !isTrustTooOld {
      let isLost = code.standing == .known && found == "E09" && office.revocations.contains(code.person)
      witness.answered(
        expected: code.standing.refusal ?? "no refusal", with: witness.sight,
        isRight: found == code.standing.refusal || isLost)
    }
    if found == nil { try settle(order, with: code.person) }
  }

  /// The person's share is paid from a code. False where it is not, and a key may accept the sale still.
  func pay(from code: PaymentCode, _ pin: PINKeying, of person: Int) throws -> Bool {
    world.scan(wallet.paymentCode(code.manner))
    pass(milliseconds: 250)
    key(pin, of: person)
    if case .asking = witness.sight {
      try waitForPayment(code, isSure: false)
    }
    if witness.sight.isAccepted { return true }
    // What is refused lies over the sale.
    press(.enter)
    return session.isOver
  }

  /// Waits for what comes of a question, as long as the clerk does. Where nothing can go wrong it is held to what is right.
  func waitForPayment(_ code: PaymentCode, isSure: Bool) throws {
    try wait(code.patience)
    guard isSure, !session.isOver, disk == .well, code.patience == .endless, !isTrustTooOld else { return }
    let found: String? = if case .refusal(let code) = witness.sight { code } else { nil }
    var isRight = found == code.manner.refusal
    if code.manner == .pays, witness.sight.isAccepted {
      isRight = true
    } else if code.manner == .pays {
      isRight = false
    }
    witness.answered(expected: code.manner.refusal ?? "paid", with: witness.sight, isRight: isRight)
  }

  /// Keys the PIN, where the customer is asked for it, as often as the terminal lets them.
  func key(_ pin: PINKeying, of person: Int) {
    guard case .pin = witness.sight else { return }
    guard case .right(let wrong) = pin else {
      press(.cancel)
      return
    }
    let right = PINBooks.pin(of: person) ?? PINBooks.wrong
    for digits in [[UInt8]](repeating: PINBooks.wrong, count: Int(wrong)) + [right] {
      guard case .pin = witness.sight, !session.isOver else { return }
      witness.secrets.keyed(digits)
      for digit in digits { press(Key(rawValue: digit) ?? .point) }
      press(.enter)
      pass(milliseconds: 400)
      for _ in 0..<30 {
        guard case .asking(nil) = witness.sight, !session.isOver else { break }
        pass(seconds: 1)
      }
    }
  }

  /// Whether an inquiry goes through. A terminal that has not heard yet that it is online asks nobody; nor does one that hears
  /// meanwhile that a request failed which was under way since worse times.
  var isOnline: Bool {
    let link = witness.lines(of: world)[1]
    return (link.hasPrefix("Online") || link.hasPrefix("联网")) && world.inbox.contact.link == .online
      && farEnd.network == .fine && farEnd.state == .well && farEnd.isCaughtUp && !uplink.isWaiting
  }
}
