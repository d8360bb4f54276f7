/// The sizes of what goes between terminal and hub. Both sides refuse more.
public enum WireLimits {
  /// One signed journal entry.
  public static let signedEntrySize = 4_096
  /// Entries in one upload.
  public static let uploadEntryCount = 64
  /// One upload request.
  public static let uploadSize = 64 * signedEntrySize + 256
  /// One signed trust bundle.
  public static let bundleSize = 512 * 1_024
  /// One signed revocation delta.
  public static let deltaSize = 256 * 1_024
  /// One signed receipt.
  public static let receiptSize = 512
  /// One answer: each of its three parts at its largest, and the little around them.
  public static let answerSize = 1_024 * 1_024

  /// Issuer keys in a bundle.
  public static let issuerKeyCount = 512
  /// Region prefixes one issuer key may be confined to.
  public static let issuerRegionCount = 64
  /// Revoked cards in a bundle: 15 bytes each at most.
  public static let revokedCount = 30_000
  /// Cards a delta adds, and cards it removes.
  public static let deltaCount = 8_000

  /// The last second of the year 9999: a time beyond it can only be a mistake.
  public static let latestTime: UInt64 = 253_402_300_799
}
