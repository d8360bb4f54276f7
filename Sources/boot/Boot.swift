import CGlibc
import Linux
import Supervision

/// From the kernel's first process to the root slot's `init`.
enum Boot<Calls: MachineCalls> {
  /// Where the kernel shows itself, mounted in this order.
  private static var kernelFolders: [(type: String, path: String, options: String)] {
    [
      ("devtmpfs", "/dev", "mode=0755"),
      // A process sees no others than its own user's.
      ("proc", "/proc", "hidepid=2"),
      ("sysfs", "/sys", ""),
    ]
  }
  private static var moduleList: String { "/etc/acceptd/modules" }
  private static var root: String { "/root" }
  private static var program: String { "/sbin/init" }
  private static var maximumCommandLineBytes: Int { 4_096 }

  /// What stands in the way, for the log.
  private struct Fault: Error {
    let line: String

    init(_ what: String, _ fault: SystemFault) { line = what + ": " + fault.explanation }
    init(_ line: String) { self.line = line }
  }

  static func run() -> Never {
    for folder in kernelFolders {
      _ = Calls.makeFolder(folder.path, mode: 0o755)
      try? FileSystems<Calls>.mount("none", on: folder.path, type: folder.type, [.noSetUser], options: folder.options)
    }
    do throws(Fault) {
      try mountRoot()
      try handOver()
    } catch {
      complain(error.line)
    }
    // The kernel would panic if this process ended; a restart does the same without the noise.
    Calls.synchroniseAll()
    _ = Calls.restart(Int32(bitPattern: UInt32(RB_AUTOBOOT)))
    Calls.leave(1)
  }

  /// Loads what the card needs, and mounts the first slot that can be the root.
  private static func mountRoot() throws(Fault) {
    let commandLine = (try? Files<Calls>.read("/proc/cmdline", limit: maximumCommandLineBytes)) ?? []
    guard let slot = Slot(commandLine: commandLine) else {
      throw Fault("the kernel's command line has no 'acceptd.slot=a' or 'acceptd.slot=b': correct the boot partition")
    }
    _ = Calls.makeFolder(root, mode: 0o755)
    var watch: CardWatch<Calls>
    do throws(SystemFault) { watch = try CardWatch() } catch { throw Fault("the card cannot be watched", error) }
    // The watch comes first: what a module brings is heard.
    loadModules()
    for candidate in slot.candidates {
      do throws(Fault) {
        try mount(candidate, &watch)
        guard candidate.slot != slot else { return }
        complain("going on with '\(candidate.slot.partition)' in place of '\(slot.partition)': flash the card again")
        return
      } catch {
        complain(error.line)
      }
    }
    throw Fault("there is no other root slot: is the card in its slot, and flashed?")
  }

  private static func mount(_ candidate: Slot.Candidate, _ watch: inout CardWatch<Calls>) throws(Fault) {
    let name = candidate.slot.partition
    let path: String?
    do throws(SystemFault) { path = try watch.path(labelled: name, within: candidate.patience) } catch {
      throw Fault("the partition '\(name)' cannot be waited for", error)
    }
    guard let path else {
      throw Fault("there is no partition '\(name)', after \(candidate.patience / 1_000) s")
    }
    do throws(SystemFault) {
      try FileSystems<Calls>.mount(path, on: root, type: "squashfs", [.readOnly, .noDevices])
    } catch {
      throw Fault("'\(name)' cannot be mounted as squashfs", error)
    }
    do throws(SystemFault) { _ = try Descriptor<Calls>.open(root + program, flags: O_RDONLY) } catch {
      _ = Calls.unmount(root, flags: 0)
      throw Fault("'\(name)' has no \(program)", error)
    }
  }

  /// Loads every module of the list. One that fails is said; whether it was needed shows soon.
  private static func loadModules() {
    guard let bytes = try? Files<Calls>.read(moduleList, limit: ModuleList.maximumBytes) else { return }
    for module in ModuleList(bytes, folder: "/lib/modules").modules {
      do throws(SystemFault) {
        try KernelModules<Calls>.load(module.path, options: module.options)
      } catch {
        complain("module \(module.path): \(error.explanation)")
      }
      // The RAM disk goes on taking memory until its files are gone.
      _ = Calls.unlink(module.path)
    }
  }

  /// From here on there is no other slot.
  private static func handOver() throws(Fault) {
    do throws(SystemFault) {
      for folder in kernelFolders { try FileSystems<Calls>.move(folder.path, to: root + folder.path) }
      _ = Calls.unlink("/init")
      try FileSystems<Calls>.enter(root)
      _ = try SystemFault.check(.execute, Calls.execute(program, ["init"], []))
    } catch {
      throw Fault("the root slot cannot be entered: flash the card again", error)
    }
  }

  private static func complain(_ line: String) {
    guard let log = try? KernelLog<Calls>(name: "boot") else { return }
    log.write(.error, line)
  }
}
