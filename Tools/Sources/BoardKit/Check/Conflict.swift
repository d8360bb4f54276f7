public import Devices

/// What is wrong with a board's description, held against the device tree and the packages it names.
public enum Conflict: Hashable, Sendable, CustomStringConvertible {
  /// No chip has this label.
  case unknownChip(Line, label: String)
  /// The chip has no pad for a line of this number.
  case noPad(Line, chip: String, offset: Int)
  /// Two roles are on one line.
  case sameLine(Line, Line)
  /// A device of the tree uses the line as a GPIO or an interrupt.
  case lineInUse(Line, by: String)
  /// A device of the tree has set the line's pad up for something else.
  case padInUse(Line, by: String)
  /// Nothing in the tree makes the line's pad a GPIO.
  case padNotSetUp(Line, pad: String)
  /// Two devices of the tree set the same pad up.
  case padTwice(pin: Int, String, String)
  /// The tree has no port of this number.
  case unknownPort(role: String, device: String)
  /// The tree has the port disabled.
  case disabledPort(role: String, device: String, node: String)
  /// Two roles are on one port.
  case samePort(String, String)
  /// The kernel has no such module.
  case unknownModule(String)
  /// The package has no such file.
  case missingFile(package: String, path: String)
  /// The emulator shows the outputs of one chip only, and these are of more.
  case outputsOnManyChips([String])
  /// The emulator does not know the chip.
  case chipNotEmulated(String)
  /// The emulator takes cards of a power of two only.
  case cardNotEmulated(size: Int)

  /// One sentence for whoever edits the description.
  public var description: String {
    switch self {
    case .unknownChip(let line, let label): "\(line.role): the device tree has no GPIO chip '\(label)'"
    case .noPad(let line, let chip, let offset): "\(line.role): the chip \(chip) has no line \(offset) with a pad"
    case .sameLine(let line, let other): "\(line.role) and \(other.role) are on the same line"
    case .lineInUse(let line, let user): "\(line.role): the device tree uses the line itself, in \(user)"
    case .padInUse(let line, let user): "\(line.role): the pad is set up for \(user)"
    case .padNotSetUp(let line, let pad):
      "\(line.role): nothing sets the pad \(pad) up as a GPIO: add it to the overlay"
    case .padTwice(let pin, let user, let other): "the pad of pin \(pin) is set up twice, for \(user) and for \(other)"
    case .unknownPort(let role, let device): "\(role): the device tree has no serial port of \(device)'s number"
    case .disabledPort(let role, let device, let node): "\(role): \(device) is disabled in the device tree, at \(node)"
    case .samePort(let role, let other): "\(role) and \(other) are on the same port"
    case .unknownModule(let name): "the kernel has no module '\(name)'"
    case .missingFile(let package, let path): "the package \(package) has no file \(path)"
    case .outputsOnManyChips(let chips):
      "the outputs are on \(chips.joined(separator: ", ")): the emulator shows one chip's"
    case .chipNotEmulated(let chip): "the emulator's chips do not name \(chip)"
    case .cardNotEmulated(let size): "the card has \(size) MiB: the emulator takes a power of two only"
    }
  }
}
