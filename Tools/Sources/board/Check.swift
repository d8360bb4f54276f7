import ArgumentParser
import BoardKit

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Holds the board's description against its device tree and packages, and says what does not fit.",
    discussion: """
      Finds a line or port given twice, a line that the device tree uses itself, a pad that two devices set up, a port that is \
      not there, modules and files that the packages do not have, and what the emulator cannot show. Ends with 1 if there is any.
      """)

  @OptionGroup var choice: BoardChoice

  func run() throws {
    let board = try choice.board()
    let conflicts = try BoardInspection(board, in: try choice.folders()).conflicts()
    for conflict in conflicts { print("\(board.name): \(conflict)") }
    guard conflicts.isEmpty else { throw ExitCode.failure }
    print("\(board.name): ok")
  }
}
