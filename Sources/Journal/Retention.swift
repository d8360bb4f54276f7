/// How long a terminal keeps what nothing needs any more.
public enum Retention {
  /// An entry stays at least this long after the hub's receipt covered it, and at most twice as long where receipts keep
  /// coming: time to dispute a receipt at the counter, and to send again what a hub restored from a backup has lost.
  public static let receiptedDays: Int64 = 90
  /// A presentation stays this long after its lifetime, so that a clock set forward by less than a day and back again does
  /// not free a code. In seconds.
  public static let presentationMarginSeconds: Int64 = 86_400
  /// A package stays this long after its sale, and with a clock set forward and back no shorter: longer than a swindler
  /// waits to bring it back to the counter that sold it.
  public static let packageDays: Int64 = 180
  /// Usage of a card stays as long as a printed code may live without a new record: a year, and a month of grace.
  public static let usageDays: Int64 = 400
  /// So many cards' last known balances are kept, those that were heard of last.
  public static let balances = 1_000
}
