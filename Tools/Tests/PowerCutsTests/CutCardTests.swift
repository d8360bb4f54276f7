import Foundation
import Testing

@testable import PowerCuts

@Suite struct CutCardTests {
  /// A card of 40 sectors, each filled with 0xE0, in a folder of its own.
  private static func card(_ body: (URL, URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("cuts-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let base = folder.appendingPathComponent("base.img")
    try Data(repeating: 0xE0, count: 40 * 512).write(to: base)
    try body(base, folder)
  }

  private func sectors(_ image: URL) throws -> [UInt8] {
    let bytes = try Data(contentsOf: image)
    return stride(from: 0, to: bytes.count, by: 512).map { bytes[$0] }
  }

  @Test func aPartitionIsMadeAsItWasAtEachCut() throws {
    try Self.card { base, folder in
      var made = LogBytes()
      made.write(10, fill: 1)  // The partition's first sector.
      made.write(8, count: 4, fill: 2)  // Half of it before the partition.
      made.flush()
      made.write(13, count: 4, fill: 3)  // Half of it behind.
      made.write(30, fill: 4)  // All of it elsewhere.
      let partition = Partition(name: "data", sectors: 10..<15)
      var card = try CutCard(CardModel(WriteLog(made.bytes)), base: base, partition: partition, scratch: folder)
      let image = folder.appendingPathComponent("cut.img")
      let wanted: [(Int, Cut.Loss, [UInt8])] = [
        (0, .nothing, [0xE0, 0xE0, 0xE0, 0xE0, 0xE0]),
        (1, .nothing, [1, 0xE0, 0xE0, 0xE0, 0xE0]),
        (1, .everything, [0xE0, 0xE0, 0xE0, 0xE0, 0xE0]),
        (2, .nothing, [2, 2, 0xE0, 0xE0, 0xE0]),
        (3, .everything, [2, 2, 0xE0, 0xE0, 0xE0]),
        (4, .everything, [2, 2, 0xE0, 0xE0, 0xE0]),
        (5, .nothing, [2, 2, 0xE0, 3, 3]),
      ]
      for (position, loss, bytes) in wanted {
        try card.make(Cut(position: position, loss: loss), at: image)
        #expect(try sectors(image) == bytes, "after \(position)")
      }
    }
  }

  @Test func holesStayHolesAndAreReadAsZeroes() throws {
    try Self.card { _, folder in
      let sparse = folder.appendingPathComponent("sparse.img")
      try Data().write(to: sparse)
      let file = try FileHandle(forWritingTo: sparse)
      try file.truncate(atOffset: 64 << 20)
      try file.seek(toOffset: 32 << 20)
      try file.write(contentsOf: Data(repeating: 7, count: 512))
      try file.close()
      let copy = folder.appendingPathComponent("copy.img")
      try SparseFile.copy(sparse, from: 16 << 20, count: 20 << 20, to: copy)
      let bytes = try Data(contentsOf: copy, options: .mappedIfSafe)
      #expect(bytes.count == 20 << 20)
      #expect(bytes[(16 << 20) - 1] == 0)
      #expect(bytes[16 << 20] == 7)
      var status = stat()
      #expect(stat(copy.path, &status) == 0)
      #expect(status.st_blocks < 1_000)
    }
  }

  @Test func partitionsAreFoundByName() throws {
    try Self.card { base, folder in
      #expect(throws: Partition.Fault.noTable) { try Partition.named("data", on: base) }
      let disk = folder.appendingPathComponent("disk.img")
      try Table.bytes([("boot", 64, 99), ("data", 100, 163)]).write(to: disk)
      #expect(try Partition.named("data", on: disk) == Partition(name: "data", sectors: 100..<164))
      #expect(throws: Partition.Fault.absent(name: "root-a")) { try Partition.named("root-a", on: disk) }
    }
  }
}

/// A GPT with only what is read of it.
private enum Table {
  static func bytes(_ partitions: [(name: String, first: UInt64, last: UInt64)]) -> Data {
    var header = Data(repeating: 0, count: 512)
    header.replaceSubrange(0..<8, with: Data("EFI PART".utf8))
    put(2, 8, at: 72, in: &header)
    put(128, 4, at: 80, in: &header)
    put(128, 4, at: 84, in: &header)
    var table = Data(repeating: 0, count: 128 * 128)
    for (index, partition) in partitions.enumerated() {
      put(partition.first, 8, at: index * 128 + 32, in: &table)
      put(partition.last, 8, at: index * 128 + 40, in: &table)
      for (place, unit) in partition.name.utf16.enumerated() {
        put(UInt64(unit), 2, at: index * 128 + 56 + 2 * place, in: &table)
      }
    }
    return Data(repeating: 0, count: 512) + header + table
  }

  private static func put(_ value: UInt64, _ length: Int, at offset: Int, in bytes: inout Data) {
    for index in 0..<length { bytes[offset + index] = UInt8(truncatingIfNeeded: value >> (8 * index)) }
  }
}
