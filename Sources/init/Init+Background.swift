import CGlibc
import Linux
import Settings
import Supervision
import Time

/// What comes after the first screen: the other modules, the watchdog, the uplink, the console, the network.
extension Init {
  /// The terminal is ready, so its first screen is being drawn.
  mutating func firstScreenIsDue() {
    guard case .waiting = background else { return }
    background = .settling(until: now.advanced(byMilliseconds: Self.settlingTime))
  }

  /// Whether something is to be done at once, so that sleeping is only looking.
  var hasWork: Bool {
    guard ending == nil else { return false }
    return switch background {
    case .waiting(let since): now >= since.advanced(byMilliseconds: Self.firstScreenLimit)
    case .settling(let until): now >= until
    case .loading: true
    case .done: false
    }
  }

  /// Does the next small piece of it, so that whatever else happens is seen in between.
  mutating func work() {
    guard hasWork else { return }
    switch background {
    case .waiting, .settling:
      let bytes = (try? Files<Calls>.read(Paths.moduleList, limit: ModuleList.maximumBytes)) ?? []
      background = .loading(ModuleList(bytes, folder: "/lib/modules").modules, next: 0)
    case .loading(let modules, let next):
      guard next < modules.count else {
        background = .done
        startTheRest()
        return
      }
      background = .loading(modules, next: next + 1)
      do throws(SystemFault) {
        try KernelModules<Calls>.load(modules[next].path, options: modules[next].options)
      } catch {
        log.write(.error, "module \(modules[next].path): \(error.explanation)")
      }
    case .done: break
    }
  }

  private mutating func startTheRest() {
    startWatchdog()
    giveAllRights()
    takeHardwareTime()
    if isProvisioned { supervisor[.uplinkd].want(at: now) }
    if let path = board?.console, isThere(path), isThere(Paths.console) { supervisor[.console].want(at: now) }
    wantNetwork()
  }

  private func isThere(_ path: String) -> Bool {
    let outcome = Calls.open(path, flags: O_RDONLY | O_NONBLOCK | O_NOCTTY, mode: 0)
    if outcome >= 0 { _ = Calls.close(Int32(outcome)) }
    return outcome >= 0
  }
}
