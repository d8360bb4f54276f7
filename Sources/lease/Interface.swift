import CGlibc
import Linux

/// A network interface, set up by the calls that every kernel has had for decades.
struct Interface {
  private let name: String

  /// The longest name, less its terminating zero.
  private static let maximumBytes = 15

  init?(_ name: String) {
    guard (1...Interface.maximumBytes).contains(name.utf8.count) else { return nil }
    self.name = name
  }

  /// Takes the address away, and with it every route over it.
  func clear() throws(SystemFault) {
    let outcome = glibc_interface_address(name, UInt(SIOCSIFADDR), 0)
    // An interface that has none is clear.
    if outcome < 0, outcome != -EADDRNOTAVAIL { try check(outcome) }
  }

  func up() throws(SystemFault) { try check(glibc_interface_up(name)) }

  func set(address: Address, mask: Address) throws(SystemFault) {
    try check(glibc_interface_address(name, UInt(SIOCSIFADDR), address.number))
    try check(glibc_interface_address(name, UInt(SIOCSIFNETMASK), mask.number))
  }

  /// Sends everything that is not for this net through a router.
  func route(through router: Address) throws(SystemFault) {
    let outcome = glibc_default_route(name, router.number)
    // The client says again what holds already.
    if outcome != -EEXIST { try check(outcome) }
  }

  private func check(_ outcome: Int32) throws(SystemFault) {
    _ = try SystemFault.check(.control, Int(outcome))
  }
}
