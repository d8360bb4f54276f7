// Examines the terminal that it runs on: checkup devices|network|case. Its findings go to standard output, a line each.
import Diagnosis
import Linux

Process.shutOff()
guard let checkup = Checkup() else {
  Checkup.say(Finding(.fault, "board-unknown", at: Checkup.boardPath, "missing or at fault: flash the card again"))
  Process.exit(.configuration)
}
let part = Process.arguments.first ?? ""
if part.utf8.elementsEqual("devices".utf8) {
  if let examination = DeviceCheckup(checkup) {
    examination.run()
  } else {
    Checkup.say(Finding(.fault, "terminal-runs", at: "acceptd", "does not let go of its devices: restart the terminal"))
  }
} else if part.utf8.elementsEqual("case".utf8) {
  if checkup.isCaseOpen { Process.exit(.system) }
} else if part.utf8.elementsEqual("network".utf8) {
  NetworkCheckup(checkup: checkup).run()
} else {
  Process.log("usage: checkup devices|network|case")
  Process.exit(.configuration)
}
