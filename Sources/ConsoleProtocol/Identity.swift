/// Who a terminal is and whose it is: what a person decides. Where its files and devices are, the board knows.
public struct Identity: Equatable, Sendable {
  /// 1 to 32 of `0-9 A-Z -`.
  public var terminal: String
  /// `H` or `P` and eleven digits.
  public var institution: String
  /// Two, four or six digits of GB/T 2260.
  public var region: String
  /// The hub's terminal side, `https://…`.
  public var hub: String
  /// `zh` or `en`.
  public var language: String?
  /// `st7920` or `hd44780`; the board's own where it is nil.
  public var display: String?
  /// What the scanner speaks, as the terminal's settings call it; lines of text where it is nil.
  public var scannerProtocol: String?
  /// `58` or `80` millimetres, the width of the printer's roll; 58 where it is nil.
  public var paper: String?
  /// Rounds, salt and hash of the supervisor's PIN; nil where there is none.
  public var supervisor: String?

  public init(
    terminal: String, institution: String, region: String, hub: String, language: String? = nil,
    display: String? = nil, scannerProtocol: String? = nil, paper: String? = nil, supervisor: String? = nil
  ) {
    self.terminal = terminal
    self.institution = institution
    self.region = region
    self.hub = hub
    self.language = language
    self.display = display
    self.scannerProtocol = scannerProtocol
    self.paper = paper
    self.supervisor = supervisor
  }

  /// Nil where a key is missing, unknown or given twice. What the values may be, the terminal's settings judge.
  public init?(_ document: [UInt8]) {
    guard let fields = Fields(document), let terminal = fields["terminal"], let institution = fields["institution"],
      let region = fields["region"], let hub = fields["hub"]
    else { return nil }
    let optional = ["language", "display", "scanner-protocol", "paper", "supervisor"].count { fields[$0] != nil }
    guard fields.all.count == 4 + optional else { return nil }
    self.init(
      terminal: terminal, institution: institution, region: region, hub: hub, language: fields["language"],
      display: fields["display"], scannerProtocol: fields["scanner-protocol"], paper: fields["paper"],
      supervisor: fields["supervisor"])
  }

  /// The identity as lines of a configuration file.
  public var document: [UInt8] {
    var fields = Fields()
    fields.add("terminal", terminal)
    fields.add("institution", institution)
    fields.add("region", region)
    fields.add("hub", hub)
    fields.add("language", language)
    fields.add("display", display)
    fields.add("scanner-protocol", scannerProtocol)
    fields.add("paper", paper)
    fields.add("supervisor", supervisor)
    return fields.bytes
  }
}
