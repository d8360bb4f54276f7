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
  private static let errorBit: UInt16 = 2

  /// Reads the beginning of a partition.
  public init(_ bytes: [UInt8]) {
    func word(at offset: Int) -> UInt16 { UInt16(bytes[offset]) | UInt16(bytes[offset + 1]) << 8 }
    guard bytes.count >= DataFileSystem.lookedAt, word(at: DataFileSystem.magic) == DataFileSystem.magicNumber else {
      self = .missing
      return
    }
    self = word(at: DataFileSystem.state) & DataFileSystem.errorBit == 0 ? .usable : .inconsistent
  }
}
