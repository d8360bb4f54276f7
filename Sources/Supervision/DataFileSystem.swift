/// What the superblock of an ext4 file system says of it, before it is mounted.
public enum DataFileSystem: Equatable, Sendable {
  /// There is none: the partition was never made, or its beginning is destroyed.
  case missing
  /// It may be mounted; where it was not unmounted, the kernel replays its journal then.
  case usable
  /// The kernel or a check has found it inconsistent: it is to be repaired first.
  case inconsistent

  /// How much of the partition's beginning is looked at, in bytes.
  public static let lookedAt = 2_048

  private static let superblock = 1_024
  /// `s_magic` and `s_state` of the ext4 disk layout.
  private static let magic = superblock + 0x38
  private static let state = superblock + 0x3A
  private static let magicNumber: UInt16 = 0xEF53
  /// `s_wtime`.
  private static let writeTime = superblock + 0x30
  private static let errorBit: UInt16 = 2

  /// Reads the beginning of a partition.
  public init(_ bytes: [UInt8]) {
    guard bytes.count >= DataFileSystem.lookedAt,
      DataFileSystem.word(of: bytes, at: DataFileSystem.magic) == DataFileSystem.magicNumber
    else {
      self = .missing
      return
    }
    let state = DataFileSystem.word(of: bytes, at: DataFileSystem.state)
    self = state & DataFileSystem.errorBit == 0 ? .usable : .inconsistent
  }

  /// When its superblock was last written, which is at the last mount at the latest, in seconds since 1970 by the clock of
  /// then. Nil where there is no file system, or it does not say.
  public static func lastWritten(_ bytes: [UInt8]) -> Int64? {
    guard DataFileSystem(bytes) != .missing else { return nil }
    let seconds = Int64(word(of: bytes, at: writeTime)) | Int64(word(of: bytes, at: writeTime + 2)) << 16
    return seconds == 0 ? nil : seconds
  }

  private static func word(of bytes: [UInt8], at offset: Int) -> UInt16 {
    UInt16(bytes[offset]) | UInt16(bytes[offset + 1]) << 8
  }
}
