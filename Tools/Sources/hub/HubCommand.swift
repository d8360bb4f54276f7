import ArgumentParser
import Foundation
import HubService
import KeyFiles
import LibCrypto
import Logging

/// The program `hub`.
@main
struct HubCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hub",
    abstract: "A region's hub: enrols terminals, takes their journals, signs receipts, brings them trust.",
    subcommands: [Initialise.self, Serve.self], defaultSubcommand: Serve.self)
}

/// What both subcommands need to have a state directory.
struct StateOptions: ParsableArguments {
  @Option(help: "The hub's state directory. Made if it is not there.")
  var state: String

  @Option(help: "The region's root public key, a .pub file. Needed once, for a new state directory.")
  var root: String?

  @Option(
    name: .customLong("name"),
    help: "A host name or IPv4 address that terminals call the hub by, beside localhost. Given once for each.")
  var names: [String] = []

  var directory: HubDirectory { HubDirectory(state) }

  func prepare() throws {
    // Whatever this process makes, SQLite's files among it, is its owner's alone.
    umask(0o077)
    try HubKeys.prepare(directory, root: try root.map(KeyFile.publicKey), names: names, at: Date())
  }
}

struct Initialise: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Makes a state directory with the hub's own keys. Keeps what is there.")

  @OptionGroup var options: StateOptions

  func run() throws {
    try options.prepare()
    let directory = options.directory
    print("hub: receipt key \(directory.receiptKey).pub")
    print("hub: sealing key \(directory.sealingKey).pub")
    print("hub: operator token \(directory.operatorToken)")
  }
}

/// How the simulated acquirer behaves. No other is built in: a region brings its own `Acquirer`.
struct AcquirerOptions: ParsableArguments {
  @Option(name: .customLong("acquirer-seed"), help: "What is drawn comes from this.")
  var seed = "acquirer"

  @Option(name: .customLong("acquirer-delay"), help: "Milliseconds before it answers.")
  var delay: UInt64 = 0

  @Option(name: .customLong("acquirer-declines"), help: "How many of a thousand payments it declines.")
  var declines = 0

  @Option(name: .customLong("acquirer-losses"), help: "How many of a thousand it makes and cannot say so.")
  var losses = 0

  @Option(name: .customLong("acquirer-failures"), help: "How many of a thousand it neither makes nor can say so.")
  var failures = 0

  var manner: SimulatedAcquirer.Manner {
    var manner = SimulatedAcquirer.Manner()
    manner.seed = seed
    manner.delayMilliseconds = delay
    manner.declined = declines
    manner.lost = losses
    manner.failed = failures
    return manner
  }
}

struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serves terminals and operators until SIGTERM. Makes the state directory if it is not there.")

  @OptionGroup var options: StateOptions

  @Option(help: "The address to serve terminals on.")
  var host = "127.0.0.1"

  @Option(help: "The port to serve terminals on; 0 for any.")
  var terminalPort = 8443

  @OptionGroup(title: "The simulated acquirer") var acquirer: AcquirerOptions

  @Option(help: "The loopback port to serve operators on; 0 for any.")
  var operatorPort = 8080

  @Option(help: "The port to serve hospitals and pharmacies on; 0 for any. None of them is served when left out.")
  var institutionPort: Int?

  func run() async throws {
    try options.prepare()
    LoggingSystem.bootstrap(StreamLogHandler.standardError)
    let directory = options.directory
    let hub = Hub(
      store: try SQLiteHubStore(path: directory.database), keys: try HubKeys.load(directory),
      acquirer: try SimulatedAcquirer(path: directory.acquirer, manner: acquirer.manner))
    _ = try await hub.openCards(addingResidentsOf: directory.residents)
    var logger = Logger(label: "hub")
    logger.logLevel = .warning
    let server = HubServer(
      hub, directory: directory,
      addresses: .init(
        terminalHost: host, terminalPort: terminalPort, operatorPort: operatorPort, institutionPort: institutionPort),
      logger: logger)
    try await server.run { ports in
      print("hub: terminals https://\(host):\(ports.terminals)")
      print("hub: operator http://127.0.0.1:\(ports.operators)")
      if let port = ports.institutions { print("hub: institutions https://\(host):\(port)") }
      // A pipe would keep the lines back, and whoever reads it is waiting for them.
      fflush(nil)
    }
  }
}
