import ArgumentParser
import OperatorOptions
import Issuing
import OperatorAPI
import Provisioning
import Settlement
import Time

struct TerminalCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "terminal", abstract: "Lists a hub's terminals and what it refused of them; retires one.",
    subcommands: [List.self, Conflicts.self, Retire.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists the terminals, a line each: what the hub holds of it, when it last called, what is wrong.",
      discussion: "A refusal is of the last upload: the terminal sends the same again until somebody acts.")

    @OptionGroup var operators: OperatorOptions

    func run() async throws {
      for record in try await operators.client().terminals() { print(record.line) }
    }
  }

  struct Conflicts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Shows entries that contradicted what the hub holds.",
      discussion: """
        Both entries of one number bear the terminal's signature. Either two devices have one key (a copied state directory), \
        or one device went back in time (a restored disk). Find out which, take the wrong device away, and retire the terminal \
        if its key may be elsewhere.
        """)

    @Argument(help: "The terminal's name; all of them when left out.")
    var terminal: String?

    @OptionGroup var operators: OperatorOptions

    func run() async throws {
      let records = try await operators.client().conflicts(of: terminal)
      if records.isEmpty { print("no conflicts") }
      for record in records {
        for line in record.lines { print(line) }
      }
    }
  }

  struct Retire: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Takes a terminal out of service for good. This cannot be undone.",
      discussion: """
        From then on the hub refuses its certificate, and enrols neither its name nor its journal key again. What the hub holds \
        is kept. What the terminal has not sent yet is never taken: let it call first, if it can be trusted.
        """)

    @Argument(help: "The terminal's name.")
    var terminal: String

    @Option(help: "Why. The hub keeps it with the terminal.")
    var reason: String

    @OptionGroup var operators: OperatorOptions

    func run() async throws {
      let record = try await operators.client().retire(Retirement(terminal: terminal, reason: reason))
      print("\(record.terminal): retired \(time(record.retiredAt)); the hub keeps its entries up to \(record.highest)")
    }
  }
}

private func time(_ seconds: Int64?) -> String {
  seconds.map { TimeText.text(of: UnixTime(seconds: $0)) } ?? "never"
}

extension TerminalRecord {
  /// A line for a list, its columns apart by tabs.
  var line: String {
    var state = "in service"
    if let retiredAt {
      state = "retired \(time(retiredAt))"
    } else if let refusal {
      state = "REFUSED \(refusal), \(time(refusedAt))"
    }
    if conflicts > 0 { state += ", \(conflicts) conflicts" }
    return [
      terminal, institution, "entries \(highest)", "last call \(time(lastContact))",
      "bundle \(trustVersion.map { "\($0)" } ?? "-")", state,
    ].joined(separator: "\t")
  }
}

extension ConflictRecord {
  var lines: [String] {
    let nothing = "held      nothing: the offered entry does not follow the one before it"
    return [
      "\(terminal) entry \(sequence), refused \(time(at))", "  offered   \(offered.words)",
      "  " + (held.map { "held      \($0.words)" } ?? nothing),
    ]
  }
}

extension ConflictRecord.Evidence {
  fileprivate var words: String {
    "\(hash.prefix(16))… after \(previous.prefix(16))…, made \(time(at)), total \(Fen(totalFen).text)"
  }
}
