// The terminal of a board: acceptd --config FILE
import Board
import Linux
import Settings
import Terminal
import TerminalFiles

Process.shutOff()
Memory.keepSmall()
do throws(StartFault) {
  let settings = try Settings(arguments: Process.arguments)
  let board: Board
  do throws(Board.Fault) { board = try Board(settings) } catch { throw .environment(error.explanation) }
  var terminal = try Terminal(board, settings: settings)
  terminal.run()
  board.stopping()
} catch {
  Process.log("acceptd: " + error.explanation)
  Process.exit(.configuration)
}
