import Time

/// What the clerk is shown of a health certificate that holds.
public struct CertificateFacts: Equatable, Sendable {
  /// What it is about.
  public enum Event: Equatable, Sendable {
    case vaccination(dose: Int, of: Int)
    case test(isDetected: Bool)
    case recovery
  }

  public var maskedName: String
  /// Nil where the certificate does not say.
  public var birthYear: UInt16?
  public var event: Event
  /// The last day for which it holds.
  public var until: CalendarDay

  public init(maskedName: String, birthYear: UInt16?, event: Event, until: CalendarDay) {
    self.maskedName = maskedName
    self.birthYear = birthYear
    self.event = event
    self.until = until
  }
}

extension ScreenComposer {
  /// Who, what, and until when; and that no sale comes of it.
  func lines(of facts: CertificateFacts, as refusal: Refusal) -> [PanelLine] {
    let who = name(facts.maskedName) + (facts.birthYear.map { " \($0)" } ?? "")
    let what =
      switch facts.event {
      case .vaccination(let dose, let doses): word("接种\(dose)/\(doses)", "Vaccine \(dose)/\(doses)")
      case .test(isDetected: false): word("测阴性", "Test negative")
      case .test(isDetected: true): word("测阳性", "Test POSITIVE")
      case .recovery: word("康复", "Recovered")
      }
    return [
      left(refusal.lines(in: language)[0]), pair(who, refusal.helpCode, who),
      language == .chinese ? pair(what, "扫健康码", what) : left(what),
      left(word("有效至", "To ") + facts.until.text),
    ]
  }
}

extension CalendarDay {
  /// `2022-05-29`.
  fileprivate var text: String {
    func padded(_ number: Int, _ count: Int) -> String {
      let digits = "\(number)"
      return String(repeating: "0", count: max(0, count - digits.utf8.count)) + digits
    }
    return padded(Int(year), 4) + "-" + padded(month, 2) + "-" + padded(day, 2)
  }
}
