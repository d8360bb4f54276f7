import ArgumentParser
import Issuing
import OperatorAPI
import OperatorOptions
import Provisioning
import Settlement
import Time

struct DisputeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dispute", abstract: "Lists what a hub disputes of its terminals' entries; declines one; settles one.",
    discussion: "What is open of a terminal is on the list at its counter with its next exchange.",
    subcommands: [List.self, Decline.self, Settle.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists what is disputed and not settled, a line each, the newest first.")

    @Argument(help: "The terminal's name; all of them when left out.")
    var terminal: String?

    @Flag(help: "Also what is settled.")
    var all = false

    @OptionGroup var operators: OperatorOptions

    func run() async throws {
      DisputeCommand.show(try await operators.client().disputes(of: terminal, withSettled: all))
    }
  }

  struct Decline: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Disputes an entry because the region declines it.",
      discussion: "The entry stays as it is: the counter is told, and somebody there has to see to it.")

    @OptionGroup var entry: DisputedEntry
    @OptionGroup var operators: OperatorOptions

    func run() async throws { DisputeCommand.show(try await operators.client().decline(entry.body)) }
  }

  struct Settle: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Settles all that is disputed of an entry. The counter's list no longer has it then.")

    @OptionGroup var entry: DisputedEntry
    @OptionGroup var operators: OperatorOptions

    func run() async throws { DisputeCommand.show(try await operators.client().settleDisputes(entry.body)) }
  }

  fileprivate static func show(_ records: [DisputeRecord]) {
    if records.isEmpty { print("no disputes") }
    for record in records { print(record.line) }
  }
}

/// Which entry, and the operator's words.
struct DisputedEntry: ParsableArguments {
  @Argument(help: "The terminal's name.")
  var terminal: String

  @Argument(help: "The entry's sequence: the number on the receipt.")
  var sequence: UInt64

  @Option(help: "Why. The hub keeps it with the dispute.")
  var note: String

  var body: DisputeNote { DisputeNote(terminal: terminal, sequence: sequence, note: note) }
}

extension DisputeRecord {
  /// A line for a list, its columns apart by tabs.
  fileprivate var line: String {
    func time(_ seconds: Int64) -> String { TimeText.text(of: UnixTime(seconds: seconds)) }
    var columns = ["\(terminal)-\(sequence)", time(at), Fen(fen).text, reason, "found \(time(foundAt))"]
    if let note { columns.append(note) }
    if let settledAt { columns.append("settled \(time(settledAt)): \(settlement ?? "")") }
    return columns.joined(separator: "\t")
  }
}
