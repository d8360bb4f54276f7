import ArgumentParser
import KeyFiles
import OperatorOptions
import Provisioning

struct ProvisionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "provision",
    abstract: "Enrols a terminal at the hub and writes its state directory.",
    discussion: """
      Its keys are made here and stay here, encrypted with a secret that is made beside the directory: DIRECTORY.secret, which \
      is to the directory what a board's fuses are to its card. After a failure, ask again: what was made is kept. A state \
      directory that is complete is never touched.
      """)

  @Option(help: "The terminal's name: 1 to 32 of 0-9, A-Z and -.")
  var terminal: String

  @Option(help: "The institution it stands in: H or P and eleven digits.")
  var institution: String

  @Option(help: "The state directory to write.")
  var state: String

  @Option(help: "The region's root public key, a .pub file.")
  var root: String

  @Option(help: "The signed trust bundle to start with.")
  var bundle: String

  @Option(help: "The hub's terminal side, such as https://hub.example:8443.")
  var hub: String

  @OptionGroup var operators: OperatorOptions

  @Option(help: "An enrolment code. Asked for at the hub when left out.")
  var code: String?

  @Option(help: "zh or en.")
  var language = "zh"

  @Option(help: "st7920 or hd44780.")
  var display = "st7920"

  @Option(help: "The scanner's device; relative to the state directory unless it begins with a slash.")
  var scanner = "run/scanner"

  @Option(help: "What the scanner speaks: lines, binary, ssi, newland or honeywell.")
  var scannerProtocol = "lines"

  @Option(help: "The printer's device, likewise.")
  var printer = "run/printer"

  @Option(help: "How wide the printer's roll is, in millimetres: 58 or 80.")
  var paper = "58"

  @Option(help: "The pin socket of a desk, likewise.")
  var pins: String?

  @Option(help: "The file that names a board's lines, likewise.")
  var lines: String?

  @Option(help: "What signs the journal.")
  var journalAlgorithm = AlgorithmOption.es256

  @OptionGroup var supervisor: SupervisorOption

  func run() async throws {
    let plan = TerminalPlan(
      terminal: terminal, institution: institution, language: language, display: display, hub: hub, scanner: scanner,
      printer: printer, pins: pins, lines: lines, scannerProtocol: scannerProtocol, paper: paper,
      journalAlgorithm: journalAlgorithm.algorithm, supervisor: supervisor.hash)
    let directory = StateDirectory(state)
    try await Provisioner(hub: try operators.client()).provision(
      plan, into: directory, root: try KeyFile.publicKey(root), bundle: try PublicFile.read(bundle), code: code)
    print("terminal \(terminal): \(directory.configuration)")
  }
}
