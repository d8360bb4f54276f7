import ArgumentParser
import BoardKit

struct Build: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Builds the firmware's programs for the board, where their sources are newer than they are.")

  @OptionGroup var choice: BoardChoice

  func run() throws {
    try ImageMaker(try choice.board(), in: try choice.folders(), say: say).build()
  }
}
