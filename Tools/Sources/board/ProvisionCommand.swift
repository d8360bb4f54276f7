import ArgumentParser
import BoardKit
import ConsoleKit
import ConsoleProtocol
import Foundation
import KeyFiles
import LibCrypto
import OperatorOptions
import Provisioning

struct ProvisionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "provision",
    abstract: "Makes the board at the other end of a serial cable one of a hub's terminals.",
    discussion: """
      Sets its clocks, gives it the region's root key and first trust bundle, has it make its keys, enrols it at the hub, and \
      gives it its certificate and settings; then it sells. Its keys never leave it. After a failure, ask again. A terminal \
      that is provisioned is not changed.
      """)

  @OptionGroup var choice: BoardChoice
  @OptionGroup var console: ConsolePort

  @Option(help: "The terminal's name: 1 to 32 of 0-9, A-Z and -.")
  var terminal: String

  @Option(help: "The institution it stands in: H or P and eleven digits.")
  var institution: String

  @Option(help: "The region's root public key, a .pub file.")
  var root: String

  @Option(help: "The signed trust bundle to start with.")
  var bundle: String

  @Option(help: "The hub's terminal side as the terminal reaches it, such as https://hub.example:8443.")
  var hub: String

  @OptionGroup var operators: OperatorOptions

  @Option(help: "An enrolment code. Asked for at the hub when left out.")
  var code: String?

  @Option(help: "zh or en.")
  var language = "zh"

  @Option(help: "st7920 or hd44780, where it is not the one that the board's folder says.")
  var display: String?

  @Option(help: "What the scanner speaks: lines, binary, ssi, newland or honeywell; lines where it is left out.")
  var scannerProtocol: String?

  @Option(help: "How wide the printer's roll is, in millimetres: 58 or 80; 58 where it is left out.")
  var paper: String?

  @OptionGroup var supervisor: SupervisorOption

  @Flag(help: "Sign the journal with SM2 instead of ES256.")
  var sm2 = false

  func run() async throws {
    let board = try choice.board()
    let channel = try console.channel()
    let plan = ConsolePlan(
      terminal: terminal, institution: institution, hub: hub, language: language, display: display,
      scannerProtocol: scannerProtocol, paper: paper, journalAlgorithm: sm2 ? .sm2 : .es256,
      supervisor: supervisor.hash)
    let client = try operators.client()
    let root = try KeyFile.publicKey(root)
    let bundle = try PublicFile.read(bundle)
    say("asking at \(console.port)")
    try await Doctor(over: channel).greet().check(board)
    try await ConsoleProvisioner.provision(
      plan, over: channel, hub: client, root: root, bundle: bundle, code: code, progress: { Self.tell($0) })
    print("terminal \(terminal) sells")
  }

  private static func tell(_ progress: ConsoleProgress) {
    switch progress {
    case .answered(let greeting): say(greeting.introduction)
    case .clockSet: say("its clocks are set")
    case .carried(let document, let bytes, let total):
      guard bytes == total || bytes % (8 * ConsoleLimits.chunkBytes) == 0 else { return }
      say("\(document): \(bytes) of \(total) bytes")
    case .keysMade: say("it has made its keys")
    case .enrolled: say("the hub has enrolled it")
    case .complete: say("it is complete, and starts")
    }
  }
}
