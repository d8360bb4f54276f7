// A terminal on a desk: acceptd-desk --config FILE
import Desk
import Linux
import Settings
import Terminal
import TerminalFiles

Process.shutOff()
do throws(StartFault) {
  let settings = try Settings(arguments: Process.arguments)
  let desk: Desk
  do throws(Desk.Fault) { desk = try Desk(settings) } catch { throw .environment(error.explanation) }
  var terminal = try Terminal(desk, settings: settings)
  terminal.run()
  desk.stopping()
} catch {
  Process.log("acceptd-desk: " + error.explanation)
  Process.exit(.configuration)
}
