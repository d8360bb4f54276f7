/// A code that only the hub can say more of: of an electronic health card or an insurance voucher alone.
public struct HubCode: Equatable, Sendable {
  /// Which of the `People`, where the hub knows them.
  public var person: Int
  public var form: Form
  public var standing: Standing

  public enum Form: UInt8, CaseIterable, Sendable {
    case dynamicCard, printedCard, voucher
  }

  /// What the hub knows of it.
  public enum Standing: UInt8, CaseIterable, Sendable {
    case known, unknown, cancelled

    /// The help-desk code of what is refused where everything between is well.
    var refusal: String? {
      switch self {
      case .known: nil
      case .unknown: "E69"
      case .cancelled: "E09"
      }
    }
  }

  public init(person: Int, _ form: Form, _ standing: Standing = .known) {
    self.person = person
    self.form = form
    self.standing = standing
  }

  /// Whom the hub knows has a low number; the others have two that are nobody's.
  private static let unknown = 98
  private static let cancelled = 97

  private var number: Int {
    switch standing {
    case .known: person
    case .unknown: HubCode.unknown
    case .cancelled: HubCode.cancelled
    }
  }

  /// What is held out to the scanner.
  var text: [UInt8] {
    let digits = number < 10 ? "0\(number)" : "\(number)"
    switch form {
    case .dynamicCard: return [UInt8]((String(repeating: digits, count: 32) + ":0").utf8)
    case .printedCard: return [UInt8]((String(repeating: digits, count: 32) + ":1").utf8)
    case .voucher: return [UInt8](String(repeating: digits, count: 14).utf8)
    }
  }

  /// Whom a code names, by its first two digits, as the hub's registry reads it.
  static func holder(of text: [UInt8]) -> (person: Int, standing: Standing) {
    let number = text.prefix(2).reduce(0) { $0 * 10 + Int($1 & 0x0F) }
    return (number, number == unknown ? .unknown : number == cancelled ? .cancelled : .known)
  }
}

extension HubCode: CustomStringConvertible {
  public var description: String { "the \(form) of person \(person), \(standing) to the hub" }
}
