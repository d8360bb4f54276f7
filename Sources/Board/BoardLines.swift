import CGPIOD
import CGlibc
public import Devices
import Linux
public import Settings
import Time

/// The lines of a board, through libgpiod 2: for each chip one request for outputs and one for inputs.
public final class BoardLines: GPIOLines {
  private var outputs: [LineRequest] = []
  private var inputs: [LineRequest] = []

  public init() {}

  /// Requests every line of a board's lines file; the descriptors to watch. Nil where a chip or line is not there or in
  /// use, which `missing` then names.
  public func open(_ settings: LineSettings, missing: inout String) -> [Int32]? {
    close()
    let chips = GPIOChip.all()
    var places = [[LineRequest.Place]](repeating: [], count: chips.count)
    for entry in settings.entries {
      guard let line = Line.allCases.first(where: { $0.role == entry.role }),
        let (chip, offset) = BoardLines.find(entry.location, on: chips)
      else {
        missing = entry.role
        return nil
      }
      places[chip].append(LineRequest.Place(line: line, offset: offset))
    }
    for (chip, places) in zip(chips, places) {
      for areInputs in [false, true] {
        let wanted = places.filter { LineSet($0.line).isSubset(of: .inputs) == areInputs }
        guard !wanted.isEmpty else { continue }
        guard let request = LineRequest(chip: chip, places: wanted, areInputs: areInputs, rows: settings.rows)
        else {
          missing = wanted[0].line.role
          close()
          return nil
        }
        if areInputs { inputs.append(request) } else { outputs.append(request) }
      }
    }
    return inputs.map { $0.descriptor }
  }

  public func close() {
    outputs = []
    inputs = []
  }

  public func write(_ levels: LineSet, to mask: LineSet) throws(LineFault) {
    guard !outputs.isEmpty else { throw .gone }
    for request in outputs where !request.lines.isDisjoint(with: mask) { try request.write(levels, to: mask) }
  }

  public func read(_ mask: LineSet) throws(LineFault) -> LineSet {
    guard !inputs.isEmpty else { throw .gone }
    var levels: LineSet = []
    for request in inputs where !request.lines.isDisjoint(with: mask) { levels.formUnion(try request.read(mask)) }
    return levels
  }

  public func hold(microseconds: UInt32) {
    // A sleep of the kernel is too coarse for a display bus; the most that is held at once is two milliseconds.
    let end = Clock<Kernel>.uptime.advanced(byMicroseconds: UInt64(min(microseconds, GPIOLimits.longestHold)) + 1)
    while Clock<Kernel>.uptime < end {}
  }

  /// Takes in the edges that were seen.
  func acknowledge() throws(LineFault) {
    for request in inputs { try request.acknowledge() }
  }

  static func find(_ location: LineLocation, on chips: [GPIOChip]) -> (chip: Int, offset: UInt32)? {
    for (index, chip) in chips.enumerated() {
      switch location {
      case .offset(let label, let offset): if chip.label == label { return (index, offset) }
      case .name(let name): if let offset = chip.offset(ofLine: name) { return (index, offset) }
      }
    }
    return nil
  }
}
