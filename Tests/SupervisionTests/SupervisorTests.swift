import Supervision
import Testing
import Time

private func at(_ seconds: UInt64) -> Uptime { Uptime(microseconds: seconds * 1_000_000) }
private let ready = Notification(Array("READY=1".utf8))

@Suite struct SupervisorTests {
  private func wanting(_ names: [ServiceName]) -> Subject<Supervisor> {
    let supervisor = Subject(Supervisor())
    for name in names { supervisor[name].want(at: at(0)) }
    return supervisor
  }

  @Test func theTerminalComesFirst() {
    let supervisor = wanting([.uplinkd, .acceptd])
    let first = supervisor.timePassed(at: at(0))
    #expect(first?.service == .acceptd && first?.action == .start)
    supervisor[.acceptd].started(10, at: at(0))
    let second = supervisor.timePassed(at: at(0))
    #expect(second?.service == .uplinkd && second?.action == .start)
    supervisor[.uplinkd].started(11, at: at(0))
    #expect(supervisor.timePassed(at: at(0)) == nil)
    #expect(supervisor.name(ofProcess: 11) == .uplinkd)
    #expect(supervisor.name(ofProcess: 12) == nil)
    #expect(supervisor.hasProcesses)
  }

  @Test func theNextDeadlineIsTheEarliest() {
    let supervisor = wanting([.acceptd, .uplinkd])
    supervisor[.acceptd].started(10, at: at(0))
    supervisor[.uplinkd].started(11, at: at(5))
    #expect(supervisor.nextDeadline == at(60))
    #expect(Supervisor().nextDeadline == nil)
  }

  @Test func aTerminalThatDoesNotComeUpIsHopelessInTheEnd() {
    let supervisor = wanting([.acceptd])
    #expect(supervisor.health(at: at(179)) == .good)
    #expect(supervisor.health(at: at(180)) == .hopeless(.acceptd))
  }

  @Test func aTerminalThatIsNotWantedIsNoTrouble() {
    #expect(Supervisor().health(at: at(100_000)) == .good)
  }

  @Test func aTerminalThatComesUpNowAndThenIsTriedOn() {
    let supervisor = wanting([.acceptd])
    var now: UInt64 = 0
    // A terminal that serves a quarter of a minute and dies, for an hour.
    while now < 3_600 {
      supervisor[.acceptd].started(10, at: at(now))
      _ = supervisor[.acceptd].heard(ready, at: at(now))
      now += 15
      supervisor.timePassed(at: at(now))
      #expect(supervisor.health(at: at(now)) == .good)
      _ = supervisor[.acceptd].ended(.killed(signal: 4), at: at(now))
      now += 1
    }
  }

  @Test func oneThatDiesAtOnceEveryTimeIsHopeless() {
    let supervisor = wanting([.acceptd])
    var now: UInt64 = 0
    while now < 180 {
      supervisor[.acceptd].started(10, at: at(now))
      _ = supervisor[.acceptd].heard(ready, at: at(now))
      now += 1
      supervisor.timePassed(at: at(now))
      _ = supervisor[.acceptd].ended(.killed(signal: 4), at: at(now))
      now += 1
    }
    #expect(supervisor.health(at: at(now)) == .hopeless(.acceptd))
  }

  @Test func aFaultyConfigurationIsNotMendedByARestart() {
    let supervisor = wanting([.acceptd])
    supervisor[.acceptd].started(10, at: at(0))
    _ = supervisor[.acceptd].ended(.exited(78), at: at(1))
    #expect(supervisor.health(at: at(100_000)) == .good)
  }

  @Test(arguments: [ServiceName.uplinkd, .network, .console])
  func whatTheTerminalCanDoWithoutNeverRestartsTheBoard(_ name: ServiceName) {
    #expect(wanting([name]).health(at: at(100_000)) == .good)
  }

  @Test func aProcessThatCannotBeKilledIsTheKernelsTrouble() {
    let supervisor = wanting([.uplinkd])
    supervisor[.uplinkd].started(11, at: at(0))
    _ = supervisor[.uplinkd].heard(ready, at: at(0))
    #expect(supervisor.timePassed(at: at(30))?.action == .kill(process: 11, .silent))
    #expect(supervisor.health(at: at(39)) == .good)
    #expect(supervisor.health(at: at(40)) == .stuck(.uplinkd))
  }
}
