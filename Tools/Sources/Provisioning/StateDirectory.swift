import Foundation
public import Linux
public import TerminalKeys

/// A terminal's state directory: everything that makes a device this terminal, but for the secret that opens its keys. It is
/// what the card is of a board.
public struct StateDirectory: Sendable {
  public let path: String

  public init(_ path: String) {
    self.path = path
  }

  /// What opens the keys: beside the directory and not in it, as a board has its secret and its card has not.
  public var secret: String { URL(filePath: path).standardizedFileURL.path + ".secret" }

  /// Both daemons' configuration. Written last: a directory that has it is complete.
  public var configuration: String { path + "/terminal.conf" }
  /// Signs the journal; never leaves the terminal.
  public var journalKey: OwnKey<Kernel> { OwnKey(path: path + "/keys/journal.key", secret: secret) }
  public var tlsKey: OwnKey<Kernel> { OwnKey(path: path + "/uplink/tls.key", secret: secret) }
  public var tlsCertificate: String { path + "/uplink/tls.crt" }
  /// The authority of the hub's certificate, the only one the uplink trusts.
  public var hubAuthority: String { path + "/uplink/hub-ca.crt" }
  /// The region's root public key, pinned.
  public var root: String { path + "/trust/root.pub" }
  /// The bundle of the image, by which a first start needs no network.
  public var initialBundle: String { path + "/trust/initial.bundle" }
  /// What acceptd alone writes.
  public var journal: String { path + "/data/journal.sqlite" }
  /// What uplinkd alone writes.
  public var inbox: String { path + "/data/inbox.sqlite" }
  /// The daemons' sockets.
  public var runtime: String { path + "/run" }

  var folders: [String] {
    [path] + ["keys", "uplink", "trust", "data", "run"].map { path + "/" + $0 }
  }

  /// `terminal.conf`, whose paths are relative to it.
  func configuration(of plan: TerminalPlan, region: String) -> String {
    var lines = [
      "# Made at enrolment.",
      "terminal = \(plan.terminal)",
      "institution = \(plan.institution)",
      "region = \(region)",
      "language = \(plan.language)",
      "display = \(plan.display)",
      "",
      "journal = data/journal.sqlite",
      "inbox = data/inbox.sqlite",
      "keys = keys",
      "secret = \("../" + URL(filePath: secret).lastPathComponent)",
      "trust = trust",
      "runtime = run",
      "uplink = uplink",
      "hub = \(plan.hub)",
      "",
      "scanner = \(plan.scanner)",
      "scanner-protocol = \(plan.scannerProtocol)",
      "printer = \(plan.printer)",
      "paper = \(plan.paper)",
    ]
    if let supervisor = plan.supervisor { lines.append("supervisor = \(supervisor.text)") }
    if let pins = plan.pins { lines.append("pins = \(pins)") }
    if let wiring = plan.lines { lines.append("lines = \(wiring)") }
    return lines.joined(separator: "\n") + "\n"
  }
}
