import Foundation
import Provisioning

/// The programs of a desk's terminal.
public struct DeskPrograms: Sendable {
  public var terminal: URL
  public var uplink: URL

  public init(_ built: BuiltPrograms) {
    terminal = built.firmware("acceptd-desk")
    uplink = built.firmware("uplinkd")
  }
}

/// Where things are in a desk bench's state folder, beside those of every bench.
struct DeskFolder: Sendable {
  let common: BenchFolder
  private var root: URL { common.root }

  var devices: URL { root.appendingPathComponent("devices") }
  /// A configuration of OpenSSL's by which it has no algorithms at all.
  var noCryptography: URL { root.appendingPathComponent("no-cryptography.cnf") }
  var scanner: URL { devices.appendingPathComponent("scanner") }
  var printer: URL { devices.appendingPathComponent("printer") }
  var pins: URL { devices.appendingPathComponent("pins.sock") }
  var terminal: StateDirectory { StateDirectory(root.appendingPathComponent("terminal").path) }
  var terminalNudges: String { terminal.runtime + "/acceptd.sock" }
  var uplinkNudges: String { terminal.runtime + "/uplinkd.sock" }
}
