public import Devices
public import Foundation

/// What a folder of `Boards` says of its board: all that the firmware, its image and its emulator differ in from board to board.
public struct BoardDescription: Sendable {
  /// The folder's name.
  public var name: String
  /// The folder, in which the overlay and the files of the boot partition lie.
  public var folder: URL
  /// What the board is called in full.
  public var title: String
  public var architecture: Architecture
  public var kernel: Kernel
  /// Who makes the keypad's rows open drain.
  public var rows: RowDrive
  /// Where each line of the terminal is. All of them, each once.
  public var lines: [Line: LinePlace]
  /// Paths in the device tree of the GPIO chips whose label is not the device's name, by label.
  public var chips: [String: String]
  public var ports: Ports
  /// The display that is wired to the lines.
  public var display: Display
  public var modules: Modules
  /// The network interface's name, such as `eth0`.
  public var network: String
  /// The hardware clock's device, such as `rtc0`; nil where the board has none.
  public var clock: String?
  /// The watchdog's device, such as `watchdog0`.
  public var watchdog: String
  /// Where the board has the secret that its keys are encrypted with; nil where only its boot loader can tell.
  public var secret: SecretPlace?
  /// The card's block device, such as `mmcblk1`. The firmware finds its partitions by their names; this is for people.
  public var card: String
  public var image: Image
  /// What the board's own processor needs before the kernel and Debian has a package of; nil where nothing.
  public var firmware: FirmwarePackage?
  /// How QEMU plays the board; nil where it cannot.
  public var emulator: Emulator?
}

extension BoardDescription {
  /// Debian's name of an architecture.
  public enum Architecture: String, CaseIterable, Sendable {
    case arm64
    case armhf

    /// The folder of libraries of this architecture in a Debian root.
    public var libraryTriple: String {
      switch self {
      case .arm64: "aarch64-linux-gnu"
      case .armhf: "arm-linux-gnueabihf"
      }
    }
  }

  /// The kernel, from a Debian package.
  public struct Kernel: Sendable {
    /// The package, which may be the one that only depends on the newest.
    public var package: String
    /// The device tree's file in the package, under its folder of them.
    public var deviceTree: String
    /// What the command line says beyond what every board's does.
    public var arguments: [String]
  }

  /// Who makes the keypad's rows open drain: the kernel, by turning the line's direction, or the pad, as the device tree sets it.
  public enum RowDrive: String, CaseIterable, Sendable {
    case kernel
    case pad
  }

  /// Where a line is: the chip's label, the line's number on it, and the pad that a wire goes to.
  public struct LinePlace: Hashable, Sendable {
    public var chip: String
    public var offset: Int
    public var pad: String
  }

  /// A part of a memory that is no card's, such as fuses.
  public struct SecretPlace: Hashable, Sendable {
    /// The kernel's name of the memory, such as `imx-ocotp0`.
    public var memory: String
    /// Its first byte in there.
    public var offset: Int
    /// How many bytes.
    public var size: Int
  }

  /// A serial port: its device's name, such as `ttymxc2`, and the pads of its two wires, seen from the board.
  public struct Port: Hashable, Sendable {
    public var device: String
    public var receive: String
    public var transmit: String
    /// The number at the end of the device's name, which is that of the `serial` alias in the device tree.
    public var number: Int
  }

  /// The serial ports in their roles.
  public struct Ports: Sendable {
    public var scanner: Port
    public var printer: Port
    public var console: Port
    /// A port that nothing of the terminal uses: a bench's hand on an emulated board, a second device on a real one.
    public var spare: Port?

    /// Every port with its role's name.
    public var all: [(role: String, port: Port)] {
      [("scanner", scanner), ("printer", printer), ("console", console)] + (spare.map { [("spare", $0)] } ?? [])
    }
  }

  /// The displays that have a driver.
  public enum Display: String, CaseIterable, Sendable {
    case st7920
    case hd44780
  }

  /// Kernel modules by name, in the order they are loaded in. What they depend on is found when the image is made, and what the kernel has
  /// built in is left out then.
  public struct Modules: Sendable {
    /// What reaching the root slot takes.
    public var boot: [String]
    /// The rest.
    public var system: [String]
  }

  /// The card's layout. All sizes are in MiB.
  public struct Image: Sendable {
    /// How partitions are found: a GUID partition table, or that with a master boot record naming the boot partition, for a boot ROM
    /// that knows no other.
    public enum Table: String, CaseIterable, Sendable {
      case gpt
      case hybrid
    }

    public var table: Table
    /// What is left free in front of the first partition, for a boot loader.
    public var start: Int
    /// Where the table's entries are, in KiB; nil where they are usually. A boot ROM that reads a boot loader from where they would be
    /// needs them moved.
    public var tableEntries: Int?
    public var boot: Int
    /// Each of the two root slots.
    public var root: Int
    public var data: Int

    /// The whole card.
    public var size: Int { start + boot + 2 * root + data + 1 }
  }

  /// Firmware that a Debian package brings, and which files of it go to the boot partition.
  public struct FirmwarePackage: Sendable {
    public var package: String
    /// The archive's component, such as `non-free-firmware`.
    public var component: String
    /// Paths in the package. Each goes to the boot partition under its last name.
    public var files: [String]
  }
}
