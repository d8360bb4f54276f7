public import ArgumentParser
public import LibCrypto

/// By what a terminal knows its supervisor.
public struct SupervisorOption: ParsableArguments {
  @Option(
    name: .customLong("supervisor"),
    help: "The hash of the supervisor's PIN, as 'acceptctl pin-hash' prints it. Without it the terminal takes none.")
  public var text: String?

  public init() {}

  public func validate() throws {
    guard text == nil || hash != nil else { throw ValidationError("--supervisor is what 'acceptctl pin-hash' prints") }
  }

  public var hash: SupervisorPINHash? { text.flatMap { SupervisorPINHash($0) } }
}
