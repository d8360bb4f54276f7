import CGlibc
import CRig
import RigProtocol

/// Reads requests from its serial port and carries them out, until the power goes.
struct Agent {
  private let port: Int32
  private var received: [UInt8] = []
  private var hands = Hands()

  static func main() {
    guard let device = Agent.device() else { return }
    setsid()
    let port = glibc_open(Place.devices + "/" + device, O_RDWR | O_NOCTTY | O_CLOEXEC, 0)
    guard port >= 0 else { return }
    var attributes = termios()
    tcgetattr(port, &attributes)
    cfmakeraw(&attributes)
    tcsetattr(port, TCSANOW, &attributes)
    var agent = Agent(port: port)
    agent.run()
  }

  private init(port: Int32) { self.port = port }

  /// The serial port that the bench names on the kernel's command line: `rig.port=ttymxc3`.
  private static func device() -> String? {
    guard let line = File.text(Place.processes + "/cmdline") else { return nil }
    for word in RigText.parts(line, separator: " ") {
      if let device = RigText.rest(of: word, after: "rig.port=") { return device }
    }
    return nil
  }

  private mutating func run() {
    var children = sigset_t()
    sigemptyset(&children)
    sigaddset(&children, SIGCHLD)
    sigprocmask(SIG_BLOCK, &children, nil)
    let ends = signalfd(-1, &children, Int32(SFD_CLOEXEC) | Int32(SFD_NONBLOCK))
    var piece = [UInt8](repeating: 0, count: 65_536)
    while true {
      var events = [
        pollfd(fd: port, events: Int16(POLLIN), revents: 0), pollfd(fd: ends, events: Int16(POLLIN), revents: 0),
      ]
      guard poll(&events, 2, -1) > 0 else { continue }
      if events[1].revents != 0 {
        _ = read(ends, &piece, piece.count)
        if hands.tracedMoved() { say("* stopped") }
      }
      guard events[0].revents != 0 else { continue }
      let count = read(port, &piece, piece.count)
      guard count > 0 else { continue }
      received += piece[..<count]
      while let end = received.firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: received[..<end], as: UTF8.self)
        received.removeFirst(end + 1)
        answer(line)
      }
    }
  }

  private mutating func answer(_ line: String) {
    let words = RigText.parts(line, separator: " ")
    guard let number = words.first else { return }
    guard let request = RigRequest(Array(words.dropFirst())) else {
      say(number + " failed no such request")
      return
    }
    do throws(RigFault) {
      var lines: [String] = []
      let told = try hands.perform(request, copying: &lines)
      for line in lines { say(number + " " + line) }
      say(number + " ok" + (told.isEmpty ? "" : " " + told))
    } catch {
      say(number + " failed " + error.reason)
    }
  }

  private func say(_ line: String) {
    let bytes = Array(line.utf8) + [UInt8(ascii: "\n")]
    var start = 0
    while start < bytes.count {
      let count = bytes[start...].withUnsafeBytes { write(port, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      start += count
    }
  }
}
