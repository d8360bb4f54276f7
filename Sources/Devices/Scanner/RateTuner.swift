import Time

/// Finds the rate at which a scanner answers, sets it up, and has it talk faster.
///
/// It asks what every scanner of its protocol answers, first at the rate that is in use, then at the configured one, then at the
/// others. One that answers is set up and asked for the highest rate that it takes, as long as it answers there too;
/// otherwise the line goes back to where it answered. Nothing of it is kept: a restart finds the scanner wherever it is.
///
/// Pure. A search, and each step up, begins only where `mayBegin` says so, which is never during a sale, and while the line is
/// silent. What has begun is brought to its end: half a change of rate would be worse than any wait.
struct RateTuner: Sendable {
  /// What is to be done at the line, in order.
  enum Action: Equatable, Sendable {
    case use(rate: UInt32)
    /// Whether the port has a rate is to be found out, and the line left at this one.
    case probe(rate: UInt32, from: UInt32)
    case say(ScannerCommand)
  }

  /// How long an answer may take, beside the time of its bytes, in microseconds.
  static let answerMicroseconds: UInt64 = 250_000
  /// An answer has no more bytes than this for which one has to wait.
  static let answerBytes: UInt64 = 64
  /// How long a scanner may take to change its rate after it has answered that it will.
  static let changeMicroseconds: UInt64 = 100_000
  /// Noise has a search begin again no sooner than so long after the last one.
  static let restMicroseconds: UInt64 = 5_000_000
  /// The rates at which scanners are found, the commonest first.
  static let knownRates: [UInt32] = [115_200, 9_600, 57_600, 38_400, 19_200, 4_800]

  private enum State: Equatable, Sendable {
    case resting
    case due(at: Uptime)
    case asking(index: Int, until: Uptime)
    case settingUp(until: Uptime)
    /// The scanner answers here, and may be asked for the target's rate.
    case ready
    case raising(until: Uptime)
    case changing(until: Uptime)
    case checking(until: Uptime)
    /// It was not heard there: it is told to come back, for it may hear.
    case callingBack(until: Uptime)
    case returning(until: Uptime)
  }

  /// What has become of the search.
  private(set) var finding = ScannerRate.untried
  private let configured: UInt32
  /// The highest rate that the wires carry.
  private let fastest: UInt32
  private var state = State.resting
  /// The rate of the line now.
  private var current: UInt32
  private var candidates: [UInt32] = []
  /// The rates above the one where the scanner answered that were not tried yet, the highest first.
  private var targets: [UInt32] = []
  private var former: UInt32 = 0
  private var isRaiseTried = false
  private var lastEnd = Uptime(microseconds: 0)

  init(configured: UInt32, fastest: UInt32) {
    self.configured = configured
    self.fastest = fastest
    current = configured
  }

  /// When `timer(at:mayBegin:)` is to be called.
  func nextDeadline(mayBegin: Bool) -> Uptime? {
    switch state {
    case .resting: nil
    case .due(let time): mayBegin ? time : nil
    case .ready: mayBegin ? lastEnd : nil
    case .asking(_, let time), .settingUp(let time), .raising(let time), .changing(let time), .checking(let time),
      .callingBack(let time), .returning(let time):
      time
    }
  }

  /// The port was opened, at the configured rate.
  mutating func opened(at now: Uptime) {
    current = configured
    finding = .untried
    state = .due(at: now)
  }

  mutating func vanished() {
    finding = .untried
    state = .resting
  }

  /// Something came that no scanner says at this rate: it may have lost its power, and its rate with it.
  mutating func heardNoise(at now: Uptime) {
    guard state == .resting, finding != .untried else { return }
    state = .due(at: max(now, lastEnd.advanced(byMicroseconds: Self.restMicroseconds)))
  }

  /// The scanner answered the last command.
  mutating func answered(isGood: Bool, at now: Uptime) -> [Action] {
    switch state {
    case .asking: return found(at: now)
    case .settingUp: return ready(at: now)
    case .raising where !isGood: return ready(at: now)
    case .raising: return change(at: now)
    case .checking: return settled(at: now)
    case .returning: return ready(at: now)
    case .resting, .due, .ready, .changing, .callingBack: return []
    }
  }

  /// A deadline is reached.
  mutating func timer(at now: Uptime, mayBegin: Bool) -> [Action] {
    guard let deadline = nextDeadline(mayBegin: mayBegin), deadline <= now else { return [] }
    switch state {
    case .resting: return []
    case .due:
      finding = .untried
      // The scanner that sleeps hears the second question.
      candidates = [current] + everywhere(from: current)
      isRaiseTried = false
      return ask(0, at: now)
    case .asking(let index, _): return ask(index + 1, at: now)
    // Whoever answered is there; a scanner that has no such setting is read without it.
    case .settingUp: return ready(at: now)
    case .ready: return [.probe(rate: targets[0], from: current)]
    // It may have changed before it answered.
    case .raising: return change(at: now)
    case .changing:
      state = .checking(until: answer(at: now))
      return [.say(.query)]
    case .checking:
      state = .callingBack(until: answer(at: now))
      return [.say(.rate(former))]
    case .callingBack:
      let actions = use(former)
      state = .returning(until: answer(at: now))
      return actions + [.say(.query)]
    case .returning:
      // Neither here nor there: it is looked for everywhere, and left where it is found.
      candidates = everywhere(from: configured)
      isRaiseTried = true
      return ask(0, at: now)
    }
  }

  /// Whether the port has the next rate: the scanner is not sent where nobody can follow.
  mutating func probed(isThere: Bool, at now: Uptime) -> [Action] {
    guard state == .ready else { return [] }
    guard isThere else {
      targets.removeFirst()
      if targets.isEmpty { state = .resting }
      return []
    }
    state = .raising(until: answer(at: now))
    return [.say(.rate(targets[0]))]
  }

  private func everywhere(from first: UInt32) -> [UInt32] {
    [first] + ([configured] + Self.knownRates.filter { $0 != configured }).filter { $0 != first }
  }

  private mutating func ask(_ index: Int, at now: Uptime) -> [Action] {
    guard index < candidates.count else {
      finding = .unanswered
      state = .resting
      lastEnd = now
      return use(configured)
    }
    let actions = use(candidates[index])
    state = .asking(index: index, until: answer(at: now))
    return actions + [.say(.query)]
  }

  private mutating func found(at now: Uptime) -> [Action] {
    finding = .found(current)
    // After a step up from which there was no way back, none is tried again.
    targets = isRaiseTried ? [] : Self.knownRates.filter { $0 > current && $0 <= fastest }.sorted(by: >)
    state = .settingUp(until: answer(at: now))
    return [.say(.setUp)]
  }

  private mutating func ready(at now: Uptime) -> [Action] {
    if case .raising = state { targets.removeFirst() }
    if case .returning = state { targets.removeFirst() }
    finding = .found(current)
    lastEnd = now
    state = targets.isEmpty ? .resting : .ready
    return []
  }

  private mutating func change(at now: Uptime) -> [Action] {
    former = current
    state = .changing(until: now.advanced(byMicroseconds: Self.changeMicroseconds))
    return use(targets[0])
  }

  private mutating func settled(at now: Uptime) -> [Action] {
    finding = .found(current)
    targets = []
    state = .resting
    lastEnd = now
    return []
  }

  private mutating func use(_ rate: UInt32) -> [Action] {
    guard rate != current else { return [] }
    current = rate
    return [.use(rate: rate)]
  }

  private func answer(at now: Uptime) -> Uptime {
    now.advanced(byMicroseconds: Self.answerMicroseconds + Self.answerBytes * 10_000_000 / UInt64(max(current, 1)))
  }
}

/// What is known of the rate at which a scanner talks.
public enum ScannerRate: Equatable, Sendable {
  /// It was not asked yet, or its protocol has no questions.
  case untried
  /// It answers at this rate, in bit/s.
  case found(UInt32)
  /// It answered at no rate.
  case unanswered
}
