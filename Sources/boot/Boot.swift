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
  /// How long the card may take to be there, in milliseconds. A card that takes longer had a bad start, and a board that
  /// starts anew gives it another.
  private static var cardLimit: UInt64 { 30_000 }
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
      let partition = try findSlot()
      try handOver(partition)
    } catch {
      complain(error.line)
    }
    // The kernel would panic if this process ended; a restart does the same without the noise.
    Calls.synchroniseAll()
    _ = Calls.restart(Int32(bitPattern: UInt32(RB_AUTOBOOT)))
    Calls.leave(1)
  }

  /// Loads what the card needs and waits for the partition of the slot; the path of its device.
  private static func findSlot() throws(Fault) -> String {
    let commandLine = (try? Files<Calls>.read("/proc/cmdline", limit: maximumCommandLineBytes)) ?? []
    guard let slot = Slot(commandLine: commandLine) else {
      throw Fault("the kernel's command line has no 'acceptd.slot=a' or 'acceptd.slot=b': correct the boot partition")
    }
    let path: String?
    do throws(SystemFault) {
      var watch = try CardWatch<Calls>()
      loadModules()
      path = try watch.path(labelled: slot.partition, within: cardLimit)
    } catch {
      throw Fault("the kernel refuses what it never should", error)
    }
    guard let path else {
      throw Fault(
        "no partition '\(slot.partition)' came in \(cardLimit / 1_000) s: is the card in its slot, and flashed?")
    }
    return path
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

  private static func handOver(_ partition: String) throws(Fault) {
    _ = Calls.makeFolder(root, mode: 0o755)
    do throws(SystemFault) {
      try FileSystems<Calls>.mount(partition, on: root, type: "squashfs", [.readOnly, .noDevices])
    } catch {
      throw Fault("\(partition) cannot be mounted as squashfs: flash the card again", error)
    }
    do throws(SystemFault) {
      for folder in kernelFolders { try FileSystems<Calls>.move(folder.path, to: root + folder.path) }
      _ = Calls.unlink("/init")
      try FileSystems<Calls>.enter(root)
      _ = try SystemFault.check(.execute, Calls.execute("/sbin/init", ["init"], []))
    } catch {
      throw Fault("the root slot on \(partition) cannot be entered: flash the card again", error)
    }
  }

  private static func complain(_ line: String) {
    guard let log = try? KernelLog<Calls>(name: "boot") else { return }
    log.write(.error, line)
  }
}
