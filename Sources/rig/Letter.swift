import CGlibc
import CRig

/// Leaves a trust bundle in the terminal's inbox, in the way and in the place of its uplink: with the program that knows
/// the inbox, in the terminal's root and as the user whom the inbox belongs to.
enum Letter {
  private static let program = "/rig-letter"

  static func leave(_ bundle: [UInt8], in inbox: String) throws(RigFault) -> String {
    var owner = stat()
    guard stat(inbox, &owner) == 0 else { throw .system("inbox") }
    let executable = try File.open(program, O_RDONLY)
    defer { close(executable) }
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .system("pipe") }
    let child = fork()
    if child == 0 {
      close(ends[1])
      dup2(ends[0], STDIN_FILENO)
      become(owner, executable)
    }
    close(ends[0])
    var start = 0
    while start < bundle.count {
      let count = bundle[start...].withUnsafeBytes { write(ends[1], $0.baseAddress, $0.count) }
      guard count > 0 else { break }
      start += count
    }
    close(ends[1])
    guard child > 0 else { throw .system("fork") }
    var status: Int32 = 0
    guard waitpid(child, &status, 0) == child, rig_exit_status(status) == 0 else {
      throw RigFault("the inbox took no letter: status \(rig_exit_status(status))")
    }
    return ""
  }

  private static func become(_ owner: stat, _ executable: Int32) -> Never {
    var group = owner.st_gid
    guard chroot(Place.terminal) == 0, chdir("/") == 0, setgroups(1, &group) == 0, setgid(owner.st_gid) == 0,
      setuid(owner.st_uid) == 0
    else { exit(70) }
    _ = umask(0o027)
    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("rig-letter"), strdup("/data/uplinkd/inbox.sqlite"), nil]
    var environment: [UnsafeMutablePointer<CChar>?] = [nil]
    _ = rig_execute(executable, &arguments, &environment)
    exit(71)
  }
}
