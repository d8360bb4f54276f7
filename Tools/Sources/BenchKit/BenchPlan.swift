public import Devices
import Foundation
import Provisioning

/// What a bench sets up, whatever its terminal is.
public struct BenchPlan: Sendable {
  /// The hub to start.
  public var hub: URL
  /// Where everything is kept. A folder that a bench has used before is gone on with: its terminal still has its journal.
  public var state: URL
  public var display: Scenario.Display
  public var language: Scenario.Language
  /// What the scanner speaks, and the rate, in bit/s, at which it wakes.
  public var scanner: ScannerKind
  public var scannerRate: UInt32
  /// How wide the printer's roll is: 58 or 80, in millimetres.
  public var paper: Int
  public var policy: PolicyChanges
  /// Everyone who may come.
  public var customers: [Customer]

  public init(
    hub: URL, state: URL, display: Scenario.Display = .st7920, language: Scenario.Language = .chinese,
    scanner: ScannerKind = .lines, scannerRate: UInt32 = 9_600, paper: Int = 58,
    policy: PolicyChanges = PolicyChanges(), customers: [Customer] = Customer.cast
  ) {
    self.hub = hub
    self.state = state
    self.display = display
    self.language = language
    self.scanner = scanner
    self.scannerRate = scannerRate
    self.paper = paper
    self.policy = policy
    self.customers = customers
  }

  /// A scenario's, kept in `state`.
  public init(_ scenario: Scenario, hub: URL, state: URL) {
    self.init(
      hub: hub, state: state, display: scenario.display, language: scenario.language,
      scanner: scenario.scanner, scannerRate: scenario.scannerRate, paper: scenario.paper, policy: scenario.policy,
      customers: scenario.people.values.sorted { $0.id < $1.id })
  }
}

/// Where the things are that every bench keeps in its state folder.
struct BenchFolder: Sendable {
  let root: URL

  var region: URL { root.appendingPathComponent("region") }
  var hub: URL { root.appendingPathComponent("hub") }
  /// Of a hub that stands in the hub's place.
  var falseHub: URL { root.appendingPathComponent("false-hub") }
  var hubBackup: URL { root.appendingPathComponent("hub-backup") }
  /// The state of the shop's other terminal.
  var nextCounter: StateDirectory { StateDirectory(root.appendingPathComponent("next-counter").path) }
  var logs: URL { root.appendingPathComponent("logs") }

  func log(_ program: String) -> URL { logs.appendingPathComponent("\(program).log") }

  /// Makes these folders, for their owner alone.
  static func make(_ folders: URL...) throws {
    for folder in folders {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }
  }
}

/// The programs of this checkout, where SwiftPM puts them.
public struct BuiltPrograms: Sendable {
  /// The checkout that an executable of the tools was built in: CHECKOUT/Tools/.build/TRIPLE/CONFIGURATION/bench.
  public let checkout: URL
  private let tools: URL

  public init(beside executable: URL) {
    let executable = executable.resolvingSymlinksInPath()
    tools = executable.deletingLastPathComponent()
    checkout = (0..<5).reduce(executable) { folder, _ in folder.deletingLastPathComponent() }
  }

  public var hub: URL { tools.appendingPathComponent("hub") }

  /// A program of the firmware's, built in the same configuration.
  func firmware(_ name: String) -> URL {
    checkout.appendingPathComponent(".build/\(tools.lastPathComponent)/\(name)")
  }
}
