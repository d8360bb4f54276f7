import BoardKit
import Devices

/// Where the terminal's lines are in the emulated machine.
struct BoardWiring: Sendable {
  /// A line of a chip, by QEMU's object for the chip.
  struct Place: Hashable, Sendable {
    var chip: String
    var line: Int

    /// QEMU's object for the line as an input.
    var input: String { "\(chip)/unnamed-gpio-in[\(line)]" }
    /// The property of the chip that says where the line leads as an output.
    var output: String { "unnamed-gpio-out[\(line)]" }
  }

  let places: [Line: Place]
  /// The one chip whose outputs are watched, and which line of the terminal each of its lines is.
  let outputChip: String
  private let outputs: [Int: Line]

  init(_ board: BoardDescription) throws {
    guard let emulator = board.emulator else { throw BenchFault("QEMU does not have the board \(board.name)") }
    var places: [Line: Place] = [:]
    for (line, place) in board.lines {
      guard let chip = emulator.chips[place.chip] else {
        throw BenchFault("\(board.name): the emulator has no chip \(place.chip)")
      }
      places[line] = Place(chip: chip, line: place.offset)
    }
    try self.init(places)
  }

  init(_ places: [Line: Place]) throws {
    var outputs: [Int: Line] = [:]
    var chips: Set<String> = []
    for line in Line.allCases {
      guard let place = places[line] else { throw BenchFault("a line has no place") }
      guard LineSet(line).isSubset(of: .outputs) else { continue }
      outputs[place.line] = line
      chips.insert(place.chip)
    }
    // The protocol of QEMU that tells of changes watches one device and no more.
    guard chips.count == 1, let chip = chips.first else {
      throw BenchFault("the terminal's outputs must be on one chip, for QEMU to watch them")
    }
    self.places = places
    self.outputs = outputs
    outputChip = chip
  }

  /// The terminal's line that is this line of the watched chip, if any is.
  func output(_ line: Int) -> Line? { outputs[line] }

  func place(_ line: Line) -> Place {
    guard let place = places[line] else { preconditionFailure("a wiring has a place for every line") }
    return place
  }
}
