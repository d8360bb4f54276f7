import Foundation

@testable import PowerCuts

/// The plainest file system there is, for a card that a test writes: each file has a slot of its own, its size and name in
/// the first sector and its bytes behind it. A size is written as soon as it changes and kept like any other write, so a
/// database on it is at the mercy of its own flushes.
struct CardVolume: Volume {
  static let slotSectors = 8 * 1_024
  static let slots = 8

  struct Header {
    var name: String
    /// Nil for a file that was removed.
    var size: Int?

    var sector: Data {
      var sector = Data([size == nil ? 0 : 1])
      for shift in 0..<8 { sector.append(UInt8(truncatingIfNeeded: (size ?? 0) >> (8 * shift))) }
      sector.append(UInt8(name.utf8.count))
      sector += Data(name.utf8)
      return sector + Data(repeating: 0, count: WriteLog.sectorBytes - sector.count)
    }

    /// Nil for a slot that nothing was ever put into.
    init?(_ sector: Data) {
      let bytes = [UInt8](sector)
      guard bytes[9] > 0 else { return nil }
      name = String(decoding: bytes[10..<(10 + Int(bytes[9]))], as: UTF8.self)
      size = bytes[0] == 0 ? nil : (1...8).reversed().reduce(0) { $0 << 8 | Int(bytes[$1]) }
    }

    init(name: String, size: Int?) {
      self.name = name
      self.size = size
    }
  }

  func recover(_ image: URL, into folder: URL) throws {
    let file = try FileHandle(forReadingFrom: image)
    defer { try? file.close() }
    for slot in 0..<Self.slots {
      try file.seek(toOffset: UInt64(slot * Self.slotSectors * WriteLog.sectorBytes))
      guard let header = try Header(file.read(upToCount: WriteLog.sectorBytes) ?? Data()) else { continue }
      guard let size = header.size else { continue }
      let target = folder.appendingPathComponent(header.name)
      try FileManager.default.createDirectory(
        at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
      try (file.read(upToCount: size) ?? Data()).write(to: target)
    }
  }
}

/// A card that logs what it is sent, as an emulator's does.
final class LoggedCard {
  private(set) var log = LogBytes()
  private var slots: [(name: String, bytes: Data?)] = []
  /// What flushes of a file are: done, or swallowed by something between the database and the card.
  var isFlushed: (String) -> Bool = { _ in true }

  private func slot(of name: String) -> Int {
    if let slot = slots.firstIndex(where: { $0.name == name }) { return slot }
    precondition(slots.count < CardVolume.slots)
    slots.append((name, nil))
    return slots.count - 1
  }

  private func first(_ slot: Int) -> UInt64 {
    UInt64(slot * CardVolume.slotSectors)
  }

  private func writeHeader(_ slot: Int) {
    log.write(first(slot), CardVolume.Header(name: slots[slot].name, size: slots[slot].bytes?.count).sector)
  }

  /// A file that the card has before its log begins.
  func hold(_ data: Data, as name: String) {
    slots[slot(of: name)].bytes = data
  }

  func make(_ name: String) {
    let slot = slot(of: name)
    guard slots[slot].bytes == nil else { return }
    slots[slot].bytes = Data()
    writeHeader(slot)
  }

  func write(_ data: Data, at offset: Int, of name: String) {
    make(name)
    let slot = slot(of: name)
    let end = offset + data.count
    var bytes = slots[slot].bytes ?? Data()
    let before = bytes.count
    if end > before { bytes += Data(repeating: 0, count: end - before) }
    bytes.replaceSubrange(offset..<end, with: data)
    slots[slot].bytes = bytes
    let sectors = offset / 512..<(end + 511) / 512
    var image = bytes[sectors.lowerBound * 512..<min(bytes.count, sectors.upperBound * 512)]
    image += Data(repeating: 0, count: sectors.count * 512 - image.count)
    log.write(first(slot) + 1 + UInt64(sectors.lowerBound), Data(image))
    if end > before { writeHeader(slot) }
  }

  func truncate(_ name: String, to size: Int) {
    let slot = slot(of: name)
    slots[slot].bytes = slots[slot].bytes?.prefix(size)
    writeHeader(slot)
  }

  func remove(_ name: String) {
    let slot = slot(of: name)
    slots[slot].bytes = nil
    writeHeader(slot)
  }

  func flush(_ name: String) {
    if isFlushed(name) { log.flush() }
  }
}
