import ArgumentParser
import BoardKit
import Foundation

@main
struct BoardCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "board",
    abstract:
      "Checks what the folders in Boards describe, makes images of them, writes cards, and brings terminals up.",
    subcommands: [
      Check.self, Build.self, ImageCommand.self, Flash.self, ProvisionCommand.self, DoctorCommand.self, Wiring.self,
    ])
}

/// The board that a subcommand is about.
struct BoardChoice: ParsableArguments {
  @Argument(help: "The board: a folder of Boards.")
  var name: String

  /// The repository that this program was built in.
  func folders() throws -> Folders {
    guard let folders = Folders.around(program: URL(fileURLWithPath: "/proc/self/exe")) else {
      throw ValidationError("this program does not stand in a repository with Boards")
    }
    return folders
  }

  func board() throws -> BoardDescription { try folders().board(name) }
}

/// Tells the person at the terminal what is being done.
func say(_ line: String) {
  FileHandle.standardError.write(Data("board: \(line)\n".utf8))
}
