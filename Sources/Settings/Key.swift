/// The keys of `terminal.conf`, what each takes, and where it goes.
enum Key: UInt8, CaseIterable {
  case terminal, institution, language, display, region
  case journal, inbox, keys, secret, trust, runtime, uplink
  case scanner, scannerSpeed, scannerFastest, scannerProtocol, printer, printerSpeed, paper
  case hub, pins, lines, watchdog, supervisor

  init?(name: String) {
    for key in Key.allCases where key.name == name {
      self = key
      return
    }
    return nil
  }

  var name: String {
    switch self {
    case .terminal: "terminal"
    case .institution: "institution"
    case .language: "language"
    case .display: "display"
    case .region: "region"
    case .journal: "journal"
    case .inbox: "inbox"
    case .keys: "keys"
    case .secret: "secret"
    case .trust: "trust"
    case .runtime: "runtime"
    case .uplink: "uplink"
    case .scanner: "scanner"
    case .scannerSpeed: "scanner-speed"
    case .scannerFastest: "scanner-fastest"
    case .scannerProtocol: "scanner-protocol"
    case .printer: "printer"
    case .printerSpeed: "printer-speed"
    case .paper: "paper"
    case .hub: "hub"
    case .pins: "pins"
    case .lines: "lines"
    case .watchdog: "watchdog"
    case .supervisor: "supervisor"
    }
  }

  var isRequired: Bool {
    switch self {
    case .language, .scannerSpeed, .scannerFastest, .scannerProtocol, .printerSpeed, .paper, .pins, .lines, .watchdog,
      .supervisor:
      false
    default: true
    }
  }

  /// What a value must be, to follow the words "must be".
  var expected: String {
    switch self {
    case .terminal: "1 to 32 of the characters 0-9, A-Z and '-'"
    case .institution: "'H' or 'P' followed by eleven digits"
    case .language: "'zh' or 'en'"
    case .display: "'st7920' or 'hd44780'"
    case .region: "two, four or six digits (GB/T 2260)"
    case .journal, .inbox, .secret, .pins, .lines: "the path of a file"
    case .keys, .trust, .runtime, .uplink: "the path of a folder"
    case .scanner, .printer, .watchdog: "the path of a device"
    case .scannerSpeed, .scannerFastest, .printerSpeed: "1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200 or 230400"
    case .scannerProtocol: "'lines', 'binary', 'ssi', 'newland' or 'honeywell'"
    case .paper: "'58' or '80'"
    case .hub: "an address that begins with 'https://'"
    case .supervisor: "rounds, salt and hash of a PIN, as the tools write them"
    }
  }

  /// Puts a value where it belongs; false where the value is not one that the key takes.
  func take(_ value: String, folder: String, into settings: inout Settings) -> Bool {
    switch self {
    case .terminal: return put(value, in: &settings.terminal, when: Key.isTerminal(value))
    case .institution: return put(value, in: &settings.institution, when: Key.isInstitution(value))
    case .region: return put(value, in: &settings.region, when: Key.isRegion(value))
    case .hub: return put(value, in: &settings.hub, when: Key.isAddress(value))
    case .supervisor:
      guard Key.isPINHash(value) else { return false }
      settings.supervisor = value
    case .language:
      switch value {
      case "zh": settings.language = .chinese
      case "en": settings.language = .english
      default: return false
      }
    case .display:
      switch value {
      case "st7920": settings.display = .st7920
      case "hd44780": settings.display = .hd44780
      default: return false
      }
    case .paper:
      switch value {
      case "58": settings.paper = .millimetres58
      case "80": settings.paper = .millimetres80
      default: return false
      }
    case .scannerProtocol:
      switch value {
      case "lines": settings.scannerProtocol = .lines
      case "binary": settings.scannerProtocol = .binary
      case "ssi": settings.scannerProtocol = .ssi
      case "newland": settings.scannerProtocol = .newland
      case "honeywell": settings.scannerProtocol = .honeywell
      default: return false
      }
    case .scannerSpeed, .scannerFastest, .printerSpeed:
      guard let speed = UInt32(value), Key.speeds.contains(speed) else { return false }
      switch self {
      case .scannerSpeed: settings.scannerSpeed = speed
      case .scannerFastest: settings.scannerFastest = speed
      default: settings.printerSpeed = speed
      }
    default:
      guard let path = Key.path(value, from: folder) else { return false }
      take(path: path, into: &settings)
    }
    return true
  }

  private func take(path: String, into settings: inout Settings) {
    switch self {
    case .journal: settings.journal = path
    case .inbox: settings.inbox = path
    case .keys: settings.keys = path
    case .secret: settings.secret = path
    case .trust: settings.trust = path
    case .runtime: settings.runtime = path
    case .uplink: settings.uplink = path
    case .scanner: settings.scanner = path
    case .printer: settings.printer = path
    case .pins: settings.pins = path
    case .lines: settings.lines = path
    case .watchdog: settings.watchdog = path
    case .terminal, .institution, .language, .display, .region, .scannerSpeed, .scannerFastest, .scannerProtocol,
      .printerSpeed, .paper, .hub, .supervisor:
      preconditionFailure("not a path")
    }
  }

  private func put(_ value: String, in place: inout String, when isGood: Bool) -> Bool {
    if isGood { place = value }
    return isGood
  }

  private static let speeds: [UInt32] = [1_200, 2_400, 4_800, 9_600, 19_200, 38_400, 57_600, 115_200, 230_400]

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

  private static func isTerminal(_ value: String) -> Bool {
    let bytes = value.utf8
    return (1...32).contains(bytes.count)
      && bytes.allSatisfy {
        isDigit($0) || $0 == UInt8(ascii: "-") || ($0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z"))
      }
  }

  private static func isInstitution(_ value: String) -> Bool {
    let bytes = value.utf8
    return bytes.count == 12 && (bytes.first == UInt8(ascii: "H") || bytes.first == UInt8(ascii: "P"))
      && bytes.dropFirst().allSatisfy(isDigit)
  }

  private static func isRegion(_ value: String) -> Bool {
    let count = value.utf8.count
    return (count == 2 || count == 4 || count == 6) && value.utf8.allSatisfy(isDigit)
  }

  /// Decimal digits and twice hexadecimal ones; what they come to, the terminal judges.
  private static func isPINHash(_ value: String) -> Bool {
    let parts = value.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    func isHexadecimal(_ byte: UInt8) -> Bool {
      isDigit(byte) || byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "f")
    }
    return parts.count == 3 && parts[0].count <= 6 && parts[0].allSatisfy(isDigit)
      && parts[1].count == 32 && parts[1].allSatisfy(isHexadecimal)
      && parts[2].count == 64 && parts[2].allSatisfy(isHexadecimal)
  }

  private static func isAddress(_ value: String) -> Bool {
    let prefix = "https://"
    return value.utf8.count > prefix.utf8.count && value.utf8.starts(with: prefix.utf8)
      && value.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
  }

  private static func path(_ value: String, from folder: String) -> String? {
    guard let first = value.utf8.first else { return nil }
    return first == UInt8(ascii: "/") ? value : Settings.path(value, in: folder)
  }
}
