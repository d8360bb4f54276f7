/// What `board.conf` says: which nodes of a board are which, for whoever gives the programs their rights to them.
///
/// The image tool writes it from the board's folder. It has the form of all configuration files.
public struct BoardSettings: Equatable, Sendable {
  /// The scanner's serial device.
  public var scanner = ""
  /// The printer's serial device.
  public var printer = ""
  /// The labels of the GPIO chips that have lines of the terminal.
  public var chips: [String] = []
  /// The terminal device of the serial console; nil: there is none.
  public var console: String?
  /// The network interface; nil: there is none.
  public var network: String?
  /// The hardware clock; nil: there is none.
  public var clock: String?
  /// The hardware watchdog; nil: there is none.
  public var watchdog: String?
  /// Where the board has its secret; nil: nowhere that the kernel could read.
  public var secret: SecretPlace?
  /// The board's name, for people; empty where it has none.
  public var name = ""
  /// The display that is wired to the board.
  public var display = Settings.Display.st7920

  /// A part of a memory that is no card's: fuses, for one.
  public struct SecretPlace: Equatable, Sendable {
    /// The kernel's name of the memory, under `/sys/bus/nvmem/devices`.
    public var memory: String
    /// Its bytes in there.
    public var bytes: Range<Int>

    /// How many bytes a secret may have, in fours.
    public static let sizes = 8...64

    public init(memory: String, bytes: Range<Int>) {
      self.memory = memory
      self.bytes = bytes
    }
  }

  /// The keys, in the order of this list.
  private static let keys = [
    "scanner", "printer", "gpio", "console", "network", "rtc", "watchdog", "name", "display", "secret",
  ]
  private static let requiredKeys = 0..<3

  public init(parsing bytes: [UInt8]) throws(SettingsFault) {
    guard bytes.count <= Settings.maximumBytes else { throw .tooLong(limit: Settings.maximumBytes) }
    var lineOf = [Int](repeating: 0, count: BoardSettings.keys.count)
    for assignment in try Assignments.parse(bytes) {
      let found = BoardSettings.keys.firstIndex { $0.utf8.elementsEqual(assignment.key.utf8) }
      guard let key = found else { throw .unknownKey(line: assignment.line, key: assignment.key) }
      guard lineOf[key] == 0 else { throw .repeated(line: assignment.line, key: assignment.key, first: lineOf[key]) }
      lineOf[key] = assignment.line
      guard take(assignment.value, key: key) else {
        throw .badValue(line: assignment.line, key: assignment.key, expected: BoardSettings.expected(key))
      }
    }
    for key in BoardSettings.requiredKeys where lineOf[key] == 0 {
      throw .missing(key: BoardSettings.keys[key], expected: BoardSettings.expected(key))
    }
  }

  private mutating func take(_ value: String, key: Int) -> Bool {
    guard value.utf8.count <= Settings.maximumValueBytes else { return false }
    switch key {
    case 2:
      chips = value.utf8.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
      return !chips.isEmpty
    case 4:
      network = value
      return !value.utf8.isEmpty && !value.utf8.contains(UInt8(ascii: "/")) && value.utf8.count <= 15
    case 7:
      name = value
      return !value.utf8.isEmpty && value.utf8.count <= 64
    case 8:
      if value.utf8.elementsEqual("hd44780".utf8) {
        display = .hd44780
        return true
      }
      return value.utf8.elementsEqual("st7920".utf8)
    case 9:
      secret = SecretPlace(value)
      return secret != nil
    default: break
    }
    guard value.utf8.starts(with: "/dev/".utf8) else { return false }
    switch key {
    case 0: scanner = value
    case 1: printer = value
    case 3: console = value
    case 5: clock = value
    default: watchdog = value
    }
    return true
  }

  private static func expected(_ key: Int) -> String {
    switch key {
    case 2: "the labels of GPIO chips, with spaces between them"
    case 4: "the name of a network interface: at most 15 characters"
    case 7: "a name of at most 64 bytes"
    case 8: "'st7920' or 'hd44780'"
    case 9: "a memory's name, the place of the first byte, and how many: 8 to 64, in fours; with spaces between them"
    default: "a device under /dev"
    }
  }
}

extension BoardSettings.SecretPlace {
  /// No memory of fuses has more bytes.
  public static let largestMemory = 65_536

  /// `imx-ocotp0 224 16`.
  fileprivate init?(_ text: String) {
    let words = text.utf8.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
    guard words.count == 3, !words[0].utf8.contains(UInt8(ascii: "/")), words[0].utf8.first != UInt8(ascii: "."),
      let first = Int(words[1]), let count = Int(words[2]), (0..<Self.largestMemory).contains(first),
      Self.sizes.contains(count), count.isMultiple(of: 4)
    else { return nil }
    self.init(memory: words[0], bytes: first..<first + count)
  }
}
