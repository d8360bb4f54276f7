import ArgumentParser
import BoardKit
import Foundation

struct ImageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "image",
    abstract: "Makes the board's image, where anything it is made from changed, and prints where it is.",
    discussion: """
      Beside the image lie its block map (.bmap), the list of what is in it with versions and licences, and the licences. \
      From the same packages and sources it is the same to the byte.
      """)

  @OptionGroup var choice: BoardChoice

  func run() throws {
    let image = try ImageMaker(try choice.board(), in: try choice.folders(), say: say).make()
    print(image.card.path)
  }
}
