import Foundation

/// Makes a log as QEMU's `blklogwrites` does, sector by sector.
struct LogBytes {
  static let flush: UInt64 = 1
  static let forced: UInt64 = 2
  static let discard: UInt64 = 4
  static let mark: UInt64 = 8

  private(set) var bytes: Data
  private(set) var count = 0

  init(magic: UInt64 = 0x6A73_6677_7368_72, version: UInt64 = 1, sectorBytes: UInt64 = 512) {
    bytes = Self.sector([magic, version, 0, sectorBytes])
  }

  /// What was written is told apart by `fill`.
  mutating func write(_ sector: UInt64, count sectors: Int = 1, fill: UInt8, flags: UInt64 = 0) {
    write(sector, Data(repeating: fill, count: 512 * sectors), flags: flags)
  }

  mutating func write(_ sector: UInt64, _ data: Data, flags: UInt64 = 0) {
    precondition(data.count % 512 == 0)
    bytes += Self.sector([sector, UInt64(data.count / 512), flags, 0]) + data
    count += 1
  }

  mutating func flush(flags: UInt64 = 0) {
    bytes += Self.sector([0, 0, Self.flush | flags, 0])
    count += 1
  }

  mutating func discard(_ sector: UInt64, count sectors: UInt64) {
    bytes += Self.sector([sector, sectors, Self.discard, 0])
    count += 1
  }

  /// A header of any content, and no data.
  mutating func header(_ sector: UInt64, _ sectors: UInt64, _ flags: UInt64, _ marked: UInt64 = 0) {
    bytes += Self.sector([sector, sectors, flags, marked])
  }

  private static func sector(_ words: [UInt64]) -> Data {
    var sector = Data()
    for word in words { for shift in 0..<8 { sector.append(UInt8(truncatingIfNeeded: word >> (8 * shift))) } }
    return sector + Data(repeating: 0, count: 512 - sector.count)
  }
}
