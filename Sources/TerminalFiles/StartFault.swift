import Codes
import Counter
public import Devices
import LibCrypto
import Linux
public import Settings
public import Terminal
import Wire

/// Why a terminal does not start at all. What can be shown on its own display is not among them.
public enum StartFault: Error, Equatable, Sendable {
  /// The command line is not `--config FILE`.
  case usage
  case configurationUnreadable(path: String)
  case configuration(path: String, SettingsFault)
  /// A value is of the right form and yet names nothing.
  case badValue(key: String)
  case environment(String)
  /// glibc has no converter to GB 18030.
  case noTextConverter

  /// What is wrong, and what to do.
  public var explanation: String {
    switch self {
    case .usage: "usage: --config FILE"
    case .configurationUnreadable(let path): "\(path): cannot be read: name the terminal's configuration file"
    case .configuration(let path, let fault): "\(path): \(fault.explanation)"
    case .badValue(let key): "'\(key)' does not name what it should: correct it in the configuration file"
    case .environment(let text): text
    case .noTextConverter:
      "glibc has no GB18030 converter: install its gconv modules (libc-bin, or GB18030.so on an image)"
    }
  }
}

extension Settings {
  /// The settings that a daemon's command line names: `--config FILE`.
  public init(arguments: [String]) throws(StartFault) {
    guard arguments.count == 2, arguments[0] == "--config", let folder = Process.folder(of: arguments[1]) else {
      throw .usage
    }
    let path = arguments[1]
    let bytes: [UInt8]
    do throws(FileFault) { bytes = try Files<Kernel>.read(path, limit: Settings.maximumBytes) } catch {
      throw .configurationUnreadable(path: path)
    }
    do throws(SettingsFault) { try self.init(parsing: bytes, folder: folder) } catch {
      throw .configuration(path: path, error)
    }
  }
}

extension Terminal {
  /// A terminal in an environment, as its settings want it.
  public init(_ environment: E, settings: Settings) throws(StartFault) {
    guard let terminal = TerminalID(settings.terminal) else { throw .badValue(key: "terminal") }
    guard let institution = InstitutionCode(settings.institution) else { throw .badValue(key: "institution") }
    guard let region = RegionPrefix(text: settings.region) else { throw .badValue(key: "region") }
    var supervisor: SupervisorPINHash?
    if let text = settings.supervisor {
      guard let hash = SupervisorPINHash(text) else { throw .badValue(key: "supervisor") }
      supervisor = hash
    }
    let configuration = Configuration(
      place: Place(terminal: terminal, institution: institution), region: region,
      language: settings.language == .chinese ? .chinese : .english,
      display: settings.display == .st7920 ? .st7920 : .hd44780,
      scanner: settings.scannerKind, scannerRate: settings.scannerSpeed,
      scannerFastest: settings.scannerFastest, scannerPort: Self.name(ofPort: settings.scanner),
      printerPort: Self.name(ofPort: settings.printer),
      paper: settings.paper == .millimetres80 ? .millimetres80 : .millimetres58, supervisor: supervisor)
    do throws(TextFault) { try self.init(environment, configuration: configuration) } catch {
      throw .noTextConverter
    }
  }

  /// The last part of its path, which fits a display.
  private static func name(ofPort path: String) -> String {
    String(decoding: path.utf8.reversed().prefix { $0 != UInt8(ascii: "/") }.reversed(), as: UTF8.self)
  }
}

extension Settings {
  /// What the scanner speaks, as its driver knows it.
  public var scannerKind: ScannerKind {
    switch scannerProtocol {
    case .lines: .lines
    case .binary: .binary
    case .ssi: .ssi
    case .newland: .newland
    case .honeywell: .honeywell
    }
  }
}
