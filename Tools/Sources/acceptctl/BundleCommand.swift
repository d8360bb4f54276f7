import ArgumentParser
import Issuing
import KeyFiles
import LibCrypto
import Wire

struct BundleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bundle", abstract: "Builds, shows, verifies and publishes trust bundles.",
    subcommands: [Build.self, Show.self, Verify.self, Publish.self])

  struct Build: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Signs the bundle that a description says.")

    @Argument(help: "The description, YAML or JSON. Paths of keys in it are relative to it.")
    var description: String

    @Option(help: "The region's root private key, a .key file.")
    var rootKey: String

    @Option(help: "Where to write the signed bundle.")
    var out: String

    func run() throws {
      let described = try DescriptionFile.read(description) { try TrustDescription(yaml: $0) }
      let bundle = try described.bundle(relativeTo: DescriptionFile.folder(of: description), now: currentTime())
      let key = try KeyFile.signingKey(rootKey)
      let signed = try SignedFile.sign(description) { () throws(WireFault) in try RootSigning.sign(bundle, with: key) }
      try PublicFile.write(out, signed)
      print("bundle \(bundle.version): \(signed.count) bytes")
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Shows what a bundle says. Does not verify it.")

    @Argument(help: "A signed bundle.")
    var file: String

    func run() throws {
      let payload = try SignedFile.payload(file, .trustBundle)
      for line in try SignedFile.decode(file, { () throws(WireFault) in try TrustBundle(decoding: payload) }).summary {
        print(line)
      }
    }
  }

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Verifies a bundle by the root key.")

    @Argument(help: "A signed bundle.")
    var file: String

    @Option(help: "The region's root public key, a .pub file.")
    var root: String

    func run() throws {
      let payload = try SignedFile.verified(file, .trustBundle, root: root)
      let bundle = try SignedFile.decode(file, { () throws(WireFault) in try TrustBundle(decoding: payload) })
      print("bundle \(bundle.version) for \(bundle.region.text): signed by the root key")
    }
  }

  struct Publish: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Gives a bundle to the hub, for every terminal.")

    @Argument(help: "A signed bundle.")
    var file: String

    @OptionGroup var hub: OperatorOptions

    func run() async throws {
      let published = try await hub.client().publish(bundle: try PublicFile.read(file))
      print("bundle \(published.bundleVersion): published")
    }
  }
}
