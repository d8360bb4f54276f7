import Crypto
public import Foundation

/// Writes an image by its block map, and reads back what it wrote.
public struct CardWriter {
  /// What is being done, and how far it is, in bytes.
  public enum Progress: Equatable, Sendable {
    case writing(Int, of: Int)
    case reading(Int, of: Int)
  }

  private static let chunk = 4 << 20

  private let image: URL
  private let map: BlockMap
  private let told: (Progress) -> Void

  /// A writer of what `map` says of `image`, which calls `told` after every few MiB with how far it is.
  public init(image: URL, map: BlockMap, told: @escaping (Progress) -> Void) throws {
    guard try image.size() == map.imageSize else { throw BoardFault("the block map is not that of \(image.path)") }
    self.image = image
    self.map = map
    self.told = told
  }

  /// Writes all that the map names, then reads it back and compares checksums.
  public func write(to card: some CardStorage) throws {
    let file = try FileHandle(forReadingFrom: image)
    defer { try? file.close() }
    var done = 0
    for run in map.runs {
      let checksum = try fold(run) { offset, count in
        try file.seek(toOffset: UInt64(offset))
        let data = try file.read(upToCount: count) ?? Data()
        try card.write(data, at: offset)
        done += data.count
        told(.writing(done, of: map.mappedSize))
        return data
      }
      guard checksum == run.checksum else {
        throw BoardFault("the image is not what its block map says: make it again")
      }
    }
    try card.settle()
    done = 0
    for run in map.runs {
      let checksum = try fold(run) { offset, count in
        let data = try card.read(count, at: offset)
        done += data.count
        told(.reading(done, of: map.mappedSize))
        return data
      }
      guard checksum == run.checksum else {
        throw BoardFault(
          "the card gave back other bytes than were written, from \(map.bytes(of: run).lowerBound) on: use another card"
        )
      }
    }
  }

  /// The checksum of a run's bytes, a piece at a time.
  private func fold(_ run: BlockMap.Run, piece: (_ offset: Int, _ count: Int) throws -> Data) throws -> String {
    var hash = SHA256()
    let bytes = map.bytes(of: run)
    for offset in stride(from: bytes.lowerBound, to: bytes.upperBound, by: Self.chunk) {
      hash.update(data: try piece(offset, min(Self.chunk, bytes.upperBound - offset)))
    }
    return Identity.text(hash.finalize())
  }
}
