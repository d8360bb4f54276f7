import BoardKit
import Foundation

/// The bench's hand, as an archive that the kernel unpacks over the image's initial RAM disk. No image holds it, and none
/// knows of it: the kernel is told to begin with it. It is linked to the C library that the image's own first program is.
struct Hand {
  let archive: Data

  init(_ board: BoardDescription, _ folders: Folders) throws {
    let built = folders.root.appendingPathComponent(".build-\(board.architecture.rawValue)/stripped")
    var tree = FileTree()
    for folder in ["proc", "sys", "dev"] { tree.put(folder: "rig.d/" + folder) }
    for name in ["rig", "rig-letter"] {
      let place = built.appendingPathComponent(name)
      guard let program = try? Data(contentsOf: place) else {
        throw BenchFault(
          "\(place.path) is not there: 'Tools/firmware \(board.architecture.rawValue) \(name)' builds it")
      }
      tree.put(program: program, at: name)
    }
    archive = tree.cpio(time: 0)
  }
}
