import ArgumentParser
import Foundation
import LibCrypto
import Time

/// A program of its own, and not the bench's, so that it is built for speed in a minute: `Tools/bench --performance` starts it.
@main
struct RatiosCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench --performance",
    abstract: "Measures what the counter's steps cost beside the least that they can cost.",
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

  @Option(
    parsing: .upToNextOption,
    help: """
      Files of the public test data for EU digital COVID certificates (JSON): health certificates are measured by them, beside \
      a verifier in Python.
      """,
    completion: .file(extensions: ["json"]))
  var certificates: [String] = []

  @Option(help: .hidden)
  var python: String?

  func validate() throws {
    guard rounds >= 4, entries >= 1 else { throw ValidationError("at least four rounds and one entry") }
  }

  func run() throws {
    let now = UnixTime(seconds: Int64(Date().timeIntervalSince1970))
    try judge(at: now)
    if !certificates.isEmpty { try judgeCertificates() }
    try commit()
  }

  private func judge(at now: UnixTime) throws {
    let live = try Judging(.sm2, at: now)
    for each in Recognising.all(at: now, live: live.texts) {
      tell(
        "recognise, \(each.name)", try each.measure(rounds: rounds), "reading each byte once",
        aim: "less than 1 us", digits: 3)
    }
    tell(
      "scan to verdict, SM2", try live.measure(rounds: rounds), "its two verifications in libcrypto alone",
      aim: "1.05 or less")
    tell(
      "scan to verdict, ES256", try Judging(.es256, at: now).measure(rounds: rounds),
      "its two verifications in libcrypto alone", aim: "1.05 or less")
    tell(
      "scan to verdict, transit code", try JudgingTransit(at: now).measure(rounds: rounds),
      "its three verifications in libcrypto alone", aim: "1.05 or less")
  }

  private func judgeCertificates() throws {
    let judging = try JudgingCertificates(certificates)
    print("health certificates: \(judging.paths.count) of \(certificates.count) files are good at their own time")
    tell(
      "scan to verdict, health certificate", try judging.measure(rounds: rounds),
      "its verification in libcrypto alone", aim: "as near to 1 as inflating and reading leave it")
    guard let python else { throw RatiosFault("start this by Tools/bench, which brings the verifier in Python") }
    let other = try OtherVerifier(python.split(separator: " ").map(String.init), judging.paths)
    tell(
      "the same", try judging.measure(rounds: rounds, beside: other), "a verifier in Python (cwt)",
      aim: "less than 1", digits: 4)
  }

  private func commit() throws {
    let parent = folder.map { URL(fileURLWithPath: $0) } ?? FileManager.default.temporaryDirectory
    let place = parent.appendingPathComponent("ratios-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: place) }
    tell(
      "commit", try Committing.against(.sqlite, rounds: rounds, in: place),
      "the same rows in SQLite alone, same pragmas",
      aim: "1.11 or less, which is 0.9 of its entries a second, where a disk takes far longer than a signature")
    tell(
      "commit", try Committing.against(.sqliteAndCryptography, rounds: rounds, in: place),
      "the same rows in SQLite, and an ephemeral key, an agreement and a signature in libcrypto",
      aim: "1.11 or less")
    tell(
      "commit after \(entries)", try Committing.afterMany(entries, rounds: rounds, in: place) { progress($0) },
      "a commit to a new journal", aim: "1.1 or less")
  }

  private func tell(_ what: String, _ times: PairedTimes, _ floor: String, aim: String, digits: Int = 1) {
    let (ratio, middle) = (times.ratio, times.middle)
    func number(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }
    print(
      """
      \(what): \(number(ratio.middle, 3)) times \(floor) (\(number(ratio.low, 3)) to \(number(ratio.high, 3))); aim: \(aim)
        \(number(middle.ours / 1_000, digits)) us against \(number(middle.floor / 1_000, digits)) us
      """)
  }

  private func progress(_ line: String) {
    FileHandle.standardError.write(Data("performance: \(line)\n".utf8))
  }
}
