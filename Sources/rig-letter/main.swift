// Leaves a trust bundle from standard input in an inbox, as an uplink could that has been taken over: rig-letter INBOX
import CGlibc
import Journal
import Linux

deliver()

func deliver() {
  var bundle: [UInt8] = []
  var piece = [UInt8](repeating: 0, count: 65_536)
  while case let count = read(STDIN_FILENO, &piece, piece.count), count > 0 { bundle += piece[..<count] }
  guard Process.arguments.count == 1 else { exit(64) }
  do throws(StoreFault) {
    let inbox = try InboxWriter(path: Process.arguments[0])
    try inbox.write(InboxChange(contact: try inbox.contents().contact, bundle: bundle))
  } catch {
    exit(1)
  }
}
