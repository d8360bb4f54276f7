import Foundation

/// The firmware's programs for a board, stripped.
struct Programs: Sendable {
  /// The products of the firmware's package that go into an image.
  enum Name: String, CaseIterable, Sendable {
    case acceptd
    case uplinkd
    case boot
    case checkup
    case console
    case enrol
    case initialise = "init"
    case lease
  }

  private var programs: [Name: Data] = [:]

  /// Every one of them is there once they were built.
  subscript(name: Name) -> Data { programs[name] ?? Data() }

  /// Builds them, where their sources are newer than they are.
  init(for architecture: BoardDescription.Architecture, in folders: Folders) throws {
    let names = Name.allCases.map(\.rawValue)
    let paths = try Command.lines(folders.tool("firmware").path, [architecture.rawValue] + names, isShown: true)
    for (name, path) in zip(Name.allCases, paths) { programs[name] = try Data(contentsOf: URL(fileURLWithPath: path)) }
  }
}
