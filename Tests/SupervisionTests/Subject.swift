import Supervision
import Time

/// A value under test, held so that an expectation may call what changes it.
@dynamicMemberLookup final class Subject<Value> {
  var value: Value

  init(_ value: Value) {
    self.value = value
  }

  subscript<Member>(dynamicMember path: WritableKeyPath<Value, Member>) -> Member {
    get { value[keyPath: path] }
    set { value[keyPath: path] = newValue }
  }

  subscript<Member>(dynamicMember path: KeyPath<Value, Member>) -> Member { value[keyPath: path] }
}

extension Subject where Value == Service {
  func want(at now: Uptime) { value.want(at: now) }
  func unwant(at now: Uptime) -> Service.Action { value.unwant(at: now) }
  func started(_ process: Int32, at now: Uptime) { value.started(process, at: now) }
  func startFailed(at now: Uptime) { value.startFailed(at: now) }
  @discardableResult func ended(_ ending: Ending, at now: Uptime) -> Bool { value.ended(ending, at: now) }
  @discardableResult func heard(_ notification: Notification, at now: Uptime) -> Bool {
    value.heard(notification, at: now)
  }
  @discardableResult func timePassed(at now: Uptime) -> Service.Action { value.timePassed(at: now) }
  func troubledFor(at now: Uptime) -> UInt64 { value.troubledFor(at: now) }
  func isStuck(at now: Uptime) -> Bool { value.isStuck(at: now) }
}

extension Subject where Value == Supervisor {
  subscript(name: ServiceName) -> Service {
    get { value[name] }
    set { value[name] = newValue }
  }

  @discardableResult func timePassed(at now: Uptime) -> Supervisor.Task? { value.timePassed(at: now) }
  func health(at now: Uptime) -> Supervisor.Health { value.health(at: now) }
  func name(ofProcess process: Int32) -> ServiceName? { value.name(ofProcess: process) }
}
