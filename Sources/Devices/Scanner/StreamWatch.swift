import Time

/// Tells a line that brings codes from one that brings noise.
///
/// A line that never falls silent and brings what no code has is no scanner's: a wire is loose, or something else talks on
/// it. From ``babbleMicroseconds`` on nothing of it is taken until it is silent, for by chance some of it looks like a code.
struct StreamWatch: Sendable {
  /// Two of the longest codes at 9,600 bit/s: no scanner talks longer without a pause, and a person needs one for the next
  /// code.
  static let babbleMicroseconds: UInt64 = 2_200_000

  private(set) var lastByte = Uptime(microseconds: 0)
  /// Since when there has been no silence, and whether anything since then was no code's.
  private var began = Uptime(microseconds: 0)
  private var isFoul = false
  /// True while the line brings what no scanner sends.
  private(set) var isBabbling = false

  /// Bytes came, of which some were no code's where `isFoul`; before them there was silence where `gap` microseconds passed.
  mutating func took(isFoul foul: Bool, after gap: UInt64, at now: Uptime) {
    if now.elapsed(since: lastByte) >= gap { (began, isFoul) = (now, false) }
    lastByte = now
    isFoul = isFoul || foul
    if isFoul, now.elapsed(since: began) >= Self.babbleMicroseconds { isBabbling = true }
  }

  /// The line is silent, or gone.
  mutating func ended() {
    isFoul = false
    isBabbling = false
  }
}
