import Foundation

/// A partition of a card, found by its name in the GPT (UEFI 2.10, 5.3).
public struct Partition: Equatable, Sendable {
  public var name: String
  public var sectors: Range<UInt64>

  /// A card whose sectors are all one file system.
  public static func whole(sectors count: UInt64) -> Partition {
    Partition(name: "", sectors: 0..<count)
  }

  public enum Fault: Error, Equatable, Sendable {
    /// The card has no GPT.
    case noTable
    case absent(name: String)
  }

  private static let entryBytes = 128
  private static let mostEntries = 128

  public static func named(_ name: String, on card: URL) throws -> Partition {
    let file = try FileHandle(forReadingFrom: card)
    defer { try? file.close() }
    try file.seek(toOffset: UInt64(WriteLog.sectorBytes))
    let header = try file.read(upToCount: WriteLog.sectorBytes) ?? Data()
    guard header.count == WriteLog.sectorBytes, header.prefix(8) == Data("EFI PART".utf8) else { throw Fault.noTable }
    try file.seek(toOffset: number(header, 72, 8) * UInt64(WriteLog.sectorBytes))
    let table = try file.read(upToCount: mostEntries * entryBytes) ?? Data()
    let count = min(Int(number(header, 80, 4)), mostEntries, table.count / entryBytes)
    guard number(header, 84, 4) == UInt64(entryBytes) else { throw Fault.noTable }
    for entry in (0..<count).map({ table.dropFirst($0 * entryBytes).prefix(entryBytes) }) {
      let units = (0..<36).map { UInt16(number(entry, 56 + 2 * $0, 2)) }.prefix { $0 != 0 }
      guard String(decoding: units, as: UTF16.self) == name else { continue }
      let first = number(entry, 32, 8)
      let last = number(entry, 40, 8)
      guard first > 0, last >= first, last < UInt64(Int64.max) else { throw Fault.noTable }
      return Partition(name: name, sectors: first..<(last + 1))
    }
    throw Fault.absent(name: name)
  }

  private static func number(_ bytes: Data, _ offset: Int, _ length: Int) -> UInt64 {
    (0..<length).reversed().reduce(0) { $0 << 8 | UInt64(bytes[bytes.startIndex + offset + $1]) }
  }
}
