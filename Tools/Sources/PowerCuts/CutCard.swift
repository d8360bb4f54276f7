import Foundation
import Glibc

/// Makes the partition of a card as a cut left it, for one cut after the other, each at the position of the one before or
/// later: what is safe from all that follow is written once.
struct CutCard: ~Copyable {
  private let model: CardModel
  private let partition: Partition
  /// Holds all that is durable at `position`.
  private let durable: URL
  private var position = 0

  /// - Parameter base: the card as it was before the first entry of the log.
  init(_ model: CardModel, base: URL, partition: Partition, scratch: URL) throws {
    self.model = model
    self.partition = partition
    durable = scratch.appendingPathComponent("durable.img")
    let bytes = UInt64(WriteLog.sectorBytes)
    try SparseFile.copy(
      base, from: partition.sectors.lowerBound * bytes, count: UInt64(partition.sectors.count) * bytes, to: durable)
  }

  /// Writes the partition after `cut` to `file`.
  mutating func make(_ cut: Cut, at file: URL) throws {
    try advance(to: model.durable(at: cut.position))
    try SparseFile.copy(durable, to: file)
    let target = try SparseFile(writing: file)
    for kept in model.kept(after: cut) { try write(kept, to: target) }
  }

  private mutating func advance(to position: Int) throws {
    precondition(position >= self.position, "cuts come in the order of their positions")
    let target = try SparseFile(writing: durable)
    for index in self.position..<position where model.log.entries[index].kind != .discard {
      let count = model.log.entries[index].sectorCount
      if count > 0 { try write(CardModel.Kept(entry: index, sectors: 0..<count), to: target) }
    }
    self.position = position
  }

  /// Writes what of it lies within the partition.
  private func write(_ kept: CardModel.Kept, to target: borrowing SparseFile) throws {
    let entry = model.log.entries[kept.entry]
    let first = entry.sector + UInt64(kept.sectors.lowerBound)
    let sectors = (first..<(first + UInt64(kept.sectors.count))).clamped(to: partition.sectors)
    guard !sectors.isEmpty else { return }
    let skipped = Int(sectors.lowerBound - entry.sector) * WriteLog.sectorBytes
    let data = model.log.data(of: entry).dropFirst(skipped).prefix(sectors.count * WriteLog.sectorBytes)
    try target.write(data, at: (sectors.lowerBound - partition.sectors.lowerBound) * UInt64(WriteLog.sectorBytes))
  }
}

/// A file of which most was never written.
struct SparseFile: ~Copyable {
  private let descriptor: Int32

  init(writing file: URL) throws {
    descriptor = open(file.path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
  }

  deinit {
    close(descriptor)
  }

  func write(_ data: Data, at offset: UInt64) throws {
    let written = data.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, off_t(offset)) }
    guard written == data.count else { throw POSIXError(written < 0 ? .init(rawValue: errno) ?? .EIO : .EIO) }
  }

  /// Writes all of `image` at `offset`, its holes as zeroes.
  func replace(at offset: UInt64, with image: URL) throws {
    let bytes = try Data(contentsOf: image, options: .mappedIfSafe)
    let step = 1 << 20
    for start in stride(from: 0, to: bytes.count, by: step) {
      try write(bytes[start..<min(bytes.count, start + step)], at: offset + UInt64(start))
    }
  }

  /// Copies `count` bytes of a file from `offset`, or all of it, and leaves out what was never written.
  static func copy(_ source: URL, from offset: UInt64 = 0, count: UInt64? = nil, to target: URL) throws {
    let input = open(source.path, O_RDONLY | O_CLOEXEC)
    guard input >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    defer { close(input) }
    let output = open(target.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard output >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    defer { close(output) }
    let first = off_t(offset)
    let end = count.map { first + off_t($0) } ?? lseek(input, 0, SEEK_END)
    guard ftruncate(output, end - first) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { buffer.deallocate() }
    var next = first
    while next < end {
      let begin = lseek(input, next, seekData)
      guard begin >= 0, begin < end else { return }
      next = min(end, lseek(input, begin, seekHole))
      var place = begin
      while place < next {
        let count = pread(input, buffer.baseAddress, min(buffer.count, Int(next - place)), place)
        guard count > 0, pwrite(output, buffer.baseAddress, count, place - first) == count else {
          throw POSIXError(.init(rawValue: errno) ?? .EIO)
        }
        place += off_t(count)
      }
    }
  }

  /// SEEK_DATA and SEEK_HOLE of <unistd.h>, which the Glibc module leaves out.
  private static let seekData: Int32 = 3
  private static let seekHole: Int32 = 4
}
