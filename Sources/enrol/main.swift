// Makes a terminal's keys and takes its certificates: composition only.
//
// The console starts it as the user whose key it is about. What it brings goes to standard output, and so does the one line
// that says why it brings nothing.
import CGlibc
import Linux

Process.shutOff()
do throws(Enrolment.Fault) {
  let result = try Enrolment.run(Process.arguments)
  _ = result.withUnsafeBytes { Kernel.write(STDOUT_FILENO, $0) }
} catch {
  _ = Array(error.line.utf8).withUnsafeBytes { Kernel.write(STDOUT_FILENO, $0) }
  Process.exit(.system)
}
