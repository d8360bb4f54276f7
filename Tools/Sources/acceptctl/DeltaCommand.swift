import ArgumentParser
import Issuing
import KeyFiles
import LibCrypto
import Wire

struct DeltaCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delta", abstract: "Builds, shows, verifies and publishes revocation deltas.",
    subcommands: [Build.self, Show.self, Verify.self, Publish.self])

  struct Build: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Signs the delta that a description says.")

    @Argument(help: "The description, YAML or JSON.")
    var description: String

    @Option(help: "The region's root private key, a .key file.")
    var rootKey: String

    @Option(help: "Where to write the signed delta.")
    var out: String

    func run() throws {
      let delta = try DescriptionFile.read(description) { try DeltaDescription(yaml: $0) }.delta(now: currentTime())
      let key = try KeyFile.signingKey(rootKey)
      let signed = try SignedFile.sign(description) { () throws(WireFault) in try RootSigning.sign(delta, with: key) }
      try PublicFile.write(out, signed)
      print("delta \(delta.number) to bundle \(delta.base): \(signed.count) bytes")
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Shows what a delta says. Does not verify it.")

    @Argument(help: "A signed delta.")
    var file: String

    func run() throws {
      let payload = try SignedFile.payload(file, .revocationDelta)
      let delta = try SignedFile.decode(file, { () throws(WireFault) in try RevocationDelta(decoding: payload) })
      for line in delta.summary { print(line) }
    }
  }

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Verifies a delta by the root key.")

    @Argument(help: "A signed delta.")
    var file: String

    @Option(help: "The region's root public key, a .pub file.")
    var root: String

    func run() throws {
      let payload = try SignedFile.verified(file, .revocationDelta, root: root)
      let delta = try SignedFile.decode(file, { () throws(WireFault) in try RevocationDelta(decoding: payload) })
      print("delta \(delta.number) to bundle \(delta.base): signed by the root key")
    }
  }

  struct Publish: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Gives a delta to the hub, for every terminal.")

    @Argument(help: "A signed delta.")
    var file: String

    @OptionGroup var hub: OperatorOptions

    func run() async throws {
      let published = try await hub.client().publish(delta: try PublicFile.read(file))
      print("delta \(published.deltaNumber ?? 0) to bundle \(published.bundleVersion): published")
    }
  }
}
