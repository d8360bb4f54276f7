import Foundation

/// A squashfs file system, as far as its size is told (https://dr-emann.github.io/squashfs/, version 4.0).
enum SquashFS {
  static let superblockBytes = 96
  private static let magic = Data("hsqs".utf8)
  /// Where the superblock has the number of bytes in use.
  private static let bytesUsed = 40..<48

  /// The bytes that the file system of this superblock takes; nil where it is none.
  static func bytes(superblock: Data) -> Int? {
    guard superblock.count >= superblockBytes, superblock.starts(with: magic) else { return nil }
    let field = superblock.dropFirst(bytesUsed.lowerBound).prefix(bytesUsed.count)
    return Int(exactly: field.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
  }
}
