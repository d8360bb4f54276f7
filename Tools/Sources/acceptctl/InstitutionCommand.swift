import ArgumentParser
import Issuing
import KeyFiles
import OperatorAPI
import OperatorOptions
import Provisioning
import Time

struct InstitutionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "institution", abstract: "Says which hospitals and pharmacies may ask a hub.",
    subcommands: [Grant.self, Withdraw.self, List.self])

  struct Grant: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Gives an institution a token, in place of the one it had.",
      discussion: "The token goes into a private file and is shown nowhere else. The hub keeps its hash.")

    @Argument(help: "The institution's code, H or P and eleven digits.")
    var institution: String

    @Option(help: "Write the token here. The file must not be there.")
    var out: String

    @OptionGroup var operators: OperatorOptions

    func run() async throws {
      let grant = try await operators.client().grantAccess(InstitutionName(institution: institution))
      try PrivateFile.create(out, Array((grant.token + "\n").utf8))
      print("\(grant.institution): token in \(out)")
    }
  }

  struct Withdraw: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Takes an institution's token away.")

    @Argument(help: "The institution's code.")
    var institution: String

    @OptionGroup var operators: OperatorOptions

    func run() async throws {
      let name = try await operators.client().withdrawAccess(InstitutionName(institution: institution))
      print("\(name.institution): no token")
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists the institutions that have a token.")

    @OptionGroup var operators: OperatorOptions

    func run() async throws {
      for record in try await operators.client().institutions() {
        print("\(record.institution)\ttoken of \(TimeText.text(of: UnixTime(seconds: record.grantedAt)))")
      }
    }
  }
}
