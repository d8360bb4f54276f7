/// The numbers that a region's cards live by.
public enum CardPolicy {
  /// Cards that one phone may hold: a family's.
  public static let cardsPerPhone = 4
  /// Seconds from the report of a loss to the first moment at which the card may be replaced: as long as an offline terminal
  /// accepts by a bundle that does not know of the loss, where bundles say a week.
  public static let replacementWait: Int64 = 7 * 86_400
  /// Years of age from which a person carries a card without a guardian.
  public static let fullAge = 18
  /// Seconds for which a card that has ended stays on the list of revocations: counters' clocks may be behind.
  public static let revocationTail: Int64 = 86_400
  /// Bytes of what names a phone to the hub.
  public static let phoneNameSize = 8...128
}
