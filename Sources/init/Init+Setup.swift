import CGlibc
import Linux
import Settings
import Supervision
import Time

/// What the terminal stands on, before it is started.
extension Init {
  /// The places of what does not outlive the power: small, in memory, and of no use for programs or devices.
  static func mountRunFolders(_ log: borrowing KernelLog<Calls>) throws(SystemFault) {
    for (path, options) in [("/run", "mode=0755,size=4m,nr_inodes=1k"), ("/tmp", "mode=1777,size=8m,nr_inodes=1k")] {
      do throws(SystemFault) {
        try FileSystems<Calls>.mount(
          "tmpfs", on: path, type: "tmpfs", [.noSetUser, .noDevices, .noPrograms], options: options)
      } catch {
        log.write(.error, "\(path) cannot be mounted: \(error.explanation)")
      }
    }
  }

  mutating func setUp() {
    setKernel()
    setFaults()
    keepFolders([
      // Sticky, so that no daemon removes another's socket; set-group, so that sockets belong to all of them.
      ("/run/terminal", 0, Accounts.terminalGroup, 0o3770),
      ("/run/network", Accounts.network.user, Accounts.network.group, 0o755),
    ])
    _ = Calls.link("network/resolv.conf", at: "/run/resolv.conf")
    readBoard()
    takeSecret()
    let partition = CardPartition.path(labelled: CardPartition.data, among: BlockDevices<Calls>.events())
    let superblock = partition.map { beginning(of: $0) } ?? []
    startClock(knowing: superblock)
    if let partition {
      mountData(partition, superblock)
    } else {
      log.write(.error, "no partition '\(CardPartition.data)' on the card: flash it again")
    }
    takeSeed()
    giveAllRights()
    nextLook = now
    if isProvisioned {
      supervisor[.acceptd].want(at: now)
      background = .waiting(since: now)
    } else {
      log.write(.notice, "not provisioned: there is no \(Paths.terminalSettings). Run 'Tools/board provision'")
      background = .settling(until: now)
    }
  }

  /// Whether this board has been made a terminal.
  var isProvisioned: Bool {
    let outcome = Calls.open(Paths.terminalSettings, flags: O_RDONLY | O_NONBLOCK, mode: 0)
    if outcome >= 0 { _ = Calls.close(Int32(outcome)) }
    return outcome >= 0
  }

  private func setKernel() {
    for (name, value) in [
      // A line of a daemon is a line of the log; the daemons bound their own lines.
      ("kernel/printk_devkmsg", "on"),
      // After an oops nothing the kernel does can be relied on; after a panic the board restarts.
      ("kernel/panic_on_oops", "1"), ("kernel/panic", "5"),
      // A break on the serial console is noise, and no command to the kernel.
      ("kernel/sysrq", "0"),
    ] {
      do throws(SystemFault) {
        let file = try Descriptor<Calls>.open("/proc/sys/" + name, flags: O_WRONLY)
        // Some of them want a line.
        _ = try file.write(Array((value + "\n").utf8)[...])
      } catch {
        log.write(.detail, "\(name): \(error.explanation)")
      }
    }
  }

  /// Has a process get the page that it touches, and no other.
  ///
  /// The kernel would map up to fifteen more around it that happen to be in memory. acceptd locks what it has: a third of that
  /// would be code that it never runs. The kernel takes the number nowhere else; one that does not know it does as it would.
  private func setFaults() {
    let folder = "/sys/kernel/debug"
    do throws(SystemFault) {
      try FileSystems<Calls>.mount("debugfs", on: folder, type: "debugfs", [.noSetUser, .noDevices, .noPrograms])
      let file = try Descriptor<Calls>.open(folder + "/fault_around_bytes", flags: O_WRONLY)
      _ = try file.write(Array("4096\n".utf8)[...])
    } catch {
      log.write(.detail, "pages around a fault: \(error.explanation)")
    }
    // Nothing of it is for the services.
    _ = Calls.unmount(folder, flags: 0)
  }

  private func keepFolders(_ folders: [(path: String, user: UInt32, group: UInt32, mode: UInt32)]) {
    for folder in folders {
      do throws(SystemFault) {
        try FileSystems<Calls>.keepFolder(folder.path, user: folder.user, group: folder.group, mode: folder.mode)
      } catch {
        log.write(.error, "\(folder.path): \(error.explanation)")
      }
    }
  }

  private mutating func readBoard() {
    do throws(FileFault) {
      let bytes = try Files<Calls>.read(Paths.boardSettings, limit: Settings.maximumBytes)
      do throws(SettingsFault) { board = try BoardSettings(parsing: bytes) } catch {
        log.write(.error, "\(Paths.boardSettings): \(error.explanation)")
      }
    } catch {
      log.write(.error, "\(Paths.boardSettings) cannot be read: flash the card again")
    }
  }

  /// Mounts the data partition, repairing it first where it needs it. The kernel replays its journal.
  private mutating func mountData(_ partition: String, _ superblock: [UInt8]) {
    switch DataFileSystem(superblock) {
    case .missing: log.write(.error, "\(partition) has no ext4 file system: flash the card again")
    case .inconsistent: repair(partition)
    case .usable: break
    }
    do throws(SystemFault) {
      try mountData(partition)
    } catch {
      log.write(.error, "\(partition) cannot be mounted: \(error.explanation)")
      repair(partition)
      do throws(SystemFault) { try mountData(partition) } catch {
        log.write(.error, "there is no /data, so there is no terminal: save the card for its entries, use another")
        return
      }
    }
    isDataMounted = true
    keepDataFolders()
  }

  private func mountData(_ partition: String) throws(SystemFault) {
    try FileSystems<Calls>.mount(
      partition, on: "/data", type: "ext4", [.noSetUser, .noDevices, .noPrograms, .noAccessTimes],
      options: "data=ordered,errors=remount-ro")
  }

  private func keepDataFolders() {
    let acceptd = Accounts.acceptd.user
    let uplinkd = Accounts.uplinkd.user
    let console = Accounts.console
    let terminal = Accounts.terminalGroup
    keepFolders([
      // Sticky: whoever provisions puts files here and removes nobody else's.
      ("/data", 0, console.group, 0o1775),
      ("/data/trust", console.user, console.group, 0o755),
      // Set-group: the journal and the inbox belong to the group that may read them.
      ("/data/acceptd", acceptd, terminal, 0o2750),
      ("/data/acceptd/keys", acceptd, Accounts.acceptd.group, 0o700),
      ("/data/uplinkd", uplinkd, terminal, 0o2750),
      ("/data/uplinkd/tls", uplinkd, Accounts.uplinkd.group, 0o700),
    ])
  }

  /// Makes the kernel's random bytes ready with the seed of the last time, which counts once: it is gone from the disk
  /// before the kernel has it.
  private func takeSeed() {
    do throws(FileFault) {
      let seed = try Files<Calls>.read(Paths.seed, limit: EntropyPool<Calls>.seedBytes, privacy: .owner)
      try Files<Calls>.remove(Paths.seed)
      if seed.count == EntropyPool<Calls>.seedBytes { try? EntropyPool<Calls>.credit(seed) }
    } catch {
      // The first start has none; the kernel then gathers for itself what it needs.
      if error != .missing { log.write(.notice, "\(Paths.seed) cannot be used") }
    }
  }

  /// Leaves a seed for the next start, as soon as the kernel has one to give.
  mutating func keepSeed() {
    guard !isSeedKept, isDataMounted, case .done = background, let seed = EntropyPool<Calls>.seed() else { return }
    isSeedKept = true
    do throws(FileFault) { try Files<Calls>.create(Paths.seed, seed, mode: 0o600) } catch {
      log.write(.notice, "\(Paths.seed) cannot be written")
    }
  }

  /// As much of a partition as its superblock is in; nothing where it cannot be read.
  private func beginning(of partition: String) -> [UInt8] {
    guard let device = try? Descriptor<Calls>.open(partition, flags: O_RDONLY) else { return [] }
    return (try? device.read(atMost: DataFileSystem.lookedAt)) ?? []
  }

  /// Runs the check of the file system to its end.
  private mutating func repair(_ partition: String) {
    log.write(.notice, "\(partition) is inconsistent: repairing it")
    let streams = Streams(input: nothing.number, output: log.number, error: log.number)
    guard let process = try? Programs.check(partition).start(streams, Calls.self) else { return }
    var status: Int32 = 0
    guard Calls.await(process, &status) == Int(process) else { return }
    log.write(.notice, "the repair \(Supervision.Ending(status: status).explanation)")
  }
}
