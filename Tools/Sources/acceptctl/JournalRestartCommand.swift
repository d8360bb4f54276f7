import ArgumentParser
import OperatorOptions
import Provisioning

struct JournalRestartCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restart",
    abstract: "Begins a damaged journal again, after the last entry that the hub holds.",
    discussion: """
      For a terminal that is out of service because its journal is damaged. Stop acceptd and uplinkd first. What the damaged \
      file still proves and the hub lacks is sent to the hub; then the file is set aside, never deleted, and a new one begins \
      where the hub's chain ends. Where entries would be left behind, nothing is changed unless --abandon is given.

      The new journal does not remember which codes were used and what was sold today: limits of the day begin anew, and a \
      code that is still valid could be presented again.
      """)

  @Option(help: "The terminal's state directory.")
  var state: String

  @OptionGroup var operators: OperatorOptions

  @Flag(
    help: ArgumentHelp(
      "Begin though the old file may hold entries that the hub does not have.",
      discussion:
        "Those sales are then nowhere but in the old file, and their receipt numbers are given again. Keep it."))
  var abandon = false

  func run() async throws {
    let report = try await JournalRestart(hub: try operators.client()).run(StateDirectory(state), abandoning: abandon)
    if report.salvaged > 0 { print("sent to the hub from the old file: \(report.salvaged) entries") }
    if let path = report.setAside { print("the old file is kept: \(path)") }
    if abandon {
      let numbers = report.abandoned.prefix(10).map { "\(report.terminal)-\($0)" }.joined(separator: " ")
      print(
        "WARNING: \(report.abandoned.count) proven entries are in the old file alone"
          + (numbers.isEmpty ? "" : ": \(numbers)\(report.abandoned.count > 10 ? " …" : "")")
          + ". Receipts after \(report.terminal)-\(report.head) may exist twice")
    }
    print("\(report.terminal): the journal goes on after entry \(report.head). Start acceptd and uplinkd")
  }
}
