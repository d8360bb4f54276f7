import ArgumentParser
import BoardKit
import Foundation

struct Wiring: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes the wiring table into the board's README, and the picture beside it.")

  @OptionGroup var choice: BoardChoice

  func run() throws {
    for (file, text) in try BoardWiring(try choice.board()).files() {
      try Data(text.utf8).write(to: file)
      print(file.path)
    }
  }
}
