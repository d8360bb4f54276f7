import Foundation

/// The whole card, put together from its partitions by genimage.
struct Card {
  let board: BoardDescription
  /// The files of the partitions that are not left empty.
  let files: [Partition: URL]

  /// Makes the card's image.
  func write(to image: URL, work: URL) throws {
    let output = work.appendingPathComponent("card")
    let empty = work.appendingPathComponent("empty")
    let temporary = work.appendingPathComponent("genimage")
    for folder in [output, empty] {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    let configuration = work.appendingPathComponent("genimage.conf")
    try Data(self.configuration.utf8).write(to: configuration)
    try Command.run(
      "genimage",
      [
        "--config", configuration.path, "--inputpath", work.path, "--outputpath", output.path, "--rootpath", empty.path,
        "--tmppath", temporary.path,
      ])
    try? FileManager.default.removeItem(at: image)
    try FileManager.default.moveItem(at: output.appendingPathComponent("card.img"), to: image)
  }

  /// What genimage is told.
  var configuration: String {
    var text = """
      image card.img {
        size = \(board.image.size)M
        hdimage {
          partition-table-type = "\(board.image.table.rawValue)"
          disk-uuid = "\(identity("card"))"

      """
    if board.image.table == .hybrid {
      text += "    disk-signature = 0x\(String(Identity.number(board.name + " card"), radix: 16))\n"
    }
    if let entries = board.image.tableEntries { text += "    gpt-location = \(entries)K\n" }
    text += "  }\n"
    for partition in Partition.allCases {
      text += "  partition \(partition.rawValue) {\n"
      text += "    offset = \(partition.start(in: board.image))M\n"
      text += "    size = \(partition.size(of: board.image))M\n"
      text += "    partition-type-uuid = \"\(partition.type)\"\n"
      text += "    partition-uuid = \"\(identity(partition.rawValue))\"\n"
      if board.image.table == .hybrid, partition == .boot { text += "    partition-type = 0x0c\n    bootable = true\n" }
      if let file = files[partition] { text += "    image = \"\(file.lastPathComponent)\"\n" }
      text += "  }\n"
    }
    return text + "}\n"
  }

  private func identity(_ part: String) -> String { Identity.uuid("\(board.name) \(part)").uuidString.lowercased() }

  /// What of the card's bytes must be written for it to work: the rest holds nothing, whatever was there before.
  func written() throws -> [Range<Int>] {
    let unit = 1 << 20
    var ranges = [0..<board.image.start * unit, (board.image.size - 1) * unit..<board.image.size * unit]
    for (partition, file) in files {
      let start = partition.start(in: board.image) * unit
      ranges.append(start..<start + (try file.size()))
    }
    return ranges.sorted { $0.lowerBound < $1.lowerBound }
  }
}
