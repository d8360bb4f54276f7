import Foundation
import Testing

@testable import BoardKit

/// A card in memory, which may lose what is written to it.
private final class MemoryCard: CardStorage {
  var bytes: [UInt8]
  /// A byte that comes back turned around.
  var badByte: Int?
  var isSettled = false

  init(size: Int) { bytes = [UInt8](repeating: 0xEE, count: size) }

  func write(_ data: Data, at offset: Int) { bytes.replaceSubrange(offset..<offset + data.count, with: data) }
  func settle() { isSettled = true }
  func read(_ count: Int, at offset: Int) -> Data {
    #expect(isSettled, "read back before it was written through")
    var data = Data(bytes[offset..<offset + count])
    if let badByte, (offset..<offset + count).contains(badByte) { data[badByte - offset] ^= 1 }
    return data
  }
}

@Suite struct CardWriterTests {
  /// Nine blocks and a half; the third and the fourth hold nothing that matters.
  private static let size = 4_096 * 9 + 2_048
  private static let written = [0..<8_192, 16_384..<size]

  private func image() throws -> (file: URL, map: BlockMap) {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("board-image-\(UUID().uuidString)")
    try Data((0..<Self.size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 9) }).write(to: file)
    return (file, try BlockMap(of: file, written: Self.written))
  }

  @Test func `what the map names is written, and nothing else`() throws {
    let (file, map) = try image()
    let card = MemoryCard(size: Self.size)
    var told: [CardWriter.Progress] = []
    try CardWriter(image: file, map: map) { told.append($0) }.write(to: card)
    let image = [UInt8](try Data(contentsOf: file))
    for range in Self.written { #expect(card.bytes[range] == image[range]) }
    #expect(card.bytes[8_192..<16_384].allSatisfy { $0 == 0xEE })
    #expect(told.last == .reading(map.mappedSize, of: map.mappedSize))
    #expect(told.contains(.writing(map.mappedSize, of: map.mappedSize)))
  }

  @Test(arguments: [0, 8_191, 16_384, size - 1]) func `a byte that comes back wrong is found`(_ byte: Int) throws {
    let (file, map) = try image()
    let card = MemoryCard(size: Self.size)
    card.badByte = byte
    #expect(throws: BoardFault.self) { try CardWriter(image: file, map: map) { _ in }.write(to: card) }
  }

  @Test func `an image that changed since its map was made is not written for good`() throws {
    let (file, map) = try image()
    let handle = try FileHandle(forWritingTo: file)
    try handle.write(contentsOf: [0x55])
    try handle.close()
    #expect(throws: BoardFault.self) {
      try CardWriter(image: file, map: map) { _ in }.write(to: MemoryCard(size: Self.size))
    }
  }

  @Test func `a file holds the image after it was written there`() throws {
    let (file, map) = try image()
    let target = file.appendingPathExtension("card")
    let storage = try FileStorage(target.path)
    try storage.grow(to: map.imageSize)
    try CardWriter(image: file, map: map) { _ in }.write(to: storage)
    let card = try Data(contentsOf: target)
    #expect(card.count == Self.size)
    for range in Self.written { #expect(card[range] == (try Data(contentsOf: file))[range]) }
  }

  @Test func `a map is read as it was written, and not when it is damaged`() throws {
    let (_, map) = try image()
    #expect(BlockMap(text: map.text) == map)
    #expect(map.runs.map(\.blocks) == [0...1, 4...9])
    #expect(BlockMap(text: map.text.replacingOccurrences(of: "4-9", with: "5-9")) == nil)
    #expect(BlockMap(text: "") == nil)
  }

  @Test func `bmaptool takes the map`() throws {
    let (file, map) = try image()
    let text = file.appendingPathExtension("bmap")
    let target = file.appendingPathExtension("copy")
    try Data(map.text.utf8).write(to: text)
    try Command.run("bmaptool", ["copy", "--bmap", text.path, file.path, target.path])
    let copy = try Data(contentsOf: target)
    for range in Self.written { #expect(copy[range] == (try Data(contentsOf: file))[range]) }
  }
}
