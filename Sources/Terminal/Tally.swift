public import Counter

/// How often things happened at the counter since the start. Never of whom or of what.
public struct Tally: Equatable, Sendable {
  public private(set) var opened: UInt64 = 0
  public private(set) var readAgain: UInt64 = 0
  public private(set) var wrongKeys: UInt64 = 0
  public private(set) var cancelled: UInt64 = 0
  public private(set) var abandoned: UInt64 = 0
  public private(set) var accepted: UInt64 = 0
  public private(set) var voided: UInt64 = 0
  public private(set) var verified: UInt64 = 0
  public private(set) var recordsPrinted: UInt64 = 0
  public private(set) var prepaidChanged: UInt64 = 0
  public private(set) var lossesReported: UInt64 = 0
  private var refused = [UInt64](repeating: 0, count: Int(UInt8.max) + 1)

  /// How often a refusal was shown.
  public func refused(_ refusal: Refusal) -> UInt64 { refused[Int(refusal.rawValue)] }

  mutating func count(_ occurrence: Occurrence) {
    switch occurrence {
    case .opened: opened &+= 1
    case .refused(let refusal): refused[Int(refusal.rawValue)] &+= 1
    case .readAgain: readAgain &+= 1
    case .wrongKey: wrongKeys &+= 1
    case .cancelled: cancelled &+= 1
    case .abandoned: abandoned &+= 1
    case .accepted: accepted &+= 1
    case .voided: voided &+= 1
    case .verified: verified &+= 1
    case .recordPrinted: recordsPrinted &+= 1
    case .prepaidChanged: prepaidChanged &+= 1
    case .lossReported: lossesReported &+= 1
    }
  }
}
