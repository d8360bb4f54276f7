import Foundation

/// Every write and flush that a card was sent, in order, as QEMU's `blklogwrites` driver keeps them.
///
/// The format is that of Linux's dm-log-writes (Documentation/admin-guide/device-mapper/log-writes.rst): a superblock,
/// then for each request a header of one sector and, after a write's, what was written.
public struct WriteLog: Sendable {
  public enum Kind: Equatable, Sendable {
    case write
    /// Nothing before it is lost once it is done. It may carry a write of its own, which it does not cover.
    case flush
    /// These sectors are of no more use to anyone.
    case discard
  }

  public struct Entry: Equatable, Sendable {
    public var kind: Kind
    /// The write is on the card for good once it is done, and no other with it.
    public var isForced: Bool
    /// The first sector, of `WriteLog.sectorBytes` each.
    public var sector: UInt64
    public var sectorCount: Int
    /// Where in the log the written bytes begin; nothing for what writes none.
    fileprivate var data: Int
  }

  public static let sectorBytes = 512
  public let entries: [Entry]
  private let bytes: Data

  static let magic: UInt64 = 0x6A73_6677_7368_72
  static let version: UInt64 = 1
  static let headerBytes = 32

  enum Flag {
    static let flush: UInt64 = 1 << 0
    static let forced: UInt64 = 1 << 1
    static let discard: UInt64 = 1 << 2
    static let mark: UInt64 = 1 << 3
    static let known = flush | forced | discard | mark
  }

  public enum Fault: Error, Equatable, Sendable {
    /// It does not begin as such a log does.
    case noLog
    /// It is written in units that are not `sectorBytes` long.
    case otherSectors(UInt32)
    /// An entry cannot be one: what the log holds from there on is lost.
    case unreadable(entry: Int)
  }

  public init(contentsOf file: URL) throws {
    try self.init(Data(contentsOf: file, options: .mappedIfSafe))
  }

  /// Reads all entries that are there to their last byte.
  ///
  /// The superblock counts entries too, but is written only now and then: an emulator that is killed, as a power cut does
  /// it, leaves it behind. So the entries are read to the end of the file. One that is there in part was never done, and
  /// a header of zeroes is one whose turn had come and that was not written yet.
  public init(_ bytes: Data) throws(Fault) {
    self.bytes = bytes
    guard bytes.count >= Self.sectorBytes, Self.word(bytes, 0) == Self.magic, Self.word(bytes, 8) == Self.version else {
      throw .noLog
    }
    let unit = UInt32(truncatingIfNeeded: Self.word(bytes, 24))
    guard unit == Self.sectorBytes else { throw .otherSectors(unit) }
    var entries: [Entry] = []
    var offset = Self.sectorBytes
    while offset + Self.sectorBytes <= bytes.count {
      guard let (entry, length) = try Self.entry(bytes, at: offset, number: entries.count) else { break }
      guard offset + length <= bytes.count else { break }
      if let entry { entries.append(entry) }
      offset += length
    }
    self.entries = entries
  }

  /// The entry at `offset` and its bytes in the log; no entry for a mark, nothing at all where none was written.
  private static func entry(_ bytes: Data, at offset: Int, number: Int) throws(Fault) -> (Entry?, length: Int)? {
    let sector = word(bytes, offset)
    let count = word(bytes, offset + 8)
    let flags = word(bytes, offset + 16)
    let marked = word(bytes, offset + 24)
    guard (sector, count, flags, marked) != (0, 0, 0, 0) else { return nil }
    guard flags & ~Flag.known == 0, count <= UInt64(UInt32.max), marked <= UInt64(sectorBytes) else {
      throw .unreadable(entry: number)
    }
    if flags & Flag.mark != 0 { return (nil, sectorBytes + (marked == 0 ? 0 : sectorBytes)) }
    let kind: Kind = flags & Flag.flush != 0 ? .flush : flags & Flag.discard != 0 ? .discard : .write
    let written = flags & Flag.discard != 0 ? 0 : Int(count) * sectorBytes
    let entry = Entry(
      kind: kind, isForced: flags & Flag.forced != 0, sector: sector, sectorCount: Int(count),
      data: offset + sectorBytes)
    return (entry, sectorBytes + written)
  }

  /// What a write wrote.
  public func data(of entry: Entry) -> Data {
    let start = bytes.startIndex + entry.data
    return entry.kind == .discard ? Data() : bytes[start..<(start + entry.sectorCount * Self.sectorBytes)]
  }

  /// What a log of so many bytes holds in entries: what had been done when it was that long.
  public func entries(inBytes length: Int) -> Int {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      let entry = entries[middle]
      let end = entry.data + (entry.kind == .discard ? 0 : entry.sectorCount * Self.sectorBytes)
      if end <= length { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func word(_ bytes: Data, _ offset: Int) -> UInt64 {
    var value: UInt64 = 0
    for index in (0..<8).reversed() { value = value << 8 | UInt64(bytes[bytes.startIndex + offset + index]) }
    return value
  }
}
