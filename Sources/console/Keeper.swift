import CGlibc
import Linux
import Time

/// A process that keeps the rights of one user, and does nothing but run the programs of the errands it is sent on.
///
/// The console makes its keepers while it may still become anybody, and then gives that up: what listens to the wire has no
/// right but its own, and no key ever is in its memory.
struct Keeper: ~Copyable {
  private let socket: Descriptor<Kernel>

  /// What an errand brought.
  struct Outcome {
    /// What the program wrote.
    var output: [UInt8]
    /// Whether it ended content.
    var isContent: Bool
  }

  /// The largest packet either way: a certificate, a report.
  static let largestPacket = 64 * 1_024

  /// The most that an errand's program is given to read: what a socket holds.
  static let largestInput = 32 * 1_024

  /// Makes the process. It ends when this value does.
  init(of account: Account) throws(SystemFault) {
    let ends = try Keeper.pair(Int32(SOCK_SEQPACKET.rawValue))
    let process = Kernel.fork()
    guard process != 0 else {
      _ = Kernel.close(ends.mine)
      do throws(SystemFault) { try Keeper.become(account) } catch { Kernel.leave(1) }
      Keeper.serve(ends.theirs)
    }
    _ = Kernel.close(ends.theirs)
    let socket = Descriptor<Kernel>(owning: ends.mine)
    _ = try SystemFault.check(.fork, process)
    self.socket = socket
  }

  private static func pair(_ type: Int32) throws(SystemFault) -> (mine: Int32, theirs: Int32) {
    var ends: [Int32] = [-1, -1]
    guard socketpair(AF_UNIX, type | Int32(SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
      throw SystemFault(.socket, glibc_errno())
    }
    return (ends[0], ends[1])
  }

  /// Sends it on an errand and waits for what it brings; nil where it is gone.
  func send(on errand: Errand, _ word: String = "", input: [UInt8] = []) -> Outcome? {
    let word = Array(word.utf8.prefix(255))
    let packet = [errand.rawValue, UInt8(word.count)] + word + input
    guard packet.count <= Keeper.largestPacket, (try? socket.write(packet[...])) == packet.count,
      let answer = try? socket.read(atMost: Keeper.largestPacket), let status = answer.first
    else { return nil }
    return Outcome(output: Array(answer.dropFirst()), isContent: status == 0)
  }

  /// Becomes the user for good, whoever it may have become before.
  static func become(_ account: Account) throws(SystemFault) {
    _ = try SystemFault.check(.credentials, Kernel.setGroups(account.groups))
    _ = try SystemFault.check(.credentials, Kernel.setGroup(account.group))
    _ = try SystemFault.check(.credentials, Kernel.setUser(account.user))
    try giveUpRights()
  }

  /// From here on the process is its user and can become nobody else.
  static func giveUpRights() throws(SystemFault) {
    _ = try SystemFault.check(.credentials, Kernel.setCapabilities(0))
    _ = try SystemFault.check(.credentials, Kernel.processControl(PR_SET_NO_NEW_PRIVS, 1))
  }

  private static func serve(_ number: Int32) -> Never {
    // It has nothing to do with the console's port, nor with the other keeper.
    let nothing = Kernel.open("/dev/null", flags: O_RDWR, mode: 0)
    guard nothing >= 0, Kernel.duplicate(Int32(nothing), as: STDIN_FILENO) >= 0,
      Kernel.duplicate(Int32(nothing), as: STDOUT_FILENO) >= 0, Kernel.duplicate(number, as: 3) >= 0
    else { Kernel.leave(1) }
    closefrom(4)
    let socket = Descriptor<Kernel>(owning: 3)
    while let packet = try? socket.read(atMost: largestPacket), packet.count >= 2 {
      let wordEnd = 2 + Int(packet[1])
      guard let errand = Errand(rawValue: packet[0]), wordEnd <= packet.count else { break }
      let outcome = run(
        errand, String(decoding: packet[2..<wordEnd], as: UTF8.self), input: Array(packet[wordEnd...]))
      let answer = [outcome.isContent ? 0 : 1] + outcome.output
      guard (try? socket.write(answer[...])) == answer.count else { break }
    }
    Kernel.leave(0)
  }

  private static func run(_ errand: Errand, _ word: String, input: [UInt8]) -> Outcome {
    let failed = Outcome(output: Array("the program cannot be started".utf8), isContent: false)
    // One pair for both ways: what is written is its input, what it writes is read.
    guard input.count <= largestInput, let ends = try? pair(Int32(SOCK_STREAM.rawValue)) else { return failed }
    let process = Kernel.fork()
    guard process != 0 else {
      _ = Kernel.duplicate(ends.theirs, as: STDIN_FILENO)
      _ = Kernel.duplicate(ends.theirs, as: STDOUT_FILENO)
      closefrom(STDERR_FILENO + 1)
      _ = Kernel.execute(errand.program, errand.arguments(word), [])
      Kernel.leave(126)
    }
    _ = Kernel.close(ends.theirs)
    let pipe = Descriptor<Kernel>(owning: ends.mine)
    // A socket holds this much, so that nobody need read yet.
    _ = try? pipe.write(input[...])
    _ = shutdown(pipe.number, Int32(SHUT_WR))
    guard process > 0 else { return failed }
    let output = collect(pipe, limit: errand.limit)
    if output == nil { _ = Kernel.signal(Int32(process), SIGKILL) }
    var status: Int32 = 0
    while Kernel.await(Int32(process), &status) == -Int(EINTR) {}
    guard let output else {
      return Outcome(output: Array("the program did not end in time".utf8), isContent: false)
    }
    return Outcome(output: output, isContent: status == 0)
  }

  /// All that comes until the other end is closed; nil where that takes too long.
  private static func collect(_ pipe: borrowing Descriptor<Kernel>, limit: UInt64) -> [UInt8]? {
    let deadline = Clock<Kernel>.uptime.advanced(byMilliseconds: limit)
    var output: [UInt8] = []
    while output.count < largestPacket - 1 {
      let now = Clock<Kernel>.uptime
      guard now < deadline else { return nil }
      var waited = pollfd(fd: pipe.number, events: Int16(POLLIN), revents: 0)
      guard poll(&waited, 1, Int32(min((deadline.microseconds - now.microseconds) / 1_000 + 1, 1_000))) > 0 else {
        continue
      }
      guard let part = try? pipe.read(atMost: largestPacket - 1 - output.count) else { return output }
      guard !part.isEmpty else { return output }
      output += part
    }
    return output
  }
}
