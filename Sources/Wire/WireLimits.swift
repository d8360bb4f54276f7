import Codes

/// The sizes of what goes between terminal and hub. Both sides refuse more.
public enum WireLimits {
  /// One signed journal entry.
  public static let signedEntrySize = 4_096
  /// Entries in one upload.
  public static let uploadEntryCount = 64
  /// One upload request.
  public static let uploadSize = 64 * signedEntrySize + 256
  /// One signed trust bundle.
  public static let bundleSize = 736 * 1_024
  /// One signed revocation delta.
  public static let deltaSize = 256 * 1_024
  /// One signed receipt.
  public static let receiptSize = 512
  /// One signed list of losses.
  public static let lossListSize = 24 * 1_024
  /// One signed list of disputes.
  public static let disputeListSize = 4 * 1_024
  /// One signed list of uses.
  public static let useListSize = 10 * 1_024
  /// One answer: each of its parts at its largest, and the little around them.
  public static let answerSize = 1_032 * 1_024
  /// The code in an inquiry, sealed.
  public static let sealedCodeSize = PresentedCode.maximumCount + Sealed.overhead
  /// One signed inquiry: the sealed code and the little around it.
  public static let inquirySize = 1_280
  /// One signed answer to an inquiry.
  public static let inquiryAnswerSize = 512

  /// Issuer keys in a bundle.
  public static let issuerKeyCount = 256
  /// Region prefixes one issuer key may be confined to.
  public static let issuerRegionCount = 32
  /// Root keys of other profiles in a bundle.
  public static let profileRootCount = 64
  /// Keys of health certificates' signers in a bundle, each of up to 4,096 bits.
  public static let documentSignerCount = 256
  /// Revoked health certificates in a bundle.
  public static let certificateDigestCount = 4_000
  /// Revoked cards in a bundle, which with everything else at its largest still fits in ``bundleSize``.
  public static let revokedCount = 32_000
  /// Cards a delta adds, and cards it removes; both still fit in ``deltaSize``.
  public static let deltaCount = 12_000
  /// Cards in a list of losses, which still fit in ``lossListSize``.
  public static let lossCount = 2_000
  /// Disputes in a list, which still fit in ``disputeListSize``.
  public static let disputeCount = 64
  /// Uses in a list, which still fit in ``useListSize``. More than a shop's counters accept while a code lives.
  public static let useCount = 256
  /// Issuers whose cards one list of cards may name.
  public static let cardIssuerCount = 256

  /// The last second of the year 9999: a time beyond it can only be a mistake.
  public static let latestTime: UInt64 = 253_402_300_799
}
