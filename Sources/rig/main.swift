// The bench's hand in an emulated board: the kernel's first process, for a moment. It leaves its agent behind and becomes
// the /init that would have been there without it.
import CGlibc
import CRig

/// Where the hand keeps its own view of the kernel, out of the way of whoever mounts these for the terminal.
enum Place {
  static let folder = "/rig.d"
  static let processes = "/rig.d/proc"
  static let system = "/rig.d/sys"
  static let devices = "/rig.d/dev"
  /// The terminal's files: those of the first process, wherever that has its root by now.
  static let terminal = "/rig.d/proc/1/root"
}

mount("proc", Place.processes, "proc", 0, nil)
mount("sysfs", Place.system, "sysfs", 0, nil)
mount("devtmpfs", Place.devices, "devtmpfs", 0, nil)
if fork() == 0 {
  Agent.main()
  exit(1)
}
becomeInit()

func becomeInit() -> Never {
  var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("/init"), nil]
  execv("/init", &arguments)
  exit(1)
}
