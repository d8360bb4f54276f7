import Counter
import Devices
import Journal
import Simulation
import Terminal
import Wire

extension Life {
  /// Plays one step. Whoever dies in it is started again at its end.
  func play(_ step: Step) throws {
    switch step {
    case .sell(let customer, let order): try sell(to: customer, order)
    case .identify(let code, let order): try identify(code, order)
    case .pay(let code, let total): try pay(code, total)
    case .use(let use): try self.use(use)
    case .show(let customer): try hold(out: customer)
    case .press(let keys): for key in keys { press(key) }
    case .wait(let seconds): pass(seconds: seconds)
    case .cut(let point): cut = point
    case .unplug(let seconds): try cyclePower(off: Int64(seconds))
    case .setClock(let error):
      setClock(error: error)
      pass(milliseconds: 100)
    case .network(let state): farEnd.network = state
    case .hub(let state): farEnd.state = state
    case .disk(let state): set(state)
    case .publish(let age): try office.publish(issuedAt: trueNow.advanced(bySeconds: -age))
    case .pull(let device): if world.plugged.contains(device) { world.unplug(device) }
    case .plugIn(let device): world.plugged.insert(device)
    case .printer(let condition): world.setPrinter(PrinterStatus(condition))
    case .restartUplink: try restartUplink()
    case .cutInbox(let isAfter): inbox.cut = isAfter ? .after : .before
    case .restoreHub(let count): restoreHub(losing: Int(count))
    case .revoke(let person): try office.revoke(person, at: trueNow)
    case .dispute(let back): try dispute(back: Int(back))
    case .useElsewhere(let person): try useElsewhere(person)
    case .settleDispute: try office.settleDispute(of: configuration.place.terminal)
    }
    // What was reported lost at the counter is published to every terminal.
    try office.take(losses: farEnd.desk.losses, at: trueNow)
    if session.isOver, witness.violation == nil { try cyclePower(off: Int64(random.next() % 30) + 1) }
  }

  /// No backup is older than terminals keep what a hub has.
  private func restoreHub(losing count: Int) {
    let entries = farEnd.hub.entries
    let backup = trueNow.advanced(bySeconds: -Retention.receiptedDays * 86_400)
    farEnd.restore(through: max(entries.count { $0.at <= backup }, entries.count - count))
    witness.hubWasRestored(to: farEnd.hub.entries.count)
  }

  /// Of all entries that the hub has, the one so many before the newest.
  private func dispute(back: Int) throws {
    guard let entry = farEnd.hub.entries.dropLast(back).last else { return }
    try office.dispute(entry, of: configuration.place.terminal)
  }

  private func useElsewhere(_ person: Int) throws {
    guard let presentation = try wallet.code(of: Customer(person: person), at: trueNow).presentation else { return }
    witness.made(presentation)
    try office.take(use: presentation.digest, of: configuration.place.terminal)
  }

  // MARK: The clerk

  func press(_ key: Key) {
    guard let position = KeyPosition.all.first(where: { Key($0) == key }) else { return }
    world.press(position, milliseconds: 50)
    pass(milliseconds: 110)
  }

  func type(_ fen: Int64) {
    var text = "\(fen / 100)"
    if fen % 100 != 0 { text += fen % 100 < 10 ? ".0\(fen % 100)" : ".\(fen % 100)" }
    for character in text.utf8 {
      press(character == UInt8(ascii: ".") ? .point : Key(rawValue: character - UInt8(ascii: "0")) ?? .point)
    }
  }

  @discardableResult
  func hold(out customer: Customer) throws -> Wallet.Shown {
    let shown = try wallet.code(of: customer, at: trueNow)
    if let presentation = shown.presentation { witness.made(presentation) }
    witness.held(out: shown.serial, at: world.uptime)
    world.scan(shown.text)
    pass(milliseconds: 250)
    return shown
  }

  /// A sale as a clerk makes it who looks at the display, and gives up where it refuses.
  func sell(to customer: Customer, _ order: Order) throws {
    // What is still shown of the last one is put away.
    for _ in 0..<3 where !isIdle { press(.cancel) }
    let isCalm = isCalm
    if order.goodsFirst { scan(order.goods) }
    let shown = try hold(out: customer)
    guard !session.isOver else { return }
    if isCalm { judge(shown, of: customer) }
    if case .refusal = witness.sight { return }
    try settle(order, with: customer.person)
  }

  /// What follows once it is known who it is.
  func settle(_ order: Order, with person: Int) throws {
    if !order.goodsFirst { scan(order.goods) }
    for key in order.slips { press(key) }
    for _ in 0..<order.categories { press(.category) }
    if order.categories == 0 { press(.enter) }
    type(order.total)
    press(.enter)
    for _ in 0..<order.tenders { press(.category) }
    if order.pause > 0 { pass(seconds: order.pause) }
    if let error = order.clockErrorMeanwhile { setClock(error: error) }
    if let payer = order.payer, try pay(from: payer, order.pin, of: person) { return }
    press(.enter)
    pass(milliseconds: 300)
    key(order.pin, of: person)
    // From a balance it is paid by the hub.
    try wait(order.payer?.patience ?? .endless)
  }

  /// Scans packages by their traceability codes, and puts away what is refused of them.
  func scan(_ goods: [UInt16]) {
    for number in goods where !session.isOver {
      let digits = "\(number)"
      world.scan([UInt8](("8" + String(repeating: "0", count: 19 - digits.utf8.count) + digits).utf8))
      pass(milliseconds: 250)
      if case .refusal = witness.sight { press(.enter) }
    }
  }

  var isIdle: Bool {
    if case .idle = witness.sight { true } else { false }
  }

  /// Whether nothing but the code itself can keep the terminal from taking it.
  var isCalm: Bool {
    guard case .idle(_, nil, true, true, _) = witness.sight else { return false }
    return !session.isOver && clockError == 0 && disk != .failsLookUps && disk != .failsReads && disk != .full
      && world.plugged.contains(.scanner) && cut == nil
  }

  /// Holds what the terminal answered against what is right.
  func judge(_ shown: Wallet.Shown, of customer: Customer, isForMoney: Bool = true) {
    if isUsedElsewhere(shown) {
      let isTaken =
        switch witness.sight {
        case .refusal, .idle: false
        default: true
        }
      witness.answered(expected: "a code that was used elsewhere", with: witness.sight, isRight: !isTaken)
    }
    guard customer.code != .shownBefore else { return }
    let found: String? = if case .refusal(let code) = witness.sight { code } else { nil }
    // The age that policy caps is capped for money.
    let refusal = shown.kind == .tooOld && !isForMoney ? nil : shown.kind.refusal
    let right = refusal?.helpCode
    // The terminal may know that the card is lost, or not yet.
    let isLost = office.revocations.contains(customer.person) && found == "E09"
    // A bundle that is too old may have come between the look at the display and the code.
    let isStopped = isTrustTooOld && found == "E22"
    witness.answered(
      expected: right ?? "no refusal", with: witness.sight, isRight: found == right || isLost || isStopped)
  }

  /// Whether the terminal has been told that the other counter accepted this very code.
  private func isUsedElsewhere(_ shown: Wallet.Shown) -> Bool {
    guard let digest = shown.presentation?.digest, let letter = usedElsewhere,
      let payload = try? Signed.payloadUnverified(letter.bytes, kind: .useList),
      let list = try? UseList(decoding: payload)
    else { return false }
    return list.digests.contains(digest)
  }

  /// Whether a bundle that the terminal has taken is one that nothing is sold by any more. What it has taken stands in its inbox, and as a
  /// mark on its disk where there was room for one.
  var isTrustTooOld: Bool {
    let marked = try? world.disk.trustMark().version
    let taken = (try? inbox.contents())?.bundle.flatMap { office.version(of: $0.bytes) }
    return [marked, taken].contains { version in
      guard let version, let facts = office.facts[version] else { return false }
      return trueNow.seconds(since: facts.issuedAt) > facts.acceptForSeconds
    }
  }

  // MARK: The end

  /// All becomes well, and the terminal must show that it is: the next customer is served, and the hub gets everything.
  func close() throws {
    farEnd.network = .fine
    farEnd.state = .well
    set(.well)
    cut = nil
    inbox.cut = nil
    for device in Device.allCases { world.plugged.insert(device) }
    world.setPrinter([])
    setClock(error: 0)
    try office.publish(issuedAt: trueNow)
    pass(seconds: 70)
    // The next day, for the day's limits may be used up.
    try cyclePower(off: 86_400)
    try office.publish(issuedAt: trueNow)
    deliverAll()
    try showLost()
    let before = witness.books.head
    try sell(to: Customer(person: People.count), Order(total: 100))
    pass(milliseconds: 500)
    guard witness.violation == nil else { return }
    guard case .accepted(before + 1, _, _) = witness.sight else {
      witness.broken(.sellsNoMore("\(witness.sight) after \(before) entries"))
      return
    }
    deliverAll()
    farEnd.desk.settle()
    witness.close(farEnd, disk: world.disk, terminal: configuration.place.terminal, key: keys.journal.publicKey)
    showDisputes()
  }

  /// A card that was reported lost is known everywhere by now.
  private func showLost() throws {
    guard let person = office.revocations.first else { return }
    // Within a minute of the last exchange without a nudge.
    pass(seconds: 100)
    for _ in 0..<3 where !isIdle { press(.cancel) }
    try hold(out: Customer(person: person))
    witness.answered(
      expected: "E09", with: witness.sight, isRight: witness.sight == .refusal(code: "E09"))
    press(.cancel)
  }

  /// What is disputed is known at the counter by now.
  private func showDisputes() {
    pass(seconds: 100)
    for _ in 0..<3 where !isIdle { press(.cancel) }
    var shown: UInt64?
    if case .idle(_, _, _, _, let disputes) = witness.sight { shown = disputes }
    if shown != UInt64(office.disputes.count) {
      witness.broken(.disputes("\(office.disputes.count) entries are disputed, and \(witness.sight) is shown"))
    }
  }

  /// The longest patience with a hub that was unwell, and a little.
  private func deliverAll() {
    for _ in 0..<14 {
      pass(seconds: 30)
      if UInt64(farEnd.hub.entries.count) == witness.books.head { break }
    }
  }
}

extension PrinterStatus {
  init(_ condition: PrinterCondition) {
    self =
      switch condition {
      case .well: []
      case .paperLow: .paperLow
      case .paperOut: .paperOut
      case .coverOpen: .coverOpen
      case .error: .error
      }
  }
}
