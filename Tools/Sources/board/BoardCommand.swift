import ArgumentParser

@main
struct BoardCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "board",
    abstract: "Makes the images of boards from what their folders in Boards say.",
    subcommands: [])
}
