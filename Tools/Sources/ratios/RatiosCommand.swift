import ArgumentParser
import Foundation
import LibCrypto
import Time

/// A program of its own, and not the bench's, so that it is built for speed in a minute: `Tools/bench --performance` starts it.
@main
struct RatiosCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench --performance",
    abstract: "Measures what the counter's two slow steps cost beside the least that they can cost.",
    discussion: """
      Each figure is a ratio of two ways that take turns in one run: this machine's speed, and whatever else it does, falls \
      on both. A ratio is the middle one of all rounds, with the quarters below and above. Nothing fails by its figures. \
      With --on BOARD it is an emulated board that is measured.
      """)

  @Flag(help: "What starts this.")
  var performance = false

  @Option(help: "How often the two of each pair take turns.")
  var rounds = 40

  @Option(help: "How many entries wait in the full journal.")
  var entries = 100_000

  @Option(help: "Where the journals are made: on the disk that is to be measured.", completion: .directory)
  var folder: String?

  func validate() throws {
    guard rounds >= 4, entries >= 1 else { throw ValidationError("at least four rounds and one entry") }
  }

  func run() throws {
    let parent = folder.map { URL(fileURLWithPath: $0) } ?? FileManager.default.temporaryDirectory
    let place = parent.appendingPathComponent("ratios-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: place) }
    let now = UnixTime(seconds: Int64(Date().timeIntervalSince1970))
    for (algorithm, name) in [(SignatureAlgorithm.sm2, "SM2"), (.es256, "ES256")] {
      let times = try Judging(algorithm, at: now).measure(rounds: rounds)
      tell("scan to verdict, \(name)", times, "its two verifications in libcrypto alone", aim: "1.05 or less")
    }
    tell(
      "commit", try Committing.againstBareSQLite(rounds: rounds, in: place),
      "the same rows in SQLite alone, same pragmas",
      aim: "1.11 or less, which is 0.9 of its entries a second")
    tell(
      "commit after \(entries)", try Committing.afterMany(entries, rounds: rounds, in: place) { progress($0) },
      "a commit to a new journal", aim: "1.1 or less")
  }

  private func tell(_ what: String, _ times: PairedTimes, _ floor: String, aim: String) {
    let (ratio, middle) = (times.ratio, times.middle)
    func number(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }
    print(
      """
      \(what): \(number(ratio.middle, 3)) times \(floor) (\(number(ratio.low, 3)) to \(number(ratio.high, 3))); aim: \(aim)
        \(number(middle.ours / 1_000, 1)) us against \(number(middle.floor / 1_000, 1)) us
      """)
  }

  private func progress(_ line: String) {
    FileHandle.standardError.write(Data("performance: \(line)\n".utf8))
  }
}
