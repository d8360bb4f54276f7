import Linux
import Supervision

/// Where things are on a board.
enum Paths {
  static let boardSettings = "/etc/acceptd/board.conf"
  static let moduleList = "/etc/acceptd/modules"
  static let terminalSettings = "/data/terminal.conf"
  static let seed = "/data/random.seed"
  /// What the boot loader leaves as the board's secret. The kernel keeps a property with a name that begins so for root.
  static let givenSecret = "/sys/firmware/devicetree/base/chosen/security-board-secret"
  static let memories = "/sys/bus/nvmem/devices/"
  static let secret = "/run/board.secret"
  static let notifications = "/run/init.sock"
  static let console = "/usr/bin/console"
  static let check = "/sbin/e2fsck"
}

/// The programs of a board and what each may.
enum Programs {
  private static let megabyte: UInt64 = 1 << 20
  /// What `capabilities(7)` calls them: NET_BIND_SERVICE, NET_ADMIN, NET_RAW.
  private static let networkCapabilities: [UInt8] = [10, 12, 13]

  /// SETGID, SETUID: the console has the keys made and the devices examined by processes of the users they belong to.
  private static let consoleCapabilities: [UInt8] = [6, 7]

  private static let watchedEnvironment = [
    "NOTIFY_SOCKET=" + Paths.notifications, "WATCHDOG_USEC=\(ServiceName.silenceLimit * 1_000)",
  ]

  /// libcurl's RTMP, which is never spoken, brings GnuTLS along, which would set itself up in every process that it is loaded into.
  private static let idleGnuTLS = "GNUTLS_NO_IMPLICIT_INIT=1"

  static func program(of service: ServiceName, network: String) -> Program {
    switch service {
    case .acceptd:
      Program(
        path: "/usr/bin/acceptd", arguments: ["acceptd", "--config", Paths.terminalSettings],
        environment: watchedEnvironment, account: Accounts.acceptd,
        limits: limits(memory: 32, lockedMemory: 32, descriptors: 64, processes: 4),
        niceness: -10, outOfMemoryScore: -900)
    case .uplinkd:
      Program(
        path: "/usr/bin/uplinkd", arguments: ["uplinkd", "--config", Paths.terminalSettings],
        environment: watchedEnvironment + [idleGnuTLS], account: Accounts.uplinkd,
        limits: limits(memory: 48, lockedMemory: 0, descriptors: 64, processes: 8), niceness: 5)
    case .console:
      Program(
        path: Paths.console, arguments: ["console"], account: Accounts.console, capabilities: consoleCapabilities,
        limits: limits(memory: 32, lockedMemory: 0, descriptors: 64, processes: 8), niceness: 5)
    case .network:
      // In front, for ever, the lease given back at the end; a try of three questions every twenty seconds.
      Program(
        path: "/usr/bin/busybox",
        arguments: ["udhcpc", "-f", "-R", "-i", network, "-s", "/usr/bin/lease", "-t", "3", "-T", "2", "-A", "20"],
        account: Accounts.network, capabilities: networkCapabilities,
        limits: limits(memory: 8, lockedMemory: 0, descriptors: 32, processes: 4), niceness: 5)
    }
  }

  /// The repair of a file system that was found inconsistent: what can be put right without asking.
  static func check(_ partition: String) -> Program {
    Program(path: Paths.check, arguments: ["e2fsck", "-p", partition], account: Accounts.root)
  }

  /// Memory in megabytes.
  private static func limits(
    memory: UInt64, lockedMemory: UInt64, descriptors: UInt64, processes: UInt64
  ) -> [ResourceLimit] {
    [
      .memory(memory * megabyte), .lockedMemory(lockedMemory * megabyte), .descriptors(descriptors),
      .processes(processes), .coreFile(0),
    ]
  }
}
