import ArgumentParser
import BoardKit
import Foundation

struct Flash: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes the board's image to a card, and reads it back.",
    discussion: """
      Makes the image first where that is needed. Only whole disks are written to, and none that is mounted, swapped to, part \
      of something else, or the running system's. Asks for the disk's name once more. Everything on the card is lost, also what \
      a terminal sold and has not uploaded.
      """)

  @OptionGroup var choice: BoardChoice

  @Argument(help: "The disk to write to, such as /dev/sdb, or a file.", completion: .file())
  var device: String

  @Flag(help: "Do not ask.")
  var yes = false

  func run() throws {
    let board = try choice.board()
    // What can be refused is refused before minutes are spent on an image.
    let place = try FlashPlace(device)
    if case .disk(let name) = place {
      let disks = Disks()
      try disks.permit(name, size: board.image.size << 20)
      if !yes { try ask(name, disks.model(of: name)) }
    }
    let image = try ImageMaker(board, in: try choice.folders(), say: say).make()
    guard let map = BlockMap(text: try String(contentsOf: image.map, encoding: .utf8)) else {
      throw ValidationError("the block map \(image.map.path) is damaged: remove it, and make the image again")
    }
    let bar = ProgressLine()
    let writer = try CardWriter(image: image.card, map: map) { bar.show($0) }
    let storage = try FileStorage(device)
    if case .file = place { try storage.grow(to: map.imageSize) }
    try writer.write(to: storage)
    bar.end()
    say("\(device) holds \(choice.name), as read back from it")
  }

  private func ask(_ name: String, _ model: String) throws {
    say("everything on \(device) (\(model)) will be lost. Type '\(name)' to go on:")
    guard readLine()?.trimmingCharacters(in: .whitespaces) == name else { throw ValidationError("nothing was written") }
  }
}

/// One line on the terminal that says how far it is.
private final class ProgressLine {
  private var last = ""

  func show(_ progress: CardWriter.Progress) {
    let text: String
    switch progress {
    case .writing(let done, let all): text = "writing \(done * 100 / max(all, 1)) %"
    case .reading(let done, let all): text = "reading back \(done * 100 / max(all, 1)) %"
    }
    guard text != last else { return }
    last = text
    FileHandle.standardError.write(Data("\rboard: \(text)   ".utf8))
  }

  func end() { FileHandle.standardError.write(Data("\n".utf8)) }
}
