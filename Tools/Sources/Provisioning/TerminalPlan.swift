import LibCrypto
import Settings

/// What a terminal is to be: what goes into its `terminal.conf`, and which keys it gets.
public struct TerminalPlan: Sendable {
  /// 1 to 32 of `0-9 A-Z -`.
  public var terminal: String
  /// `H` or `P` and eleven digits.
  public var institution: String
  /// `zh` or `en`.
  public var language: String
  /// `st7920` or `hd44780`.
  public var display: String
  /// The hub's terminal side, `https://…`.
  public var hub: String
  /// Paths of the devices, absolute or relative to the state directory.
  public var scanner: String
  public var printer: String
  /// What the scanner speaks: `lines`, `binary`, `ssi`, `newland` or `honeywell`.
  public var scannerProtocol: String
  /// How wide the printer's roll is: `58` or `80` millimetres.
  public var paper: String
  /// The pin socket of a desk.
  public var pins: String?
  /// The file that names a board's lines.
  public var lines: String?
  /// Signs the journal.
  public var journalAlgorithm: SignatureAlgorithm
  /// By which the supervisor's PIN is known; nil where there is none.
  public var supervisor: SupervisorPINHash?

  public init(
    terminal: String, institution: String, language: String = "zh", display: String = "st7920", hub: String,
    scanner: String, printer: String, pins: String? = nil, lines: String? = nil,
    scannerProtocol: String = "lines", paper: String = "58", journalAlgorithm: SignatureAlgorithm = .es256,
    supervisor: SupervisorPINHash? = nil
  ) {
    self.terminal = terminal
    self.institution = institution
    self.language = language
    self.display = display
    self.hub = hub
    self.scanner = scanner
    self.printer = printer
    self.scannerProtocol = scannerProtocol
    self.paper = paper
    self.pins = pins
    self.lines = lines
    self.journalAlgorithm = journalAlgorithm
    self.supervisor = supervisor
  }

  /// What the daemons would refuse is refused here, before anything is made. Throws `ProvisioningFault.settings`.
  public func check(region: String) throws {
    let configuration = StateDirectory("/terminal").configuration(of: self, region: region)
    do throws(SettingsFault) {
      _ = try Settings(parsing: Array(configuration.utf8), folder: "/terminal")
    } catch {
      throw ProvisioningFault.settings(error.explanation)
    }
  }
}
