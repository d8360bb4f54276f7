/// How long things last at the counter, in milliseconds.
enum Timing {
  /// A dialog without a key is given up, and its presentation is free again.
  static let inactivity: UInt64 = 60_000
  /// A dialog is given up after this even while keys come: a stuck key must not hold a person's code.
  static let dialog: UInt64 = 300_000
  /// A refusal, unless a key or a code comes first: long enough to read four lines and a help-desk code aloud.
  static let refusal: UInt64 = 15_000
  /// A refusal over a sale, which goes on beneath it.
  static let notice: UInt64 = 5_000
  /// The result of a sale, unless a key or another code comes first.
  static let result: UInt64 = 8_000
  /// The hub's answer while the customer waits: after this nobody is asked any more, and a payment is reversed. Longer than
  /// the uplink tries (`HTTPSLimits.inquiry`), so that it is the uplink that gives up where there is no answer.
  static let answer: UInt64 = 25_000
  /// The last sale before a restart, unless a key or a code comes first: the clerk may be busy with the power.
  static let recall: UInt64 = 120_000
}
