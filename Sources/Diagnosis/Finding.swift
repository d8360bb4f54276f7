/// One thing that an examination found, in words that a field engineer acts on.
public struct Finding: Equatable, Sendable {
  /// How it stands.
  public enum Level: UInt8, CaseIterable, Sendable {
    /// Something to mend.
    case fault
    /// Something that the terminal cannot see itself: for a person to look at.
    case look
    /// In order.
    case good

    /// The word in a report.
    public var word: String {
      switch self {
      case .fault: "fault"
      case .look: "look"
      case .good: "good"
      }
    }
  }

  public var level: Level
  /// What kind of thing it is, for programs: lower-case words with dashes.
  public var code: String
  /// The wire, port, file or setting.
  public var place: String
  /// What is the matter, and what to do.
  public var sentence: String

  public init(_ level: Level, _ code: String, at place: String, _ sentence: String) {
    self.level = level
    self.code = code
    self.place = place
    self.sentence = sentence
  }

  /// A line of a report: level, code, place and sentence, with tabs between them.
  public var line: String { "\(level.word)\t\(code)\t\(place)\t\(sentence)\n" }

  /// The findings of a report. Lines of another form are left out.
  public static func findings(of report: [UInt8]) -> [Finding] {
    var findings: [Finding] = []
    for line in report.split(separator: 0x0A) {
      let fields = line.split(separator: 0x09, omittingEmptySubsequences: false).map {
        String(decoding: $0, as: UTF8.self)
      }
      guard fields.count == 4,
        let level = Level.allCases.first(where: { $0.word.utf8.elementsEqual(fields[0].utf8) })
      else { continue }
      findings.append(Finding(level, fields[1], at: fields[2], fields[3]))
    }
    return findings
  }
}
