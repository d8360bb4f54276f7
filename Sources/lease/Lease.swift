import CGlibc
import Linux

/// Gives the interface what the DHCP client was given: an address, a way out, and who answers for names.
enum Lease<Calls: SystemCalls> {
  private static var nameServers: String { "/run/network/resolv.conf" }
  /// As many as the C library asks, of each list.
  private static var maximumEntries: Int { 3 }

  /// Returns the exit status, which the client ignores; what fails is said.
  static func run() -> Int32 {
    guard let event = Process.arguments.first, let name = Process.variable("interface"),
      let interface = Interface(name)
    else {
      Process.log("lease: to be called by the DHCP client")
      return 2
    }
    do throws(SystemFault) {
      if event.utf8.elementsEqual("deconfig".utf8) {
        try interface.clear()
        try interface.up()
      } else if event.utf8.elementsEqual("bound".utf8) || event.utf8.elementsEqual("renew".utf8) {
        try take(on: interface)
      }
      return 0
    } catch {
      Process.log("lease: \(name): \(error.explanation)")
      return 1
    }
  }

  private static func take(on interface: Interface) throws(SystemFault) {
    guard let address = variable("ip").first, let mask = variable("subnet").first else {
      Process.log("lease: the DHCP server gave no address or no subnet")
      return
    }
    // Names first, the way out last: who waits for the way finds the names there.
    writeNameServers()
    try interface.set(address: address, mask: mask)
    for router in variable("router").prefix(1) { try interface.route(through: router) }
  }

  private static func writeNameServers() {
    var text = ""
    for server in variable("dns").prefix(maximumEntries) { text += "nameserver \(server.text)\n" }
    do throws(FileFault) { try Files<Calls>.create(nameServers, Array(text.utf8), mode: 0o644) } catch {
      Process.log("lease: \(nameServers) cannot be written")
    }
  }

  private static func variable(_ name: String) -> [Address] {
    guard let value = Process.variable(name) else { return [] }
    return value.utf8.split(separator: UInt8(ascii: " ")).compactMap { Address(Array($0)) }
  }
}
