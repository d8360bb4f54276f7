import Devices

/// The files that say to the firmware what the board's description says.
extension BoardDescription {
  /// The lines file: which line of which chip is which.
  public var linesFile: String {
    var text = "# \(title): which line is which. Made from Boards/\(name)/board.yaml.\n"
    text += "rows = \(rows.rawValue)\n"
    for line in Line.allCases {
      guard let place = lines[line] else { continue }
      text += "\(line.role) = \(place.chip) \(place.offset)\n"
    }
    return text
  }

  /// `board.conf`: which node is which.
  public var configurationFile: String {
    let chips = Set(lines.values.map(\.chip)).sorted()
    var text = """
      # \(title): which node is which. Made from Boards/\(name)/board.yaml.
      name = \(name)
      display = \(display.rawValue)
      scanner = /dev/\(ports.scanner.device)
      printer = /dev/\(ports.printer.device)
      console = /dev/\(ports.console.device)
      gpio = \(chips.joined(separator: " "))
      network = \(network)

      """
    if let clock { text += "rtc = /dev/\(clock)\n" }
    text += "watchdog = /dev/\(watchdog)\n"
    if let secret { text += "secret = \(secret.memory) \(secret.offset) \(secret.size)\n" }
    return text
  }

  /// The kernel's command line for a slot.
  public func commandLine(slot: String) -> String {
    let words = ["console=\(ports.console.device),115200", "acceptd.slot=\(slot)", "panic=5"]
    return (words + kernel.arguments).joined(separator: " ")
  }
}
