/// What `terminal.conf` says: which terminal this is, and where its devices, files and hub are.
///
/// Both daemons read the same file. Every path is absolute here; one that was written relative is taken from the
/// folder of the file, so that a state directory can be moved as a whole.
public struct Settings: Equatable, Sendable {
  /// The terminal's identity in its entries and its certificate: 1 to 32 of `0-9 A-Z -`.
  public var terminal = ""
  /// The institution the terminal stands in: `H` or `P` and eleven digits.
  public var institution = ""
  /// The language a dialog begins in.
  public var language = Language.chinese
  /// The display that is wired to the lines.
  public var display = Display.st7920
  /// The administrative region whose trust bundles are taken: two, four or six digits of GB/T 2260.
  public var region = ""
  /// The journal's SQLite file, written by acceptd alone.
  public var journal = ""
  /// The inbox's SQLite file, written by uplinkd alone.
  public var inbox = ""
  /// The folder of the terminal's own signing key.
  public var keys = ""
  /// The file of the board's secret, which opens the terminal's own keys. It is not on the card.
  public var secret = ""
  /// The folder of the pinned root key and the bundle of the image.
  public var trust = ""
  /// The folder of the two daemons' sockets.
  public var runtime = ""
  /// The scanner's serial device.
  public var scanner = ""
  /// The scanner's rate in bit/s.
  public var scannerSpeed: UInt32 = 9_600
  /// The highest rate, in bit/s, that the scanner is asked for, where it can be asked.
  public var scannerFastest: UInt32 = 115_200
  /// What the scanner speaks.
  public var scannerProtocol = ScannerProtocol.lines
  /// The printer's serial device.
  public var printer = ""
  /// The printer's rate in bit/s.
  public var printerSpeed: UInt32 = 9_600
  /// How wide the printer's roll is.
  public var paper = Paper.millimetres58
  /// The hub's `https` address.
  public var hub = ""
  /// The folder of the TLS key, its certificate and the hub's authority.
  public var uplink = ""
  /// The pin socket of a desk; absent on a board.
  public var pins: String?
  /// The file that says which line of which chip is which; absent on a desk.
  public var lines: String?
  /// The watchdog device that acceptd itself feeds; absent where the service manager does.
  public var watchdog: String?
  /// Rounds, salt and hash of the supervisor's PIN; absent where there is none. Never the PIN.
  public var supervisor: String?

  /// The language a dialog begins in.
  public enum Language: Equatable, Sendable { case chinese, english }

  /// The displays that have a driver.
  public enum Display: Equatable, Sendable { case st7920, hd44780 }

  /// The widths of rolls.
  public enum Paper: Equatable, Sendable { case millimetres58, millimetres80 }

  /// The protocols of scanners that have a driver.
  public enum ScannerProtocol: Equatable, Sendable { case lines, binary, ssi, newland, honeywell }

  /// The longest file that is read, in bytes.
  public static let maximumBytes = 16_384
  /// The longest value, in bytes: a path that fits the kernel's socket addresses and then some.
  public static let maximumValueBytes = 1_024

  init() {}

  /// Reads a configuration file.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - folder: the file's folder as an absolute path, from which relative paths are taken.
  public init(parsing bytes: [UInt8], folder: String) throws(SettingsFault) {
    guard bytes.count <= Settings.maximumBytes else { throw .tooLong(limit: Settings.maximumBytes) }
    var lineOf = [Int](repeating: 0, count: Key.allCases.count)
    for assignment in try Assignments.parse(bytes) {
      guard let key = Key(name: assignment.key) else {
        throw .unknownKey(line: assignment.line, key: assignment.key)
      }
      let first = lineOf[Int(key.rawValue)]
      guard first == 0 else { throw .repeated(line: assignment.line, key: key.name, first: first) }
      lineOf[Int(key.rawValue)] = assignment.line
      guard assignment.value.utf8.count <= Settings.maximumValueBytes,
        key.take(assignment.value, folder: folder, into: &self)
      else { throw .badValue(line: assignment.line, key: key.name, expected: key.expected) }
    }
    for key in Key.allCases where key.isRequired && lineOf[Int(key.rawValue)] == 0 {
      throw .missing(key: key.name, expected: key.expected)
    }
  }

  /// A file in one of the folders of the settings.
  public static func path(_ name: String, in folder: String) -> String {
    folder.utf8.last == UInt8(ascii: "/") ? folder + name : folder + "/" + name
  }
}
