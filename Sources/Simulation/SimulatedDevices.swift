public import Devices
import Terminal

/// The terminal's end of the scanner's or the printer's serial line.
public struct SimulatedPort: SerialPort {
  let world: World
  let device: Device
  var isOpen = false

  public mutating func read(into buffer: inout [UInt8], atMost limit: Int) throws(PortFault) -> Int {
    try check()
    let count =
      device == .scanner ? take(&world.scannerBytes, limit, &buffer) : take(&world.printerBytes, limit, &buffer)
    return count
  }

  public mutating func write(_ bytes: ArraySlice<UInt8>) throws(PortFault) -> Int {
    try check()
    // What the scanner is told goes nowhere: it has nothing to answer with.
    guard device == .printer else { return bytes.count }
    // A printer takes a little at a time.
    let taken = bytes.prefix(SimulatedPort.bytesAtOnce)
    world.print(taken)
    return taken.count
  }

  public mutating func setRate(_ rate: UInt32) throws(PortFault) -> Bool {
    try check()
    return true
  }

  static let bytesAtOnce = 64

  private func check() throws(PortFault) {
    guard isOpen, world.plugged.contains(device) else { throw .gone }
  }

  private func take(_ bytes: inout [UInt8], _ limit: Int, _ buffer: inout [UInt8]) -> Int {
    let count = min(bytes.count, limit)
    buffer += bytes.prefix(count)
    bytes.removeFirst(count)
    return count
  }
}

/// The terminal's end of its lines.
public struct SimulatedLines: GPIOLines {
  let world: World
  var isOpen = false

  public mutating func write(_ levels: LineSet, to mask: LineSet) throws(LineFault) {
    try check()
    world.write(levels, to: mask)
  }

  public mutating func read(_ mask: LineSet) throws(LineFault) -> LineSet {
    try check()
    return world.inputs.intersection(mask)
  }

  public mutating func hold(microseconds: UInt32) { world.hold(microseconds: microseconds) }

  private func check() throws(LineFault) {
    guard isOpen, world.plugged.contains(.lines) else { throw .gone }
  }
}
