import Devices
import Foundation
public import MarkedYAML
import Settings

extension BoardDescription {
  /// The most a description may hold, in bytes.
  public static let longestFile = 64 * 1024

  private enum Key: String, CaseIterable {
    case title
    case architecture
    case kernel
    case rows
    case lines
    case chips
    case ports
    case display
    case modules
    case network
    case clock
    case watchdog
    case secret
    case card
    case image
    case firmware
    case emulator
  }

  /// Reads the `board.yaml` of a board's folder.
  public init(folder: URL) throws(MarkedFault) {
    let file = folder.appendingPathComponent("board.yaml")
    guard let text = try? String(contentsOf: file, encoding: .utf8) else {
      throw MarkedFault(file: file.path, line: 1, message: "cannot be read: is this a board's folder?")
    }
    try self.init(text: text, file: file.path, folder: folder)
  }

  /// Reads the text of a description. `file` is only used to say where something is wrong.
  public init(text: String, file: String, folder: URL) throws(MarkedFault) {
    let root = try MarkedNode(text: text, file: file, limit: Self.longestFile)
    let fields = try Fields(root, Key.self)
    name = folder.lastPathComponent
    self.folder = folder
    title = try fields[.title].text()
    architecture = try fields[.architecture].word(Architecture.self)
    kernel = try Kernel(fields[.kernel])
    rows = try fields.optional(.rows)?.word(RowDrive.self) ?? .kernel
    lines = try Self.lines(fields[.lines])
    chips = [:]
    for (label, path) in try fields.optional(.chips)?.entries() ?? [] { chips[try label.text()] = try path.text() }
    ports = try Ports(fields[.ports])
    display = try fields.optional(.display)?.word(Display.self) ?? .st7920
    modules = try Modules(fields[.modules])
    network = try fields[.network].name()
    clock = try fields.optional(.clock)?.name()
    watchdog = try fields[.watchdog].name()
    secret = try fields.optional(.secret).map { node throws(MarkedFault) in try SecretPlace(node) }
    card = try fields[.card].name()
    image = try Image(fields[.image])
    firmware = try fields.optional(.firmware).map { node throws(MarkedFault) in try FirmwarePackage(node) }
    emulator = try fields.optional(.emulator).map { node throws(MarkedFault) in try Emulator(node, ports: ports) }
  }

  private static func lines(_ node: MarkedNode) throws(MarkedFault) -> [Line: LinePlace] {
    var lines: [Line: LinePlace] = [:]
    for (key, value) in try node.entries() {
      let role = try key.text()
      guard let line = Line.allCases.first(where: { $0.role == role }) else {
        throw key.fault("no line is called '\(role)'; there are \(Line.allCases.map(\.role).joined(separator: ", "))")
      }
      lines[line] = try LinePlace(value)
    }
    for line in Line.allCases where lines[line] == nil { throw node.fault("the line '\(line.role)' is missing") }
    return lines
  }
}

extension BoardDescription.Kernel {
  private enum Key: String, CaseIterable {
    case package
    case deviceTree = "device-tree"
    case arguments
  }

  init(_ node: MarkedNode) throws(MarkedFault) {
    let fields = try Fields(node, Key.self)
    package = try fields[.package].name()
    deviceTree = try fields[.deviceTree].text()
    arguments = try fields.optional(.arguments)?.texts() ?? []
  }
}

extension BoardDescription.LinePlace {
  private static let offsets = 0...511

  private enum Key: String, CaseIterable {
    case chip
    case offset
    case pad
  }

  init(_ node: MarkedNode) throws(MarkedFault) {
    let fields = try Fields(node, Key.self)
    chip = try fields[.chip].name()
    offset = try fields[.offset].integer(in: Self.offsets)
    pad = try fields[.pad].text()
  }
}

extension BoardDescription.SecretPlace {
  private enum Key: String, CaseIterable {
    case memory
    case offset
    case size
  }

  init(_ node: MarkedNode) throws(MarkedFault) {
    let fields = try Fields(node, Key.self)
    memory = try fields[.memory].name()
    offset = try fields[.offset].integer(in: 0...65_535)
    size = try fields[.size].integer(in: BoardSettings.SecretPlace.sizes)
    guard size.isMultiple(of: 4) else { throw try fields[.size].fault("fuses come in words: expected a multiple of 4") }
  }
}

extension BoardDescription.Ports {
  private enum Key: String, CaseIterable {
    case scanner
    case printer
    case console
    case spare
  }

  init(_ node: MarkedNode) throws(MarkedFault) {
    let fields = try Fields(node, Key.self)
    scanner = try BoardDescription.Port(fields[.scanner])
    printer = try BoardDescription.Port(fields[.printer])
    console = try BoardDescription.Port(fields[.console])
    spare = try fields.optional(.spare).map { node throws(MarkedFault) in try BoardDescription.Port(node) }
  }
}

extension BoardDescription.Port {
  private enum Key: String, CaseIterable {
    case device
    case receive
    case transmit
  }

  init(_ node: MarkedNode) throws(MarkedFault) {
    let fields = try Fields(node, Key.self)
    device = try fields[.device].name()
    guard let number = Int(String(device.reversed().prefix { $0.isASCII && $0.isNumber }.reversed())) else {
      throw try fields[.device].fault("expected a device with a number, such as ttymxc2, not '\(device)'")
    }
    self.number = number
    receive = try fields[.receive].text()
    transmit = try fields[.transmit].text()
  }
}

extension BoardDescription.Modules {
  private enum Key: String, CaseIterable {
    case boot
    case system
  }

  init(_ node: MarkedNode) throws(MarkedFault) {
    let fields = try Fields(node, Key.self)
    boot = try fields[.boot].names()
    system = try fields[.system].names()
  }
}

extension BoardDescription.Image {
  private static let sizes = 1...65_536

  private enum Key: String, CaseIterable {
    case table
    case start
    case tableEntries = "table-entries"
    case boot
    case root
    case data
  }

  init(_ node: MarkedNode) throws(MarkedFault) {
    let fields = try Fields(node, Key.self)
    table = try fields.optional(.table)?.word(Table.self) ?? .gpt
    start = try fields[.start].integer(in: Self.sizes)
    tableEntries = try fields.optional(.tableEntries)?.integer(in: 1...(start * 1024 - 16))
    boot = try fields[.boot].integer(in: Self.sizes)
    root = try fields[.root].integer(in: Self.sizes)
    data = try fields[.data].integer(in: Self.sizes)
  }
}

extension BoardDescription.FirmwarePackage {
  private enum Key: String, CaseIterable {
    case package
    case component
    case files
  }

  init(_ node: MarkedNode) throws(MarkedFault) {
    let fields = try Fields(node, Key.self)
    package = try fields[.package].name()
    component = try fields.optional(.component)?.name() ?? "main"
    files = try fields[.files].texts()
  }
}
