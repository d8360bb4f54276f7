import ArgumentParser
import KeyFiles
import OperatorOptions
import LibCrypto
import Wire

/// The commands that bundles and deltas have alike.
enum RootSignedCommands<Message: RootSigned> {
  static var all: [any ParsableCommand.Type] {
    [Build<Message>.self, Show<Message>.self, Verify<Message>.self, Publish<Message>.self]
  }
}

struct Build<Message: RootSigned>: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "build", abstract: "Signs the \(Message.noun) that a description says.",
      discussion: "A description, whole:\n\n\(Message.example)")
  }

  @Argument(help: "The description, YAML or JSON. Paths of keys in it are relative to it.")
  var description: String

  @Option(help: "The region's root private key, a .key file.")
  var rootKey: String

  @Option(help: "Where to write what is signed.")
  var out: String

  func run() throws {
    let message = try Message.described(in: description)
    let key = try KeyFile.signingKey(rootKey)
    let signed = try SignedFile.sign(description) { () throws(WireFault) in try message.signed(by: key) }
    try PublicFile.write(out, signed)
    print("\(message.title): \(signed.count) bytes")
  }
}

struct Show<Message: RootSigned>: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(commandName: "show", abstract: "Shows what a \(Message.noun) says. Does not verify it.")
  }

  @Argument(help: "The signed file.")
  var file: String

  func run() throws {
    let payload = try SignedFile.payload(file, Message.kind)
    let message = try SignedFile.decode(file) { () throws(WireFault) in try Message(decoding: payload) }
    for line in message.summary { print(line) }
  }
}

struct Verify<Message: RootSigned>: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(commandName: "verify", abstract: "Verifies a \(Message.noun) by the root key.")
  }

  @Argument(help: "The signed file.")
  var file: String

  @Option(help: "The region's root public key, a .pub file.")
  var root: String

  func run() throws {
    let payload = try SignedFile.verified(file, Message.kind, root: root)
    let message = try SignedFile.decode(file) { () throws(WireFault) in try Message(decoding: payload) }
    print("\(message.title): signed by the root key")
  }
}

struct Publish<Message: RootSigned>: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(commandName: "publish", abstract: "Gives a \(Message.noun) to the hub, for every terminal.")
  }

  @Argument(help: "The signed file.")
  var file: String

  @OptionGroup var hub: OperatorOptions

  func run() async throws {
    let published = try await Message.publish(try PublicFile.read(file), at: hub.client())
    let delta = published.deltaNumber.map { ", delta \($0)" } ?? ""
    print("published: bundle \(published.bundleVersion)\(delta)")
  }
}
