import Foundation
import Provisioning

/// The programs a desk bench starts.
public struct DeskPrograms: Sendable {
  public var hub: URL
  public var terminal: URL
  public var uplink: URL

  public init(hub: URL, terminal: URL, uplink: URL) {
    self.hub = hub
    self.terminal = terminal
    self.uplink = uplink
  }

  /// The programs where SwiftPM puts them: the hub beside `executable`, the firmware in the checkout's own build folder.
  public static func built(beside executable: URL) -> DeskPrograms {
    let folder = executable.resolvingSymlinksInPath().deletingLastPathComponent()
    let firmware = checkout(of: executable).appendingPathComponent(".build/\(folder.lastPathComponent)")
    return DeskPrograms(
      hub: folder.appendingPathComponent("hub"), terminal: firmware.appendingPathComponent("acceptd-desk"),
      uplink: firmware.appendingPathComponent("uplinkd"))
  }

  /// The checkout that an executable of the tools was built in: CHECKOUT/Tools/.build/TRIPLE/CONFIGURATION/bench.
  public static func checkout(of executable: URL) -> URL {
    (0..<5).reduce(executable.resolvingSymlinksInPath()) { folder, _ in folder.deletingLastPathComponent() }
  }
}

/// What desk a bench sets up.
public struct DeskPlan: Sendable {
  public var programs: DeskPrograms
  /// Where everything is kept. A folder that a bench has used before is gone on with: its terminal still has its journal.
  public var state: URL
  public var display: Scenario.Display
  public var language: Scenario.Language
  public var policy: PolicyChanges
  /// Everyone who may come.
  public var customers: [Customer]

  public init(
    programs: DeskPrograms, state: URL, display: Scenario.Display = .st7920, language: Scenario.Language = .chinese,
    policy: PolicyChanges = PolicyChanges(), customers: [Customer] = Customer.cast
  ) {
    self.programs = programs
    self.state = state
    self.display = display
    self.language = language
    self.policy = policy
    self.customers = customers
  }
}

/// Where things are in a desk bench's state folder.
struct DeskFolder: Sendable {
  let root: URL

  var region: URL { root.appendingPathComponent("region") }
  var hub: URL { root.appendingPathComponent("hub") }
  /// Of a hub that stands in the hub's place.
  var falseHub: URL { root.appendingPathComponent("false-hub") }
  var logs: URL { root.appendingPathComponent("logs") }
  var devices: URL { root.appendingPathComponent("devices") }
  /// A configuration of OpenSSL's by which it has no algorithms at all.
  var noCryptography: URL { root.appendingPathComponent("no-cryptography.cnf") }
  var scanner: URL { devices.appendingPathComponent("scanner") }
  var printer: URL { devices.appendingPathComponent("printer") }
  var pins: URL { devices.appendingPathComponent("pins.sock") }
  var terminal: StateDirectory { StateDirectory(root.appendingPathComponent("terminal").path) }
  var terminalNudges: String { terminal.runtime + "/acceptd.sock" }
  var uplinkNudges: String { terminal.runtime + "/uplinkd.sock" }

  func log(_ program: String) -> URL { logs.appendingPathComponent("\(program).log") }
}
