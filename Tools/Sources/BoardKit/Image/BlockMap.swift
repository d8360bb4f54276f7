import Foundation

/// Which blocks of an image hold something, with checksums: the `.bmap` file, version 2.0, that bmaptool reads.
public struct BlockMap: Equatable, Sendable {
  public static let blockSize = 4_096

  /// A run of blocks that are written.
  public struct Run: Equatable, Sendable {
    public let blocks: ClosedRange<Int>
    /// SHA-256, in hexadecimal.
    public let checksum: String
  }

  /// In bytes.
  public let imageSize: Int
  public let runs: [Run]

  /// Bytes that are written.
  public var mappedSize: Int { runs.reduce(0) { $0 + bytes(of: $1).count } }

  /// Maps the image's ranges that must be written; they may touch, not overlap.
  init(of image: URL, written ranges: [Range<Int>]) throws {
    imageSize = try image.size()
    let file = try FileHandle(forReadingFrom: image)
    defer { try? file.close() }
    var blocks: [ClosedRange<Int>] = []
    for range in ranges where !range.isEmpty {
      let run = range.lowerBound / Self.blockSize...(range.upperBound - 1) / Self.blockSize
      if let last = blocks.last, last.upperBound + 1 >= run.lowerBound {
        blocks[blocks.count - 1] = last.lowerBound...max(last.upperBound, run.upperBound)
      } else {
        blocks.append(run)
      }
    }
    var runs: [Run] = []
    for run in blocks {
      try file.seek(toOffset: UInt64(run.lowerBound * Self.blockSize))
      let data = try file.read(upToCount: run.count * Self.blockSize) ?? Data()
      runs.append(Run(blocks: run, checksum: Identity.hash(data)))
    }
    self.runs = runs
  }

  /// The bytes of a run; the last block of an image may be shorter than others.
  public func bytes(of run: Run) -> Range<Int> {
    run.blocks.lowerBound * Self.blockSize..<min((run.blocks.upperBound + 1) * Self.blockSize, imageSize)
  }
}
