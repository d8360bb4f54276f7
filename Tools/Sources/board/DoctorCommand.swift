import ArgumentParser
import BoardKit
import ConsoleKit
import Devices
import Diagnosis
import Foundation

struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Has a terminal examine itself, and names the wire, port or setting at fault.",
    discussion: """
      The terminal stands still meanwhile, and touches nothing that it has stored. It need not be provisioned. Exits with 1 \
      where anything is to be mended.
      """)

  @OptionGroup var choice: BoardChoice
  @OptionGroup var console: ConsolePort

  @Flag(help: "Print the findings as JSON, and ask nothing.")
  var json = false

  @Flag(help: "First set both of its clocks by this machine's. One that is provisioned is never set back.")
  var setClock = false

  func run() async throws {
    let board = try choice.board()
    let doctor = Doctor(over: try console.channel())
    let greeting = try await doctor.greet()
    try greeting.check(board)
    say(greeting.introduction)
    if setClock { try await doctor.setClock() }
    say("it examines itself; nobody touches its keys, or shows it a code, for some seconds")
    let asks = !json && isatty(STDIN_FILENO) == 1
    let findings = try await doctor.examine { found in
      let named = found.map { board.naming($0) }
      if !json { named.forEach(show) }
      return asks ? named.map(asked) : named
    }
    if json { try printJSON(findings) }
    let faults = findings.count { $0.level == .fault }
    if !json { print(faults == 0 ? "nothing is to be mended" : "\(faults) to be mended") }
    if faults > 0 { throw ExitCode.failure }
  }

  private func show(_ finding: Finding) {
    print(
      "\(finding.level.word.padding(toLength: 5, withPad: " ", startingAt: 0))  \(finding.place): \(finding.sentence)")
  }

  /// What a person makes of what only a person sees.
  private func asked(_ finding: Finding) -> Finding {
    guard finding.level == .look, ["display-picture", "signals"].contains(finding.code) else { return finding }
    print("\(finding.place): is it so? [Y/n] ", terminator: "")
    var answered = finding
    answered.level = readLine()?.lowercased().hasPrefix("n") == true ? .fault : .good
    return answered
  }

  private struct Entry: Encodable {
    let level: String
    let code: String
    let place: String
    let sentence: String
  }

  private func printJSON(_ findings: [Finding]) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let entries = findings.map { Entry(level: $0.level.word, code: $0.code, place: $0.place, sentence: $0.sentence) }
    print(String(decoding: try encoder.encode(entries), as: UTF8.self))
  }
}

extension BoardDescription {
  /// The finding with the pads of the lines it names, which the terminal does not know and a wiring table does.
  func naming(_ finding: Finding) -> Finding {
    var finding = finding
    for (line, place) in lines {
      let wire = "\(line.role) (\(place.chip) \(place.offset)"
      finding.place = finding.place.replacing(wire + ")", with: wire + ", pad \(place.pad))")
    }
    for (role, port) in ports.all where finding.place == "/dev/\(port.device)" {
      finding.place = "\(role), \(finding.place) (receives at \(port.receive), sends at \(port.transmit))"
    }
    return finding
  }
}
