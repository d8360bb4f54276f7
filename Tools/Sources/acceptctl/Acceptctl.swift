import ArgumentParser

/// The program `acceptctl`.
@main
struct Acceptctl: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "acceptctl",
    abstract: "Keys, codes, trust bundles, terminals and journals of acceptd.",
    subcommands: [
      KeysCommand.self, CodeCommand.self, BundleCommand.self, DeltaCommand.self, ProvisionCommand.self,
      TerminalCommand.self, DisputeCommand.self, CardCommand.self, InstitutionCommand.self,
      JournalCommand.self, JudgeCommand.self, RecogniseCommand.self,
      HealthCardCommand.self, PINHashCommand.self,
    ])
}
