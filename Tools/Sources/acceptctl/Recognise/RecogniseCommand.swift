import ArgumentParser
import Codes
import Foundation
import KeyFiles
import Time

struct RecogniseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recognise",
    abstract: "Tells what kind of code each text of a file is.",
    discussion: """
      Prints a line a case: its name, a tab and the kind; where the kind has a detail, another tab and that. Nothing is \
      verified, and none of a text is printed.
      """)

  @Option(help: "The file of cases (JSON): name and text, as a scanner sends it without its own suffix.")
  var vectors: String

  @Option(help: "The day it is, such as 2026-11-22, by which nobody is born later; today in China when left out.")
  var today: CalendarDay?

  func run() throws {
    let file = try RecognitionFile.read(vectors)
    let today = self.today ?? CalendarDay(inChinaAt: currentTime())
    for line in file.lines(on: today) { print(line) }
  }
}

/// A file of texts to recognise. Only `cases`, and in them `text`, must be there.
struct RecognitionFile: Decodable {
  struct Case: Decodable {
    var name: String?
    var text: String
  }

  var cases: [Case]

  static func read(_ path: String) throws -> RecognitionFile {
    let bytes = try PublicFile.read(path)
    do {
      return try JSONDecoder().decode(RecognitionFile.self, from: Data(bytes))
    } catch let error as DecodingError {
      throw DescriptionFault(path: path, reason: DescriptionFile.reason(error))
    }
  }

  /// A line a case.
  func lines(on today: CalendarDay) -> [String] {
    cases.enumerated().map { place, item in
      let code = Recogniser.recognise(Array(item.text.utf8), on: today)
      let words = [item.name ?? "case \(place + 1)", code.kind.name, code.detail]
      return words.compactMap(\.self).joined(separator: "\t")
    }
  }
}

extension CalendarDay: ExpressibleByArgument {
  /// `2026-11-22`.
  public init?(argument: String) {
    let parts = argument.split(separator: "-", omittingEmptySubsequences: false)
    // A number may have a sign, a day may not.
    let numbers = parts.compactMap { $0.allSatisfy(\.isNumber) ? Int($0) : nil }
    guard parts.map(\.count) == [4, 2, 2], numbers.count == parts.count else { return nil }
    self.init(year: Int64(numbers[0]), month: numbers[1], day: numbers[2])
  }
}
