import Supervision
import Testing
import Time

/// A moment of a test, in milliseconds.
private func at(_ milliseconds: UInt64) -> Uptime { Uptime(microseconds: milliseconds * 1_000) }

private let watched = Service.Policy(startLimit: 60_000, silenceLimit: 30_000, isEssential: true)
private let unwatched = Service.Policy(startLimit: nil, silenceLimit: nil, isEssential: false)
private let ready: Notification = Notification(Array("READY=1".utf8))
private let alive: Notification = Notification(Array("WATCHDOG=1".utf8))

@Suite struct ServiceTests {
  private func running(_ policy: Service.Policy = watched) -> Subject<Service> {
    let service = Subject(Service(policy))
    service.want(at: at(0))
    service.started(7, at: at(0))
    service.heard(ready, at: at(0))
    return service
  }

  @Test func nothingRunsUntilItIsWanted() {
    let service = Subject(Service(watched))
    #expect(service.timePassed(at: at(1_000_000)) == .nothing)
    #expect(service.nextDeadline == nil)
    service.want(at: at(5))
    #expect(service.nextDeadline == at(5))
    #expect(service.timePassed(at: at(5)) == .start)
  }

  @Test func readinessIsSaidOnceAndOnlyByReady() {
    let service = Subject(Service(watched))
    service.want(at: at(0))
    service.started(7, at: at(0))
    #expect(!service.isRunning)
    var isReady = service.heard(alive, at: at(1))
    #expect(!isReady && !service.isRunning)
    isReady = service.heard(ready, at: at(2))
    #expect(isReady && service.isRunning)
    isReady = service.heard(ready, at: at(3))
    #expect(!isReady)
  }

  @Test func aServiceThatSaysNothingRunsAtOnce() {
    let service = Subject(Service(unwatched))
    service.want(at: at(0))
    service.started(7, at: at(0))
    #expect(service.isRunning)
    #expect(service.timePassed(at: at(1_000_000_000)) == .nothing)
  }

  @Test func oneThatNeverGetsReadyIsKilled() {
    let service = Subject(Service(watched))
    service.want(at: at(0))
    service.started(7, at: at(100))
    #expect(service.nextDeadline == at(60_100))
    #expect(service.timePassed(at: at(60_099)) == .nothing)
    #expect(service.timePassed(at: at(60_100)) == .kill(process: 7, .neverReady))
    #expect(service.timePassed(at: at(60_101)) == .nothing)
  }

  @Test func oneThatFallsSilentIsKilledAndStartedAgain() {
    let service = running()
    service.heard(alive, at: at(20_000))
    #expect(service.timePassed(at: at(49_999)) == .nothing)
    #expect(service.timePassed(at: at(50_000)) == .kill(process: 7, .silent))
    let wasUnasked = service.ended(.killed(signal: 9), at: at(50_010))
    #expect(!wasUnasked, "its end was asked for by the kill, and that was said")
    #expect(service.process == nil)
    let deadline = service.nextDeadline
    #expect(deadline.map { service.timePassed(at: $0) } == .start)
  }

  @Test func theWaitDoublesToItsLongest() {
    let service = Subject(Service(unwatched))
    service.want(at: at(0))
    var now: UInt64 = 0
    var waits: [UInt64] = []
    for _ in 0..<10 {
      service.started(7, at: at(now))
      service.ended(.exited(1), at: at(now))
      let next = service.nextDeadline?.microseconds ?? 0
      waits.append(next / 1_000 - now)
      now = next / 1_000
    }
    #expect(waits == [250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000])
  }

  @Test func aStartThatFailsWaitsLikeAnEnd() {
    let service = Subject(Service(unwatched))
    service.want(at: at(0))
    service.startFailed(at: at(0))
    #expect(service.nextDeadline == at(250))
    #expect(service.timePassed(at: at(249)) == .nothing)
    #expect(service.timePassed(at: at(250)) == .start)
  }

  @Test(arguments: [(9_999 as UInt64, 500 as UInt64), (10_000, 250)])
  func onlyWhoServedForLongWaitsFromTheBeginning(_ served: UInt64, _ wait: UInt64) {
    let service = Subject(Service(unwatched))
    service.want(at: at(0))
    service.started(7, at: at(0))
    service.ended(.exited(1), at: at(0))
    service.started(8, at: at(250))
    service.ended(.exited(1), at: at(250 + served))
    #expect(service.nextDeadline == at(250 + served + wait))
  }

  @Test func aFaultyConfigurationWaitsLongestAndIsRemembered() {
    let service = running()
    #expect(service.ended(.exited(Ending.configurationStatus), at: at(20_000)))
    #expect(service.isMisconfigured)
    #expect(service.nextDeadline == at(50_000))
    service.started(8, at: at(50_000))
    service.ended(.killed(signal: 11), at: at(50_001))
    #expect(!service.isMisconfigured)
  }

  @Test func oneThatIsNotWantedIsEndedThenKilled() {
    let service = running()
    #expect(service.unwant(at: at(1_000)) == .end(process: 7))
    #expect(service.timePassed(at: at(5_999)) == .nothing)
    #expect(service.timePassed(at: at(6_000)) == .kill(process: 7, .doesNotEnd))
    let wasUnasked = service.ended(.killed(signal: 9), at: at(6_001))
    #expect(!wasUnasked)
    #expect(service.nextDeadline == nil)
    #expect(service.timePassed(at: at(1_000_000)) == .nothing)
  }

  @Test func oneThatIsNotWantedAndNotThereStaysSo() {
    let service = Subject(Service(watched))
    service.want(at: at(0))
    #expect(service.unwant(at: at(0)) == .nothing)
    #expect(service.timePassed(at: at(100)) == .nothing)
  }

  @Test func troubleLastsUntilItHasRunWell() {
    let service = Subject(Service(watched))
    #expect(service.troubledFor(at: at(5_000)) == 0)
    service.want(at: at(5_000))
    #expect(service.troubledFor(at: at(6_000)) == 1_000)
    service.started(7, at: at(6_000))
    service.heard(ready, at: at(7_000))
    #expect(service.nextDeadline == at(17_000))
    service.timePassed(at: at(16_999))
    #expect(service.troubledFor(at: at(16_999)) == 11_999)
    service.timePassed(at: at(17_000))
    #expect(service.troubledFor(at: at(17_000)) == 0)
    service.ended(.killed(signal: 4), at: at(20_000))
    #expect(service.troubledFor(at: at(20_500)) == 500)
  }

  @Test func aKilledProcessThatStaysIsStuck() {
    let service = running()
    service.timePassed(at: at(30_000))
    #expect(!service.isStuck(at: at(39_999)))
    #expect(service.isStuck(at: at(40_000)))
    service.ended(.killed(signal: 9), at: at(40_001))
    #expect(!service.isStuck(at: at(50_000)))
  }

  /// Whatever happens in whatever order: there is never more than one process, and nothing is started before its time.
  @Test(arguments: 0..<40 as Range<UInt64>) func anyOrderOfEventsKeepsOneProcess(_ seed: UInt64) {
    var random = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    func next(_ bound: UInt64) -> UInt64 {
      random ^= random << 13
      random ^= random >> 7
      random ^= random << 17
      return random % bound
    }
    let policy = seed.isMultiple(of: 2) ? watched : unwatched
    let service = Subject(Service(policy))
    var now: UInt64 = 0
    var living: Int32?
    var number: Int32 = 1
    for _ in 0..<400 {
      now += next(20_000)
      switch next(6) {
      case 0: service.want(at: at(now))
      case 1: _ = service.unwant(at: at(now))
      case 2: service.heard(ready, at: at(now))
      case 3 where living != nil:
        living = nil
        service.ended(next(2) == 0 ? Ending.exited(78) : .killed(signal: 11), at: at(now))
      default: break
      }
      switch service.timePassed(at: at(now)) {
      case .start:
        #expect(living == nil)
        number += 1
        living = number
        service.started(number, at: at(now))
      case .kill(let process, _), .end(let process): #expect(process == living)
      case .nothing: break
      }
      #expect(service.process == living)
      if living == nil, let deadline = service.nextDeadline { #expect(deadline > at(now)) }
    }
  }
}
