/// How long a terminal keeps what nothing needs any more.
public enum Retention {
  /// An entry stays this long after its commit even though the hub's receipt covers it: time to dispute a receipt at the
  /// counter, and to send again what a hub restored from a backup has lost.
  public static let receiptedDays: Int64 = 90
  /// A presentation stays this long after its lifetime, so that a clock set forward by less than a day and back again does
  /// not free a code. In seconds.
  public static let presentationMarginSeconds: Int64 = 86_400
  /// Usage of a card stays as long as a printed code may live without a new record: a year, and a month of grace.
  public static let usageDays: Int64 = 400
}
