import Devices

/// A serial port in memory: bytes to be read in portions, bytes written in portions, and a fault at a chosen moment.
struct TestPort: SerialPort {
  /// What the device has sent, in the portions in which it arrives.
  var arriving: [[UInt8]] = []
  var written: [UInt8] = []
  /// How many bytes each write takes; the last one repeats.
  var takes: [Int] = [Int.max]
  var readFault: PortFault?
  var writeFault: PortFault?
  var reads = 0
  /// The rates that were asked for.
  var rates: [UInt32] = []

  mutating func read(into buffer: inout [UInt8], atMost limit: Int) throws(PortFault) -> Int {
    reads += 1
    guard var portion = arriving.first else {
      if let readFault { throw readFault }
      return 0
    }
    let count = min(limit, portion.count)
    buffer += portion.prefix(count)
    portion.removeFirst(count)
    arriving[0] = portion
    if portion.isEmpty { arriving.removeFirst() }
    return count
  }

  mutating func write(_ bytes: ArraySlice<UInt8>) throws(PortFault) -> Int {
    if let writeFault { throw writeFault }
    let count = min(takes.count > 1 ? takes.removeFirst() : takes[0], bytes.count)
    written += bytes.prefix(count)
    return count
  }

  mutating func setRate(_ rate: UInt32) throws(PortFault) -> Bool {
    if let writeFault { throw writeFault }
    rates.append(rate)
    return true
  }
}
