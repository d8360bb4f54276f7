import CGlibc
import CRig
import RigProtocol

/// What the agent can do to the terminal, and what it holds of it meanwhile.
struct Hands {
  private var blocks = [[RigBlocks]](repeating: [RigBlocks(), RigBlocks()], count: RigFile.allCases.count)
  /// The journal's shared memory, while its lock is held.
  private var held: Int32 = -1
  private var unplugged: [(port: String, driver: String, device: String)] = []
  private var trap: Trap?

  private static let journal = Place.terminal + "/data/acceptd/journal.sqlite"
  private static let inbox = Place.terminal + "/data/uplinkd/inbox.sqlite"
  private static let filler = Place.terminal + "/data/filler"
  private static let clockMark = Place.terminal + "/run/clock-lost"
  private static let runtime = Place.terminal + "/run/terminal/"

  /// Carries a request out, and returns what there is to tell.
  mutating func perform(_ request: RigRequest, copying lines: inout [String]) throws(RigFault) -> String {
    switch request {
    case .hello: return "\(time(nil))"
    case .clock(let seconds):
      var time = timespec()
      time.tv_sec = time_t(seconds)
      // The hardware clock first: whoever takes it meanwhile takes what is to be.
      let device = glibc_open(Place.devices + "/rtc0", O_RDONLY | O_CLOEXEC, 0)
      if device >= 0 {
        _ = rig_set_hardware_clock(device, seconds)
        close(device)
      }
      // As the first process does, whose work this is where somebody sets the clock over the console.
      unlink(Hands.clockMark)
      guard clock_settime(CLOCK_REALTIME, &time) == 0 else { throw .system("clock") }
      return ""
    case .nudge(let socket, let byte): return try Hands.nudge(Hands.runtime + socket, byte)
    case .copy(let file): return try copy(file, into: &lines)
    case .fill: return try Hands.fill()
    case .room:
      guard unlink(Hands.filler) == 0 || glibc_errno() == ENOENT else { throw .system("filler") }
      return ""
    case .hold:
      guard held < 0 else { return "" }
      held = try Hands.lock(Hands.journal)
      return ""
    case .free:
      if held >= 0 { close(held) }
      held = -1
      return ""
    case .unplug(let device): return try unplug(device)
    case .plug(let device): return try plug(device)
    case .stop(let moment):
      trap = try Trap(moment, program: "acceptd", log: "journal.sqlite-wal")
      return ""
    case .freeze(let name):
      let process = try Processes.find(name)
      // No signal stops the first process; a tracer that interrupts it does.
      let isStopped =
        process == 1
        ? rig_ptrace(Int(rig_seize), process, 0, 0) == 0 && rig_ptrace(Int(rig_interrupt), process, 0, 0) == 0
        : kill(process, SIGSTOP) == 0
      guard isStopped else { throw .system(name) }
      return ""
    case .leave(let bundle): return try Letter.leave(bundle, in: Hands.inbox)
    case .process(let name): return "\(try Processes.find(name))"
    case .resident(let names): return "\(try Processes.resident(names))"
    case .read(let path):
      let place = RigText.rest(of: path, after: "/proc/") != nil ? Place.folder + path : Place.terminal + path
      guard let bytes = File.read(place, limit: RigRequest.longestRead) else { throw .system(path) }
      return RigHexadecimal.text(bytes)
    }
  }

  /// A traced process has moved. True where it has been stopped for good.
  mutating func tracedMoved() -> Bool { trap?.moved() ?? false }

  private static func nudge(_ path: String, _ byte: UInt8) throws(RigFault) -> String {
    let socket = CGlibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard socket >= 0 else { throw .system("socket") }
    defer { close(socket) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { throw RigFault("too long a path") }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    var byte = byte
    let sent = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        sendto(socket, &byte, 1, Int32(MSG_DONTWAIT), $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    // A daemon that does not listen looks by itself when it starts.
    return sent == 1 ? "" : "nobody listens"
  }

  /// Nobody writes either file while the locks of SQLite's writer and of its checkpoints are held (walformat.html, 2.2.1).
  private mutating func copy(_ file: RigFile, into lines: inout [String]) throws(RigFault) -> String {
    let path = file == .journal ? Hands.journal : Hands.inbox
    let lock = file == .journal && held >= 0 ? -1 : (try? Hands.lock(path)) ?? -1
    let files = [File.read(path) ?? [], File.read(path + "-wal") ?? []]
    if lock >= 0 { close(lock) }
    for (number, bytes) in files.enumerated() {
      lines.append(RigCopyLine.length(file: number, bytes: bytes.count).text)
      for block in blocks[Int(file.rawValue)][number].changed(bytes) {
        let start = block * RigBlocks.bytes
        let piece = Array(bytes[start..<min(start + RigBlocks.bytes, bytes.count)])
        lines.append(RigCopyLine.block(file: number, number: block, bytes: piece).text)
      }
    }
    return ""
  }

  /// Takes the locks of a database; the descriptor that holds them.
  private static func lock(_ database: String) throws(RigFault) -> Int32 {
    let descriptor = try File.open(database + "-shm", O_RDWR)
    // A write that is under way ends soon; one that does not is stopped in its midst.
    for _ in 0..<200 {
      if rig_lock(descriptor, 120, 2, 1) == 0 { return descriptor }
      usleep(5_000)
    }
    close(descriptor)
    throw RigFault("the database stays locked")
  }

  private static func fill() throws(RigFault) -> String {
    let descriptor = try File.open(filler, O_WRONLY | O_CREAT)
    defer { close(descriptor) }
    var piece = 1 << 20
    var end: Int64 = 0
    while piece >= 1_024 {
      if posix_fallocate(descriptor, off_t(end), off_t(piece)) == 0 { end += Int64(piece) } else { piece /= 2 }
    }
    return "\(end)"
  }

  private mutating func unplug(_ port: String) throws(RigFault) -> String {
    let folder = Place.system + "/class/tty/" + port + "/device"
    // Since Linux 6.7 a port hangs below two devices of the serial core; the driver's is the one above them.
    guard let (driver, device) = Hands.driver(of: folder) else { throw RigFault(port + " has no driver") }
    try File.tell(Place.system + "/bus/platform/drivers/" + driver + "/unbind", device)
    unplugged.append((port, driver, device))
    return ""
  }

  private static func driver(of folder: String) -> (driver: String, device: String)? {
    var folder = folder
    for _ in 0..<4 {
      var real = [CChar](repeating: 0, count: 4_096)
      guard realpath(folder, &real) != nil else { return nil }
      let place = String(decoding: real.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      if File.target(place + "/subsystem") == "platform", let driver = File.target(place + "/driver"),
        let device = RigText.parts(place, separator: "/").last
      {
        return (driver, device)
      }
      folder = place + "/.."
    }
    return nil
  }

  private mutating func plug(_ port: String) throws(RigFault) -> String {
    guard let index = unplugged.firstIndex(where: { $0.port == port }) else { return "" }
    let place = unplugged.remove(at: index)
    try File.tell(Place.system + "/bus/platform/drivers/" + place.driver + "/bind", place.device)
    return ""
  }
}
