import ArgumentParser
import Wire

struct BundleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bundle", abstract: "Builds, shows, verifies and publishes trust bundles.",
    subcommands: RootSignedCommands<TrustBundle>.all)
}

struct DeltaCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delta", abstract: "Builds, shows, verifies and publishes revocation deltas.",
    subcommands: RootSignedCommands<RevocationDelta>.all)
}
