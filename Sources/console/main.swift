// The terminal's serial console: provisioning and doctor. Composition only.
//
// `init` starts it with the port as standard input and output, its end of the link to init, and the right to become other
// users, which it gives up once it has made its keepers.
import Linux
import Settings

Process.shutOff(last: InitRequest.descriptor)
guard let bytes = try? Files<Kernel>.read(Place.board, limit: Settings.maximumBytes),
  let board = try? BoardSettings(parsing: bytes)
else {
  Process.log("console: \(Place.board) is missing or at fault: flash the card again")
  Process.exit(.configuration)
}
do throws(SystemFault) {
  var console = try Console(board)
  let fault = console.run()
  Process.log("console: the port is gone: \(fault.explanation)")
} catch {
  Process.log("console: cannot begin: \(error.explanation)")
}
Process.exit(.system)
