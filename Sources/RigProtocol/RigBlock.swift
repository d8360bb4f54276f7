/// A file as it is copied time and again: the blocks that changed, and how long it is.
public struct RigBlocks: Sendable {
  public static let bytes = 4_096
  private var digests: [UInt64] = []

  public init() {}

  /// The numbers of the blocks of `file` that differ from the file of the last call.
  public mutating func changed(_ file: [UInt8]) -> [Int] {
    var changed: [Int] = []
    var next: [UInt64] = []
    var start = 0
    while start < file.count {
      let digest = RigBlocks.digest(file[start..<min(start + RigBlocks.bytes, file.count)])
      if next.count >= digests.count || digests[next.count] != digest { changed.append(next.count) }
      next.append(digest)
      start += RigBlocks.bytes
    }
    digests = next
    return changed
  }

  /// FNV-1a, which is enough where nobody means harm.
  private static func digest(_ block: ArraySlice<UInt8>) -> UInt64 {
    var digest: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in block { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return digest
  }
}

/// A line of a copy: the length of one of its files, or a block of it.
public enum RigCopyLine: Equatable, Sendable {
  /// The database is file 0, its log file 1.
  case length(file: Int, bytes: Int)
  case block(file: Int, number: Int, bytes: [UInt8])

  /// Reads what follows the number of the request; nil for what is none.
  public init?(_ words: [String]) {
    guard words.count >= 3, let file = Int(words[1]), (0...1).contains(file), let number = Int(words[2]), number >= 0
    else { return nil }
    switch (words[0], words.count) {
    case ("length", 3): self = .length(file: file, bytes: number)
    case ("block", 4):
      guard let bytes = RigHexadecimal.bytes(words[3]), bytes.count <= RigBlocks.bytes else { return nil }
      self = .block(file: file, number: number, bytes: bytes)
    default: return nil
    }
  }

  public var text: String {
    switch self {
    case .length(let file, let bytes): "length \(file) \(bytes)"
    case .block(let file, let number, let bytes): "block \(file) \(number) " + RigHexadecimal.text(bytes)
    }
  }
}
