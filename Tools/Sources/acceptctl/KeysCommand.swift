import ArgumentParser
import KeyFiles

struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys",
    abstract: "Makes a key: a region's root key, an issuer's, a holder's.",
    discussion: "Writes PREFIX.key (PKCS#8 PEM, readable by you alone, never replaced) and PREFIX.pub (one line).")

  @Option(help: "Where to write: PREFIX.key and PREFIX.pub.")
  var out: String

  @Option(help: "The kind of key.")
  var algorithm = AlgorithmOption.es256

  func run() throws {
    let key = try KeyFile.create(out, algorithm.algorithm)
    print(PublicKeyLine.text(of: key.publicKey))
  }
}
