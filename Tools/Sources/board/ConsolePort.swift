import ArgumentParser
import BoardKit
import ConsoleKit
import ConsoleProtocol
import Foundation

/// The port that a terminal's console is wired to.
struct ConsolePort: ParsableArguments {
  @Option(help: "The serial port its console is wired to, such as /dev/ttyUSB0; or the socket of an emulated one.")
  var port: String

  func channel() throws -> PortChannel { try PortChannel(path: port) }
}

extension Greeting {
  /// Who is there, in words.
  var introduction: String {
    terminal.map { "terminal \($0) answers, on the board \(board)" }
      ?? "the board \(board) answers; it is not provisioned"
  }

  /// Throws where the terminal says that it is another board.
  func check(_ expected: BoardDescription) throws {
    guard board == expected.name else {
      throw BoardFault("what answers there is the board '\(board)', not '\(expected.name)'")
    }
  }
}
